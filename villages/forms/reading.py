"""What the office writes about half-month reports: a return, an answer, an excuse, their term; and a workbook."""

from datetime import date
from typing import Any

from django import forms

from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.models import ReportField, ReturnReason

MEGABYTE = 1024 * 1024
MAX_WORKBOOK = 2 * MEGABYTE


class ReturnForm(ActionForm):
    """One part of a report goes back; each part of the page has its own, so its ids carry the part's name."""

    field = forms.ChoiceField(choices=ReportField.choices, widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason_kind = forms.ChoiceField(label="原因", choices=ReturnReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="写给专干", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, part: ReportField, officer: str = "", **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{part}_%s", **kwargs)
        if officer:
            self.fields["note"].label = f"写给{officer}"


class AnswerForm(ActionForm):
    answer = forms.CharField(label="答复", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    handed_to = forms.CharField(label="交给", max_length=60, required=False, help_text="如 农技站 邹明秀")
    due_on = DayField(label="限期", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].widget.attrs["min"] = today.isoformat()


class ExcuseForm(ActionForm):
    reason = forms.CharField(label="为什么算按时", max_length=200, help_text="如 塌方断网 3 天，11-18 才通")


class ReportingRuleForm(ActionForm):
    starts_on = DayField(label="从哪一期起", help_text="那一期的头一天：某月 1 日或 16 日，要在今天以后")
    days = forms.IntegerField(label="期末后几天内报", min_value=0, max_value=15, help_text="0 是期末当天")
    source = forms.CharField(label="依据", max_length=160, help_text="如 办事处通知的文号")


class WorkbookForm(ActionForm):
    file = forms.FileField(
        label="填好的 Excel",
        help_text=f"从本页下载的那张表（.xlsx），最大 {MAX_WORKBOOK // MEGABYTE} MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_WORKBOOK:
            raise forms.ValidationError(f"文件超过 {MAX_WORKBOOK // MEGABYTE} MB，只传下载的那张表")
        content: bytes = file.read()
        return content
