"""Help measures."""

from households.forms.versioned import VersionedForm
from households.models import Measure
from povertyplan.ui.fields import DayField, YuanField


class MeasureForm(VersionedForm):
    started_on = DayField(label="开始")
    ended_on = DayField(label="结束", required=False)
    amount = YuanField(label="金额（元）", required=False)

    class Meta:
        model = Measure
        fields = ("kind", "content", "source", "started_on", "ended_on", "amount", "outcome", "state")

    groups = (("措施", ("kind", "content", "source", "amount", "started_on", "ended_on", "state", "outcome")),)
