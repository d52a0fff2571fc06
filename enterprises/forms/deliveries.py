"""What was delivered this time, and whom it reached: one row for each household or person that may be named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from enterprises.actions.deliveries import MOST_FILES
from enterprises.actions.reached import Reached, cell_of
from enterprises.codes import Gift, Mode, Recipient, ValueBasis
from enterprises.forms.candidates import Candidate
from enterprises.models import MOST_PEOPLE, Beneficiary, Delivery, Pledge
from enterprises.modes import RULES
from povertyplan.ui.fields import DayField, YuanField
from povertyplan.ui.forms import ActionForm, speak_plainly
from villages.forms.practices import ManyFilesField, ManyFilesInput

_ACCEPT = "image/jpeg,image/png,application/pdf"
_MEASURE = {
    Mode.INDUSTRY: "这次到位多少（元）",
    Mode.TRADE: "这次成交多少（元）",
    Mode.DONATION: "这次捐了多少（元）",
    Mode.SKILLS: "这次培训多少人次",
}


@dataclass(frozen=True)
class Row:
    """`chosen` is a tick, None where a figure alone says it; `figures` open when it is ticked."""

    candidate: Candidate
    chosen: BoundField | None
    figures: list[BoundField]


class DeliveryForm(ActionForm):
    """Only what is new since the last delivery. Only rows that are ticked or filled count."""

    amount = YuanField(label="金额（元）", max_digits=12)
    count = forms.IntegerField(label="数目", min_value=1, max_value=MOST_PEOPLE)
    quantity = forms.DecimalField(label="数量", max_digits=12, decimal_places=2, required=False)
    basis = forms.ChoiceField(
        label="折价依据", required=False, choices=[("", "—"), *ValueBasis.choices], help_text="物资的价值按什么算的"
    )
    village_income = YuanField(label="其中村集体增收（元）", required=False)
    teacher = forms.CharField(label="谁讲的", max_length=40)
    delivered_on = DayField(label="哪天到位的")
    note = forms.CharField(label="这一次做了什么", max_length=80, required=False, help_text="如：收香菇 9 月批")
    receipt_no = forms.CharField(label="捐赠票据号", max_length=40, required=False)
    receipt_issuer = forms.CharField(label="票据谁开的", max_length=60, required=False)
    attachments = ManyFilesField(
        label="凭证照片或 PDF",
        required=False,
        widget=ManyFilesInput(attrs={"accept": _ACCEPT}),
        help_text=f"合同、过秤单、签收单，最多 {MOST_FILES} 个",
    )

    def __init__(
        self,
        *args: Any,
        pledge: Pledge,
        candidates: Sequence[Candidate],
        delivery: Delivery | None = None,
        today: date,
        **kwargs: Any,
    ) -> None:
        self.pledge, self.mode = pledge, Mode(pledge.mode)
        self.candidates = candidates if pledge.recipient != Recipient.FUND else ()
        if delivery:
            kwargs["initial"] = {
                name: getattr(delivery, name, None) for name in self.base_fields if name != "attachments"
            }
        else:
            kwargs.setdefault("initial", {"delivered_on": today})
        super().__init__(*args, **kwargs)
        self._keep_fields_of_the_mode()
        self.fields["delivered_on"].widget.attrs |= {"min": pledge.pledged_on.isoformat(), "max": today.isoformat()}
        there = {(b.member_id or b.household_id): b for b in delivery.beneficiaries.all()} if delivery else {}
        for candidate in self.candidates:
            self._add_row(candidate, there.get(candidate.one.pk))

    def _keep_fields_of_the_mode(self) -> None:
        allowed = set(RULES[self.mode].delivery.allowed)
        if self.mode is Mode.EMPLOYMENT:
            # Posts are as many as the people that are ticked.
            allowed.discard("count")
        if self.mode is Mode.DONATION and self.pledge.gift == Gift.MONEY:
            allowed -= {"quantity", "basis"}
        for name in set(self.fields) - allowed - {"delivered_on", "note", "attachments"}:
            del self.fields[name]
        measure = RULES[self.mode].measure
        if measure in self.fields:
            label = _MEASURE[self.mode]
            self.fields[measure].label = label
            self.fields[measure].error_messages["required"] = f"填写“{label}”"

    def _add_row(self, candidate: Candidate, there: Beneficiary | None) -> None:
        name, one = candidate.name, candidate.one
        for key, field in self._figures().items():
            cell = cell_of(key, one)
            said = name if key == "got" else f"{name}{field.label}"
            speak_plainly(field, said)
            self.fields[cell] = field
            if there:
                self.initial[cell] = True if key == "got" else getattr(there, key)

    def _figures(self) -> dict[str, forms.Field]:
        """Fresh fields of one row, in the order of the page."""
        if self.mode is Mode.EMPLOYMENT:
            return {
                "got": forms.BooleanField(required=False),
                "monthly_pay": YuanField(label="月工资（元）", required=False, initial=self.pledge.monthly_pay),
                "since": DayField(label="哪天上岗", required=False, help_text="空着就是到位那天"),
            }
        if self.mode is Mode.SKILLS:
            return {
                "attendances": forms.IntegerField(label="来了几次", required=False, min_value=1, max_value=366),
                "completed": forms.BooleanField(label="结业", required=False),
            }
        return {
            "got": forms.BooleanField(required=False),
            "amount": YuanField(label="得了多少（元）", required=False),
        }

    @property
    def plain_fields(self) -> list[BoundField]:
        """Those of the delivery itself, the files last."""
        names = [name for name in self.base_fields if name in self.fields]
        return [self[name] for name in names]

    @property
    def rows(self) -> list[Row]:
        found = []
        for candidate in self.candidates:
            cells = [cell_of(key, candidate.one) for key in self._figures()]
            ticked = cell_of("got", candidate.one)
            chosen = self[ticked] if ticked in self.fields else None
            found.append(Row(candidate, chosen, [self[cell] for cell in cells if cell != ticked]))
        return found

    @property
    def facts(self) -> dict[str, Any]:
        names = [name for name in self.base_fields if name in self.cleaned_data and name != "attachments"]
        told = {name: self.cleaned_data[name] for name in names}
        return {**told, "files": self.cleaned_data["attachments"], "reached": self.reached}

    @property
    def reached(self) -> list[Reached]:
        found = (self._reached(candidate) for candidate in self.candidates)
        return [row for row in found if row]

    def _reached(self, candidate: Candidate) -> Reached | None:
        """None where nothing was ticked or filled; a figure alone is a tick too, except the pay that stood there."""
        typed = {key: self.cleaned_data.get(cell_of(key, candidate.one)) for key in self._figures()}
        if self.mode is Mode.EMPLOYMENT:
            if not typed["got"]:
                return None
            since = typed["since"] or self.cleaned_data["delivered_on"]
            return Reached(candidate.household, candidate.member, monthly_pay=typed["monthly_pay"], since=since)
        if self.mode is Mode.SKILLS:
            if not typed["attendances"] and not typed["completed"]:
                return None
            attendances, completed = typed["attendances"], bool(typed["completed"])
            return Reached(candidate.household, candidate.member, attendances=attendances, completed=completed)
        if not typed["got"] and not typed["amount"]:
            return None
        return Reached(candidate.household, amount=typed["amount"])


class AnswerForm(ActionForm):
    """A few words for the enterprise; none are needed to confirm."""

    answer = forms.CharField(label="说一句", max_length=120, required=False)

    @property
    def refusals(self) -> list[str]:
        """For a page that shows no form."""
        return [str(error) for errors in self.errors.values() for error in errors]


class ReasonForm(ActionForm):
    reason = forms.CharField(label="原因", max_length=120, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].error_messages["required"] = f"写上{label}"


class PostEndForm(ActionForm):
    until = DayField(label="最后一天在岗")

    def __init__(self, *args: Any, since: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"until": today}} | kwargs)
        self.fields["until"].widget.attrs |= {"min": since.isoformat(), "max": today.isoformat()}
