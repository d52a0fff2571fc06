"""Handing over understanding bags: one on a phone at the door, many from the signed list at a desk (R3.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from households.actions.bag_deliveries import QUESTIONS, DeliveryLine, LinesRefused, record_deliveries
from households.models import BagDelivery, BagEdition
from povertyplan.accounts.models import User
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm

_ANSWERS = (("1", "答得上"), ("0", "要再讲"))
_NOTE = 80


def _question(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=_ANSWERS,
        coerce=lambda answer: answer == "1",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def _day(today: date) -> dict[str, Any]:
    return {"max": today.isoformat()}


class DeliveryForm(ActionForm):
    """One edition. Who asks nothing says so: an empty question is a question that was forgotten."""

    knows_helper = _question("谁帮你家？")
    knows_benefits = _question("你家享受什么？")
    knows_plan = _question("今年打算怎么干？")
    not_asked = forms.BooleanField(label="这次没有问", required=False)
    is_signed = forms.BooleanField(label="户里已签字或按手印", required=False)
    note = forms.CharField(
        label="要再讲什么", max_length=_NOTE, required=False, help_text="如 老人耳背，下次带上他女儿一起听"
    )
    delivered_on = DayField(label="哪天送到的")
    delivered_by = forms.CharField(label="谁送的", max_length=40)

    def __init__(
        self, *args: Any, today: date, deliverer: str = "", known: BagDelivery | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"delivered_on": today, "delivered_by": deliverer}
        if known:
            initial = {name: getattr(known, name) for name in ("delivered_on", "delivered_by", "is_signed", "note")}
            initial |= {name: {True: "1", False: "0"}.get(getattr(known, name)) for name in QUESTIONS}
            initial["not_asked"] = not known.was_asked
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["delivered_on"].widget.attrs |= _day(today)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in QUESTIONS]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("not_asked"):
            return said | dict.fromkeys(QUESTIONS)
        for name in QUESTIONS:
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, f"“{self.fields[name].label}”选一个；三问都没问，勾“这次没有问”")
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """What goes to the action."""
        said = self.cleaned_data
        answers = {name: said[name] for name in QUESTIONS}
        words = {"is_signed": said["is_signed"], "note": said["note"]}
        return {"on": said["delivered_on"], "deliverer": said["delivered_by"], **words, **answers}


class VoidForm(ActionForm):
    reason = forms.CharField(label="为什么作废", max_length=60, help_text="如 印歪了、丢了、收回来了")


class LineForm(ActionForm):
    """One line of the signed list: a tick is an answer; no tick at all means that nobody asked."""

    is_delivered = forms.BooleanField(label="已送达", required=False)
    knows_helper = forms.BooleanField(label="谁帮你家", required=False)
    knows_benefits = forms.BooleanField(label="享受什么", required=False)
    knows_plan = forms.BooleanField(label="怎么干", required=False)
    knows_none = forms.BooleanField(label="都要再讲", required=False)
    is_signed = forms.BooleanField(label="签字", required=False)
    note = forms.CharField(label="要再讲什么", max_length=_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not said.get("is_delivered") and any(said.get(name) for name in self.fields):
            raise forms.ValidationError("填了别的，没有勾“已送达”")
        if said.get("knows_none") and any(said.get(name) for name in QUESTIONS):
            raise forms.ValidationError("有答得上的，就不勾“都要再讲”")
        return said

    def line(self, edition: int) -> DeliveryLine | None:
        said = self.cleaned_data
        if not said["is_delivered"]:
            return None
        was_asked = said["knows_none"] or any(said[name] for name in QUESTIONS)
        answers = {name: said[name] if was_asked else None for name in QUESTIONS}
        return DeliveryLine(edition, is_signed=said["is_signed"], note=said["note"], **answers)


class ListForm(ActionForm):
    """The head of the signed list."""

    delivered_on = DayField(label="哪天送到的")
    delivered_by = forms.CharField(label="谁送的", max_length=40)

    def __init__(self, *args: Any, today: date, deliverer: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"delivered_on": today, "delivered_by": deliverer}, **kwargs)
        self.fields["delivered_on"].widget.attrs |= _day(today)


@dataclass(frozen=True)
class DeliveryRow:
    edition: BagEdition
    name: str
    form: LineForm


class DeliveryList:
    """The signed list as one form: kept whole or not at all, and as typed where a line is refused."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        editions: Sequence[BagEdition],
        names: Mapping[int, str],
        *,
        today: date,
        deliverer: str,
    ) -> None:
        """`names` of the heads by household key."""
        self.today = today
        self.head = ListForm(data, today=today, deliverer=deliverer)
        self.rows = [
            DeliveryRow(edition, names[edition.household_id], LineForm(data, prefix=f"e{edition.pk}"))
            for edition in editions
        ]

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), *(row.form.is_valid() for row in self.rows)])

    def perform(self, *, by: User) -> list[BagDelivery] | None:
        """What was kept, or None after a refusal; the refused lines then say why."""
        lines = [line for row in self.rows if (line := row.form.line(row.edition.pk))]
        said = self.head.cleaned_data
        told = {"on": said["delivered_on"], "deliverer": said["delivered_by"], "today": self.today, "by": by}
        return self.head.perform(self._record, lines, told)

    def _record(self, lines: list[DeliveryLine], told: dict[str, Any]) -> list[BagDelivery]:
        try:
            return record_deliveries(lines, **told)
        except LinesRefused as refusal:
            for row in self.rows:
                if row.edition.pk in refusal.lines:
                    row.form.add_error(None, refusal.lines[row.edition.pk])
            raise

    @property
    def refused(self) -> list[DeliveryRow]:
        return [row for row in self.rows if row.form.errors]
