"""What became of a gift."""

from datetime import date
from typing import Any

from django import forms

from enterprises.models import MOST_PEOPLE, Delivery, GiftUse
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm
from povertyplan.versions import version_of


class GiftUseForm(ActionForm):
    used_on = DayField(label="哪天用的")
    what = forms.CharField(
        label="用在什么上", max_length=80, help_text="如：发放助学金、修 3 组水渠。捐赠人会看到，不写名字"
    )
    amount = YuanField(label="用了多少（元）", max_digits=12)
    households = forms.IntegerField(label="惠及多少户", min_value=0, max_value=MOST_PEOPLE)
    seen = forms.IntegerField(label="打开时的版本", widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, delivery: Delivery, use: GiftUse | None = None, today: date, **kwargs: Any) -> None:
        if use:
            names = ("used_on", "what", "amount", "households")
            kwargs["initial"] = {name: getattr(use, name) for name in names} | {"seen": version_of(use)}
        else:
            kwargs.setdefault("initial", {"used_on": today})
        super().__init__(*args, **kwargs)
        if delivery.pledge.gift == "goods":
            self.fields["amount"].label = "用了多少，按折价（元）"
        self.fields["used_on"].widget.attrs |= {"min": delivery.delivered_on.isoformat(), "max": today.isoformat()}

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    @property
    def seen_version(self) -> int:
        return self.cleaned_data["seen"] or 0
