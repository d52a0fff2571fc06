"""What happened to a household's records, in words: from row history and from the log of acts (痕迹).

Rows that were written by one act (an import, a change of helper) share a context and are told as one entry.
Numbers of ID documents and telephones are never repeated here: only that they changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from households.codes import BenefitLink, CheckState, ExitStage, IncomeItem, PovertyCause
from households.models import (
    Assessment,
    Criterion,
    Evidence,
    Exit,
    ExitStep,
    Helper,
    HelperAssignment,
    Household,
    HouseholdTrade,
    IncomeLine,
    IncomeYear,
    Measure,
    Member,
    Objection,
    Participation,
    Relapse,
    Visit,
)
from households.wording import in_words, label
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.ui.money import yuan

_SILENT = {
    "id",
    "name_pinyin",
    "name_initials",
    "id_index",
    "id_tail_index",
    "household",
    "recorded_by",
    "assessed_by",
    "is_current",
    "standard",
    "register",
    "opened_by",
    "stopped_by",
    "answered_by",
    "participation",
}
_UNTOLD = {"id_sealed", "phone"}
_KINDS: tuple[type[models.Model], ...] = (
    Household,
    Member,
    HelperAssignment,
    Measure,
    Assessment,
    Evidence,
    Visit,
    IncomeYear,
    IncomeLine,
    Exit,
    ExitStep,
    Objection,
    Relapse,
    Participation,
    HouseholdTrade,
)


SHOWN_LINES = 8

# A row of an event table, and a column of the model it follows.
Version = Mapping[str, Any]
Column = models.Field


@dataclass(frozen=True)
class Line:
    """One thing that happened: to a whole row (`old` and `new` empty) or to one of its fields."""

    what: str
    old: str = ""
    new: str = ""


@dataclass
class Entry:
    """One act of one person."""

    at: datetime
    who: str
    reason: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN_LINES]

    @property
    def more(self) -> bool:
        return len(self.lines) > SHOWN_LINES


def trail(household: Household) -> list[Entry]:
    """Newest first."""
    told = _Told(household)
    entries: dict[Any, Entry] = {}
    for model in _KINDS:
        for event, before in _with_predecessors(_events(model, household)):
            lines = told.lines(model, event, before)
            if lines:
                # Rows written without an act (there should be none) stand for themselves.
                key = event["pgh_context_id"] or (model, event["pgh_id"])
                context = event["context"] or {}
                entry = entries.setdefault(
                    key,
                    Entry(event["pgh_created_at"], str(context.get("user_name", "")), str(context.get("reason", ""))),
                )
                entry.lines.extend(lines)
    found = [*entries.values(), *_acts(household)]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _events(model: type[models.Model], household: Household) -> Iterable[Version]:
    events = model._meta.get_field("history").related_model._default_manager  # type: ignore[union-attr]
    mine: dict[str, Any] = {"pgh_obj_id": household.pk} if model is Household else {"household_id": household.pk}
    if model is IncomeLine:
        # A register that was taken away again still says whose it was.
        years = IncomeYear._meta.get_field("history").related_model._default_manager
        mine = {"register_id__in": years.filter(household_id=household.pk).values("pgh_obj_id")}
    if model in (ExitStep, Objection):
        mine = {"exit__household_id": household.pk}
    of_it = models.Q(**mine)
    if model is Evidence:
        of_it = models.Q(assessment__household_id=household.pk) | models.Q(step__exit__household_id=household.pk)
    return events.filter(of_it).annotate(context=models.F("pgh_context__metadata")).order_by("id", "pgh_id").values()


def _with_predecessors(events: Iterable[Version]) -> Iterator[tuple[Version, Version | None]]:
    before: Version | None = None
    for event in events:
        yield event, before if before and before["id"] == event["id"] else None
        before = event


def _acts(household: Household) -> Iterator[Entry]:
    members = Member.objects.filter(household=household)
    acts = AuditEvent.objects.about_any(members).union(AuditEvent.objects.about(household))
    for event in acts:
        act = Act(event.act)
        whose = f"{event.subject_name}的证件号" if act is Act.REVEAL else ""
        what = f"查看了 {whose}" if act is Act.REVEAL else act.label
        yield Entry(event.at, event.user_name, event.reason, [Line(what)])


class _Told:
    """Says what an event means; names of helpers and criteria are fetched once."""

    def __init__(self, household: Household) -> None:
        self.helpers = {
            helper.pk: helper.name for helper in Helper.objects.filter(pk__in=_helper_keys(household)).only("name")
        }
        self.criteria = {criterion.pk: criterion.name for criterion in Criterion.objects.all()}
        years = IncomeYear._meta.get_field("history").related_model._default_manager.filter(household_id=household.pk)
        self.years = dict(years.order_by("pgh_id").values_list("pgh_obj_id", "year"))
        self.products = dict(household.village.plans.values_list("pk", "product"))

    def lines(self, model: type[models.Model], event: Version, before: Version | None) -> list[Line]:
        if event["pgh_label"] == "insert":
            return [Line(self._began(model, event))]
        if event["pgh_label"] == "delete":
            return [Line(f"撤去：{self._began(model, event)}")]
        if model is Evidence:
            return [Line(f"撤下凭证 {event['caption']}")]
        if before is None or (before["pgh_label"] == "insert" and before["pgh_context_id"] == event["pgh_context_id"]):
            return []
        return list(self._changes(model, event, before))

    def _began(self, model: type[models.Model], event: Version) -> str:
        if model is Member:
            return f"登记成员 {event['name']}"
        if model is HelperAssignment:
            return f"结对 {self._helper(event)}，从 {event['since']:%Y-%m-%d} 起"
        if model is Measure:
            return f"登记措施 {event['content']}"
        if model is Visit:
            return f"登记 {event['visited_on']:%Y-%m-%d} {event['visitor_name']}的走访"
        if model is Evidence:
            return f"上传凭证 {event['caption']}"
        if model is Assessment:
            return f"{self._criterion(event)}：{CheckState(event['state']).label}"
        if model is IncomeYear:
            return f"登记 {event['year']} 年收入，年底 {event['people']} 人"
        if model is IncomeLine:
            note = _origin(event)
            return f"{self._income_item(event)}{note} {yuan(event['amount'])} 元"
        return self._left(model, event) or self._lives_on(model, event) or "建档"

    def _lives_on(self, model: type[models.Model], event: Version) -> str:
        """The part in the village's plan, and the trade."""
        if model is Participation:
            terms = f"：{event['terms']}" if event["terms"] else ""
            return f"{self._part(event)}，从 {event['since']:%Y-%m-%d} 起{terms}"
        if model is HouseholdTrade:
            return f"一户一业 {event['name']}，从 {event['since']:%Y-%m-%d} 起"
        return ""

    def _part(self, event: Version) -> str:
        return f"用{BenefitLink(event['link']).label}参加{self.products.get(event['plan_id'], '一村一品')}"

    def _left(self, model: type[models.Model], event: Version) -> str:
        """What belongs to leaving poverty and to coming back."""
        if model is Exit:
            return f"开始 {event['year']} 年度退出"
        if model is ExitStep:
            return f"退出走到“{ExitStage(event['stage']).label}”，{event['done_on']:%Y-%m-%d}"
        if model is Objection:
            return f"{event['raised_on']:%Y-%m-%d} 有异议：{event['text']}"
        if model is Relapse:
            cause = PovertyCause(event["cause"]).label
            return f"返贫，从 {event['relapsed_on']:%Y-%m-%d} 起，{cause}：{event['reason']}"
        return ""

    def _changes(self, model: type[models.Model], event: Version, before: Version) -> Iterator[Line]:
        for column in model._meta.concrete_fields:
            old, new = before.get(column.attname), event.get(column.attname)
            if old == new or column.name in _SILENT or (model is Assessment and column.name.startswith("assess")):
                continue
            about = self._about(model, event, before, column)
            if column.name in _UNTOLD:
                yield Line(f"{about}已改")
            else:
                yield Line(about, self._said(column, old), self._said(column, new))

    def _about(self, model: type[models.Model], event: Version, before: Version, column: Column) -> str:
        if model is Assessment:
            name = self._criterion(event)
            return name if column.name == "state" else f"{name}{label(column)}"
        if model is Member:
            return f"{event['name']} {label(column)}"
        if model is HelperAssignment:
            return f"{self._helper(event)}结对{label(column)}"
        if model is IncomeYear:
            return f"{event['year']} 年收入 {label(column)}"
        if model is IncomeLine:
            name = self._income_item(event)
            return name if column.name == "amount" else f"{name} {label(column)}"
        if model is ExitStep:
            return f"“{ExitStage(event['stage']).label}”{label(column)}"
        if model is Participation:
            return f"{self._part(before)} {label(column)}"
        if model is HouseholdTrade:
            return f"一户一业 {before['name']} {'属于一村一品' if column.name == 'plan' else label(column)}"
        return f"{event['content']} {label(column)}" if model is Measure else label(column)

    def _helper(self, event: Version) -> str:
        return self.helpers.get(event["helper_id"], "")

    def _income_item(self, event: Version) -> str:
        return f"{self.years.get(event['register_id'], '')} 年{IncomeItem(event['item']).label}"

    def _criterion(self, event: Version) -> str:
        return self.criteria.get(event["criterion_id"], "")

    def _said(self, column: Column, value: object) -> str:
        if column.name == "plan":
            return self.products.get(value, "—")  # type: ignore[call-overload]
        if column.name == "helper":
            return self.helpers.get(value, "—")  # type: ignore[call-overload]
        return in_words(column, value)


def _helper_keys(household: Household) -> models.QuerySet[Any, Any]:
    events = HelperAssignment._meta.get_field("history").related_model._default_manager
    return events.filter(household_id=household.pk).values("helper_id")


def _origin(event: Version) -> str:
    """Of an income line: where it was typed, or the note beside it."""
    if event["participation_id"]:
        return "（一村一品）"
    if event["is_from_enterprise"]:
        return "（企业帮扶）"
    return f"（{event['note']}）" if event["note"] else ""
