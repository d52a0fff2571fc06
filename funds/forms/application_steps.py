"""One form for each step of an application; the action has the last word on days and persons."""

from datetime import date, timedelta
from typing import Any

from django import forms

from funds.models import Application, FundNotice, FundObjection
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm

MOST_PEOPLE = 5000
_ACCEPT = {"accept": "image/jpeg,image/png,application/pdf"}


def _paper(label: str, **kwargs: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, widget=forms.ClearableFileInput(attrs=_ACCEPT), **kwargs)


class _DatedForm(ActionForm):
    """`first` is the earliest day that makes sense; the calendar offers from there to today."""

    def __init__(self, *args: Any, first: date, today: date, day: str, **kwargs: Any) -> None:
        kwargs["initial"] = {day: today} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields[day].widget.attrs |= {"min": first.isoformat(), "max": today.isoformat()}


class DeliberationForm(_DatedForm):
    held_on = DayField(label="哪天开的会")
    present = forms.IntegerField(label="到会多少人", min_value=3, max_value=MOST_PEOPLE)
    agreed = forms.IntegerField(label="同意多少人", min_value=0, max_value=MOST_PEOPLE)
    chair = forms.CharField(label="主持人", max_length=40)
    words = forms.CharField(label="议定什么", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    minutes = _paper("会议记录", help_text="签了字的记录，拍照或 PDF")

    def __init__(self, *args: Any, application: Application, today: date, **kwargs: Any) -> None:
        super().__init__(*args, first=application.applied_on, today=today, day="held_on", **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        present, agreed = cleaned.get("present"), cleaned.get("agreed")
        if present is not None and agreed is not None and agreed > present:
            self.add_error("agreed", f"到会 {present} 人，同意的不能比到会的多")
        return cleaned


class DecideForm(ActionForm):
    """`agrees` comes with the button that was pressed."""

    agrees = forms.TypedChoiceField(
        label="批不批",
        choices=[("yes", "同意"), ("no", "不同意")],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="意见",
        max_length=120,
        required=False,
        help_text="不同意写上原因",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class NoticeForm(_DatedForm):
    posted_on = DayField(label="哪天贴出")
    ends_on = DayField(label="公示到哪天")
    place = forms.CharField(label="贴在哪里", max_length=60)
    photo = _paper("贴出来的照片")

    def __init__(self, *args: Any, application: Application, today: date, **kwargs: Any) -> None:
        days = application.fund.notice_days
        usual = {"ends_on": today + timedelta(days=days), "place": "村务公开栏"}
        super().__init__(*args, first=application.applied_on, today=today, day="posted_on", initial=usual, **kwargs)
        self.fields["ends_on"].help_text = f"要满 {days} 天，满期的第二天才能付款"
        self.fields["ends_on"].widget.attrs["min"] = (application.applied_on + timedelta(days=days)).isoformat()


class ObjectionForm(_DatedForm):
    raised_on = DayField(label="哪天提的")
    words = forms.CharField(
        label="说了什么", max_length=200, help_text="可以不留姓名", widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, notice: FundNotice, today: date, **kwargs: Any) -> None:
        last = min(today, notice.ends_on)
        super().__init__(*args, first=notice.posted_on, today=last, day="raised_on", **kwargs)


class ObjectionAnswerForm(_DatedForm):
    answered_on = DayField(label="哪天答复")
    answer = forms.CharField(label="怎么答复", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    is_upheld = forms.TypedChoiceField(
        label="成不成立",
        choices=[("no", "不成立，公示照旧"), ("yes", "成立，公示停，改好重新公示")],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, objection: FundObjection, today: date, **kwargs: Any) -> None:
        super().__init__(*args, first=objection.raised_on, today=today, day="answered_on", **kwargs)


class ReceiveForm(_DatedForm):
    received_on = DayField(label="哪天签收")
    received_by = forms.CharField(label="谁签的", max_length=40)
    receipt = _paper("签收单", help_text="签了字、按了手印的，拍照或 PDF")

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, first=first, today=today, day="received_on", **kwargs)


class OutcomeForm(_DatedForm):
    known_on = DayField(label="哪天核的")
    result = forms.CharField(
        label="办成了什么",
        max_length=200,
        help_text="写看得见的结果，如：12 户菌棒全部进棚，出菇 3 批",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    households = forms.IntegerField(label="惠及多少户", min_value=0, max_value=MOST_PEOPLE)
    photo = _paper("照片")

    def __init__(self, *args: Any, first: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, first=first, today=today, day="known_on", **kwargs)
