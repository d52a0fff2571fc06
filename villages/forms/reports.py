"""The half-month report as it is filled in: on the phone, at the desk, from paper or a workbook, one validator (R4.4).

What cannot be read is refused; what is odd passes and is flagged (`villages.reporting.flags`). Fields of what was not
chosen (a later date beside 按期) are not looked at.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.dateparse import parse_datetime

from povertyplan.files.pictures import LARGEST_FILE
from povertyplan.shapes import holds_id_number
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm, speak_plainly
from villages.models import FIRST_DAY, LAST_DAY, Answer, DelayReason, Milestone, Via, VillagePlan, Work
from villages.reporting import MilestoneSaid, Submission

_FIGURE = {"inputmode": "decimal", "autocomplete": "off"}
# More is a slip of the finger, and more than the column holds.
_MOST_HOUSEHOLDS = 99_999
_MOST_REVISIONS = 32_767
# A key that Postgres can hold.
_MILESTONE = re.compile(r"m([0-9]{1,18})-state", re.ASCII)
_ONE_PLACE, _TWO_PLACES = Decimal("0.1"), Decimal("0.01")


class TextField(forms.CharField):
    """Free text with the line ends of a script: a form sent without one says CR LF for the same line."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - as Django declares it
        text = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        return super().to_python(text) or ""


def plain_figure(value: object, *units: str) -> object:
    """As a figure is typed on a phone: full-width digits, commas, the unit behind it."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFKC", value).replace(",", "").strip()
    for unit in units:
        text = text.removesuffix(unit).strip()
    return text


class HouseholdsField(forms.IntegerField):
    def to_python(self, value: object) -> int | None:
        return super().to_python(plain_figure(value, "户"))


class RoundedField(forms.DecimalField):
    """Rounded to what is kept, half up: 7.25 is readable, and a report is not refused for it."""

    def __init__(self, *, label: str, places: Decimal, digits: int, units: Sequence[str] = ()) -> None:
        self.places, self.units, self.digits = places, units, digits
        widget = forms.TextInput(attrs=_FIGURE)
        super().__init__(label=label, max_digits=digits, min_value=0, required=False, widget=widget)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        figure: Any = super().to_python(plain_figure(value, *self.units))
        # What has more digits than fit is refused by them, not rounded.
        if figure is None or not figure.is_finite() or abs(figure.adjusted()) > self.digits:
            return figure
        return figure.quantize(self.places, ROUND_HALF_UP)


@dataclass(frozen=True)
class MilestonePart:
    """One milestone's fields, as the page shows them."""

    milestone: Milestone
    state: BoundField
    due_on_field: BoundField
    reason_kind: BoundField
    reason: BoundField
    done_on_field: BoundField

    @property
    def pk(self) -> int:
        return self.milestone.pk

    @property
    def stage_name(self) -> str:
        return self.milestone.stage.name

    @property
    def name(self) -> str:
        return self.milestone.name

    @property
    def due_on(self) -> date:
        return self.milestone.due_on


class ReportForm(ActionForm):
    """`milestones` are those that may be answered, with their stage; answers to any other are not looked at.

    Without arguments it is the empty form that a phone keeps. `today` is needed where there are milestones.
    """

    # Not written by people; long numbers in them are by chance.
    takes_id_number = frozenset({"uuid", "opened", "submitted_at", "seen", "via"})

    uuid = forms.UUIDField(
        label="编号",
        widget=forms.HiddenInput,
        error_messages={
            "required": "这份表没有编号，重新打开本页再交",
            "invalid": "这份表的编号不对，重新打开本页再交",
        },
    )
    opened = forms.CharField(label="打开时间", required=False, widget=forms.HiddenInput)
    submitted_at = forms.CharField(label="提交时间", required=False, widget=forms.HiddenInput)
    seen = forms.CharField(label="打开时的版", required=False, widget=forms.HiddenInput)
    via = forms.CharField(label="怎么报的", required=False, widget=forms.HiddenInput)
    work = forms.MultipleChoiceField(
        label="做了哪些", choices=Work.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    done = TextField(
        label="这半个月做了什么",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "写上这半个月做了什么"},
    )
    participants = HouseholdsField(
        label="参加的贫困户",
        required=False,
        min_value=0,
        max_value=_MOST_HOUSEHOLDS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    scale = RoundedField(label="规模（累计）", places=_ONE_PLACE, digits=10)
    invested = RoundedField(label="投入（元，累计）", places=_TWO_PLACES, digits=12, units=("元",))
    help = TextField(label="要办事处帮什么", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    # Never wrong by itself: text counts as filed, and a photo that is none is said on the receipt.
    photos = forms.Field(label="照片", required=False, widget=forms.FileInput)

    def __init__(
        self,
        *args: Any,
        plan: VillagePlan | None = None,
        milestones: Iterable[Milestone] = (),
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if plan:
            self.fields["scale"].label = f"{plan.product}（{plan.scale_unit or '规模'}，累计）"
        self._kept_milestones = list(milestones)
        for milestone in self._kept_milestones:
            self._ask_about(milestone)

    def _ask_about(self, milestone: Milestone) -> None:
        name = milestone.name
        fields: dict[str, forms.Field] = {
            "state": forms.ChoiceField(label=name, choices=Answer.choices, required=False, widget=forms.RadioSelect),
            "due_on": DayField(label="推迟到哪天", required=False),
            "reason_kind": forms.ChoiceField(
                label="不能按期的原因", choices=DelayReason.choices, required=False, widget=forms.RadioSelect
            ),
            "reason": forms.CharField(label="说明", max_length=300, required=False),
            "done_on": DayField(label="哪天完成", required=False),
        }
        for part, field in fields.items():
            speak_plainly(field, str(field.label))
            self.fields[f"m{milestone.pk}-{part}"] = field

    @cached_property
    def milestones(self) -> list[MilestonePart]:
        """In the order in which they were given."""
        return [
            MilestonePart(
                milestone,
                state=self[f"m{milestone.pk}-state"],
                due_on_field=self[f"m{milestone.pk}-due_on"],
                reason_kind=self[f"m{milestone.pk}-reason_kind"],
                reason=self[f"m{milestone.pk}-reason"],
                done_on_field=self[f"m{milestone.pk}-done_on"],
            )
            for milestone in self._kept_milestones
        ]

    def clean_submitted_at(self) -> datetime | None:
        """A clock that cannot be read counts as none: the report is then filed when it is received."""
        try:
            at = parse_datetime(self.cleaned_data["submitted_at"])
        except ValueError:
            return None
        # Years at the edge of the calendar cannot be turned into another zone.
        return at if at and at.tzinfo and 1970 <= at.year <= 2100 else None

    def clean_seen(self) -> int:
        text = self.cleaned_data["seen"]
        number = int(text) if text.isascii() and text.isdigit() else 0
        return number if number <= _MOST_REVISIONS else 0

    def clean_via(self) -> str:
        """Empty where it is none that is known: the view then says it by who files."""
        text = self.cleaned_data["via"]
        return text if text in Via.values else ""

    def clean_work(self) -> tuple[str, ...]:
        chosen = set(self.cleaned_data["work"])
        return tuple(code for code in Work.values if code in chosen)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for part in self._kept_milestones:
            self._check_milestone(part)
        return data

    def _check_milestone(self, milestone: Milestone) -> None:
        """Only the fields of what was chosen count, and only their errors stand."""
        key, state = f"m{milestone.pk}-", self._said(milestone, "state")
        counting = {Answer.DELAYED: ("due_on", "reason_kind", "reason"), Answer.DONE: ("done_on",)}.get(state, ())
        for part in ("due_on", "reason_kind", "reason", "done_on"):
            if part not in counting:
                self.errors.pop(f"{key}{part}", None)
        if state == Answer.DELAYED:
            self._check_delay(milestone, key)
        elif state == Answer.DONE:
            self._check_done(milestone, key)

    def _check_delay(self, milestone: Milestone, key: str) -> None:
        due_on, kind, reason = (self._said(milestone, part) for part in ("due_on", "reason_kind", "reason"))
        if not due_on:
            self._want(f"{key}due_on", f"写上“{milestone.name}”推迟到哪天")
        elif not FIRST_DAY <= due_on <= LAST_DAY:
            self._want(f"{key}due_on", f"{due_on.year} 年不对，看看年份")
        elif due_on < min(milestone.due_on, milestone.baseline_due_on or milestone.due_on):
            self._want(f"{key}due_on", f"计划是 {milestone.due_on}，推迟要写更晚的一天，看看年份")
        if not kind:
            self._want(f"{key}reason_kind", "选 1 项“不能按期的原因”")
        if kind == DelayReason.OTHER and not reason:
            self._want(f"{key}reason", "选了“其他”，写明是什么原因")
        if reason and holds_id_number(reason):
            self._want(f"{key}reason", "“说明”里有整个身份证号，删掉再交")

    def _check_done(self, milestone: Milestone, key: str) -> None:
        done_on = self._said(milestone, "done_on")
        if not done_on:
            self._want(f"{key}done_on", f"写上“{milestone.name}”哪天完成")
        elif self.today and done_on > self.today:
            self._want(f"{key}done_on", "完成日期还没有到，写已经过去的那天")
        elif done_on < FIRST_DAY:
            self._want(f"{key}done_on", f"{done_on.year} 年太早了，看看年份对不对")

    def _want(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _said(self, milestone: Milestone, part: str) -> Any:  # noqa: ANN401 - a day or a text, by its field
        return self.cleaned_data.get(f"m{milestone.pk}-{part}") or None

    @property
    def uuid_sent(self) -> UUID:
        return self.cleaned_data["uuid"]

    @property
    def content(self) -> Submission:
        """Of a valid form."""
        data = self.cleaned_data
        return Submission(
            done=data["done"],
            work=data["work"],
            participants=data["participants"],
            scale=data["scale"],
            invested=None if data["invested"] is None else int(data["invested"] * 100),
            help_wanted=data["help"],
            answers=self._answers(),
        )

    def _answers(self) -> tuple[MilestoneSaid, ...]:
        said = []
        for milestone in sorted(self._kept_milestones, key=lambda milestone: milestone.pk):
            state = self._said(milestone, "state")
            if state == Answer.DELAYED:
                due_on, kind, reason = (self._said(milestone, part) for part in ("due_on", "reason_kind", "reason"))
                said.append(MilestoneSaid(milestone.pk, state, due_on, kind, reason or ""))
            elif state == Answer.DONE:
                said.append(MilestoneSaid(milestone.pk, state, done_on=self._said(milestone, "done_on")))
            elif state:
                said.append(MilestoneSaid(milestone.pk, state))
        return tuple(said)


def milestones_named(data: Iterable[str]) -> set[int]:
    """Keys of the milestones of which a sent form says anything."""
    found = (_MILESTONE.fullmatch(name) for name in data)
    return {int(match[1]) for match in found if match}


class ReportPhotoForm(ActionForm):
    photo = forms.FileField(
        label="照片",
        error_messages={"required": "选一张照片"},
        widget=forms.FileInput({"accept": "image/jpeg,image/png"}),
        help_text="JPG 或 PNG，不超过 8 MB",
    )

    def clean_photo(self) -> bytes:
        """Its size is asked before it is read; what it is, the action sees."""
        upload = self.cleaned_data["photo"]
        if upload.size > LARGEST_FILE:
            raise forms.ValidationError("照片超过 8 MB，先缩小再传")
        return bytes(upload.read())
