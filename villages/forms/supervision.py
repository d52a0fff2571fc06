"""Supervision notices: issuing one, and each step of its course."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from povertyplan.ui import dates
from povertyplan.ui.fields import DayField
from povertyplan.ui.forms import ActionForm
from villages.forms.practices import ManyFilesField, ManyFilesInput
from villages.models import SupervisionOrder
from villages.supervision import (
    LONGEST_REASON,
    MOST_DEMANDS,
    MOST_FILES,
    REPLY_DAYS,
    Demand,
    Subject,
    demands_for,
    reason_for,
    terms,
)

_ACCEPT = "image/jpeg,image/png,application/pdf"
_ROW = re.compile(r"^(content|owner|due_on)_(\d{1,2})$")
_PARTS = ("content", "owner", "due_on")
# Blank rows under what is proposed; more come with the next press.
_SPARE_ROWS = 2


@dataclass(frozen=True)
class DemandRow:
    """The three fields of one thing to be done, for the template."""

    number: int
    content: BoundField
    owner: BoundField
    due_on: BoundField

    @property
    def fields(self) -> tuple[BoundField, BoundField, BoundField]:
        return self.content, self.owner, self.due_on


class OrderForm(ActionForm):
    """A notice to be issued, filled from what is overdue. A row without words is no demand."""

    subjects = forms.MultipleChoiceField(
        label="督办哪几件",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="都是现在逾期、还没有督办单的",
        error_messages={"invalid_choice": "有一件刚刚办完了，去掉它再发"},
    )
    matter = forms.CharField(label="另外的事", required=False, max_length=80, help_text="上面没有的，一句话写清")
    reason = forms.CharField(label="督办事由", max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))
    target = forms.CharField(label="责任人", max_length=60)
    reply_due_on = DayField(label="回复期限")
    due_on = DayField(label="完成期限")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        proposed: Sequence[Subject],
        owner: str,
        today: date,
        ticked: Iterable[str] | None = None,
        matter: str = "",
        on_notice: Sequence[Subject] = (),
    ) -> None:
        """`ticked` are keys of `proposed`, all where nothing is said; an unknown key means nothing.

        What is `on_notice` already is taken too, for the action to say which notice, or that it is this very one.
        """
        self.proposed = {subject.key: subject for subject in proposed}
        self.known = {subject.key: subject for subject in on_notice} | self.proposed
        keys = list(self.proposed) if ticked is None else [key for key in self.proposed if key in set(ticked)]
        initial, rows = _composed([self.proposed[key] for key in keys], matter, owner=owner, today=today)
        compact, count = _without_gaps(data)
        self.count = min(MOST_DEMANDS, max(count, rows + _SPARE_ROWS if data is None else count + 1))
        self.base_fields = {**type(self).base_fields, **_row_fields(self.count)}  # type: ignore[misc]
        super().__init__(compact, initial=initial)
        posted = set(compact.getlist("subjects")) if compact is not None else set()  # type: ignore[attr-defined]
        shown = [s for s in self.known.values() if s.key in self.proposed or s.key in posted]
        self.fields["subjects"].choices = [(s.key, _choice(s, on=today)) for s in shown]  # type: ignore[attr-defined]
        for name in ("reply_due_on", "due_on"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    @property
    def rows(self) -> list[DemandRow]:
        return [DemandRow(n, *(self[f"{part}_{n}"] for part in _PARTS)) for n in range(1, self.count + 1)]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        words = {name: self.cleaned_data[name] for name in ("reason", "target", "reply_due_on", "due_on")}
        return words | {"subjects": self.chosen, "demands": self.demands}

    @property
    def chosen(self) -> list[Subject]:
        """What was ticked, and the matter in words."""
        matter = self.cleaned_data["matter"]
        ticked = [self.known[key] for key in self.cleaned_data["subjects"]]
        return [*ticked, Subject(what=matter)] if matter else ticked

    @property
    def demands(self) -> list[Demand]:
        parts = [tuple(self.cleaned_data[f"{part}_{n}"] for part in _PARTS) for n in range(1, self.count + 1)]
        return [Demand(*part) for part in parts if part[0]]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in range(1, self.count + 1):
            if not found.get(f"content_{n}"):
                continue
            for part, words in (("owner", "责任人"), ("due_on", "期限")):
                name = f"{part}_{n}"
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, f"第 {n} 件事写上{words}")
        return found


def _composed(ticked: Sequence[Subject], matter: str, *, owner: str, today: date) -> tuple[dict[str, Any], int]:
    """The form's words for what was chosen, and how many things are to be done."""
    chosen = [*ticked, Subject(what=matter)] if matter else list(ticked)
    reply_due_on, due_on = terms(today)
    initial: dict[str, Any] = {
        "subjects": [subject.key for subject in ticked],
        "matter": matter,
        "reason": reason_for(chosen, on=today),
        "target": owner,
        "reply_due_on": reply_due_on,
        "due_on": due_on,
    }
    rows = demands_for(chosen, owner=owner, reply_due_on=reply_due_on, due_on=due_on, on=today)
    for number, row in enumerate(rows, 1):
        initial |= {f"{part}_{number}": getattr(row, part) for part in _PARTS}
    return initial, len(rows)


def _choice(subject: Subject, *, on: date) -> str:
    term = "计划" if subject.milestone else "期限"
    was_due = dates.iso(subject.was_due_on) if subject.was_due_on else ""
    return f"{subject.what}，{term} {was_due}，晚 {subject.late_days(on=on)} 天"


def _row_fields(count: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for n in range(1, count + 1):
        fields[f"content_{n}"] = forms.CharField(
            label=f"第 {n} 件事", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
        )
        fields[f"owner_{n}"] = forms.CharField(label=f"第 {n} 件事的责任人", required=False, max_length=40)
        fields[f"due_on_{n}"] = DayField(label=f"第 {n} 件事的期限", required=False)
    return fields


def _without_gaps(data: Mapping[str, Any] | None) -> tuple[Mapping[str, Any] | None, int]:
    """What was posted with its rows numbered anew, those without words last; and how many have words."""
    if data is None:
        return None, 0
    numbers = sorted({int(found[2]) for key in data if (found := _ROW.match(key))})
    told = [n for n in numbers if str(data.get(f"content_{n}", "")).strip()][:MOST_DEMANDS]
    posted = data.copy()  # type: ignore[attr-defined]
    for n in numbers:
        for part in _PARTS:
            posted.pop(f"{part}_{n}", None)
    for place, n in enumerate(told, 1):
        for part in _PARTS:
            posted[f"{part}_{place}"] = data.get(f"{part}_{n}", "")
    return posted, len(told)


class ReplyForm(ActionForm):
    text = forms.CharField(
        label="办了什么，还差什么",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="逐件写：办到哪一步、数字多少、要办事处帮什么",
    )
    attachments = ManyFilesField(
        label="照片或 PDF",
        required=False,
        help_text=f"最多 {MOST_FILES} 个，每个不超过 8 MB",
        widget=ManyFilesInput({"accept": _ACCEPT}),
    )

    @property
    def contents(self) -> list[bytes]:
        return [content for content, _ in self.cleaned_data["attachments"]]


class ExtensionForm(ActionForm):
    new_due_on = DayField(label="延到哪天")
    text = forms.CharField(
        label="为什么办不完，办到哪一步了", max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, order: SupervisionOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_due_on"].help_text = f"现在的完成期限是 {dates.iso(order.due_on)}"
        self.fields["new_due_on"].widget.attrs["min"] = (order.due_on + timedelta(days=1)).isoformat()


class DecisionForm(ActionForm):
    decision = forms.ChoiceField(
        label="定下来", choices=[("granted", "同意延期"), ("declined", "不同意")], widget=forms.RadioSelect
    )
    new_due_on = DayField(label="新的完成期限", required=False, help_text="同意时填，已填上村里申请的日期")
    text = forms.CharField(
        label="意见",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不同意的写为什么",
    )

    def __init__(self, *args: Any, asked: date | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"new_due_on": asked, "decision": "granted"}, **kwargs)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action asks for."""
        said = self.cleaned_data
        return {"is_granted": said["decision"] == "granted", "new_due_on": said["new_due_on"], "text": said["text"]}


class ReturnForm(ActionForm):
    text = forms.CharField(label="哪里不合格，要怎么办", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    new_due_on = DayField(label="新的完成期限", required=False)

    def __init__(self, *args: Any, order: SupervisionOrder, today: date, **kwargs: Any) -> None:
        later = max(order.due_on, today + timedelta(days=REPLY_DAYS))
        super().__init__(*args, initial={"new_due_on": later}, **kwargs)
        self.fields["new_due_on"].help_text = f"现在是 {dates.iso(order.due_on)}；空着就不变"


class CloseForm(ActionForm):
    text = forms.CharField(
        label="审核意见",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="凭什么看出办结了",
    )


class WithdrawForm(ActionForm):
    text = forms.CharField(
        label="为什么撤回",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="撤回后这张单子作废，编号保留；还逾期的事会重新提出督办",
    )
