"""How an understanding bag reaches the house (送达), and how an edition is declared void (作废).

Each act locks the household first, as the printing of a new edition does: nobody hands over what was just replaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from households.models import BagDelivery, BagEdition, BagVoid, Household
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates

QUESTIONS = ("knows_helper", "knows_benefits", "knows_plan")


@dataclass(frozen=True)
class Delivered:
    """What is told of one delivery: who brought it when, and whether the three questions were answered; None in all
    three where nobody asked."""

    on: date
    deliverer: str
    is_signed: bool = False
    knows_helper: bool | None = None
    knows_benefits: bool | None = None
    knows_plan: bool | None = None
    note: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Fields of the model."""
        answers = {name: getattr(self, name) for name in QUESTIONS}
        words = {"delivered_by": self.deliverer.strip(), "note": self.note.strip()}
        return {"delivered_on": self.on, "is_signed": self.is_signed, **words, **answers}


@dataclass(frozen=True)
class DeliveryLine:
    """One line of the signed list; its day and deliverer are those of the list."""

    edition: int
    is_signed: bool = False
    knows_helper: bool | None = None
    knows_benefits: bool | None = None
    knows_plan: bool | None = None
    note: str = ""

    def told(self, *, on: date, deliverer: str) -> Delivered:
        return Delivered(
            on, deliverer, self.is_signed, self.knows_helper, self.knows_benefits, self.knows_plan, self.note
        )


class LinesRefused(Refused):
    """Nothing of the list was written; `lines` says by edition key why not."""

    def __init__(self, lines: dict[int, str], names: dict[int, str]) -> None:
        said = "；".join(f"{names[key]}：{words}" for key, words in lines.items())
        super().__init__(f"有 {len(lines)} 户登记不了，整张单子都没有存。{said}")
        self.lines = lines


def record_delivery(edition: BagEdition, *, today: date, by: User, **told: Any) -> BagDelivery:
    """`told` are the fields of Delivered. The same delivery sent twice (two presses, a lost answer) is one row."""
    said = Delivered(**told)
    with changing(by=by, reason="登记明白袋送达"):
        (paper,) = _locked([edition.pk])
        known = paper.delivery
        if known and all(getattr(known, name) == value for name, value in said.facts.items()):
            return known
        _refuse_words(said, today=today)
        _refuse_paper(paper, said)
        return BagDelivery.objects.create(edition=paper.row, recorded_by=by, **said.facts)


def correct_delivery(delivery: BagDelivery, *, today: date, by: User, **told: Any) -> BagDelivery:
    """What was mistyped; the row history keeps what stood there before. A newer edition does not matter here."""
    said = Delivered(**told)
    with changing(by=by, reason="更正明白袋送达"):
        (paper,) = _locked([delivery.edition_id])
        if paper.is_void:
            raise Refused("这一版已经作废，送达记录不再改")
        _refuse_words(said, today=today)
        _refuse_day(paper, said)
        found = BagDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        for name, value in said.facts.items():
            setattr(found, name, value)
        found.save(update_fields=list(said.facts))
    return found


def record_deliveries(
    lines: Sequence[DeliveryLine], *, on: date, deliverer: str, today: date, by: User
) -> list[BagDelivery]:
    """The whole list or nothing; raises LinesRefused. A handful of queries for any number of lines."""
    if not lines:
        raise Refused("还没有勾“已送达”，勾了再登记")
    told = {line.edition: line.told(on=on, deliverer=deliverer) for line in lines}
    for said in told.values():
        _refuse_words(said, today=today)
    with changing(by=by, reason="按签收单登记明白袋送达"):
        papers = _locked(list(told))
        refused: dict[int, str] = {}
        for paper in papers:
            try:
                _refuse_paper(paper, told[paper.row.pk])
            except Refused as refusal:
                refused[paper.row.pk] = refusal.message
        if refused:
            raise LinesRefused(refused, _names([paper.row for paper in papers]))
        made = [BagDelivery(edition=paper.row, recorded_by=by, **told[paper.row.pk].facts) for paper in papers]
        return BagDelivery.objects.bulk_create(made)


def void_edition(edition: BagEdition, *, reason: str, today: date, by: User) -> BagVoid:
    """From now on its QR code says 作废; the household is printed for anew."""
    with changing(by=by, reason="明白袋作废"):
        (paper,) = _locked([edition.pk])
        if paper.is_void:
            raise Refused("这一版已经作废了")
        if not reason.strip():
            raise Refused("写上为什么作废", field="reason")
        return BagVoid.objects.create(edition=paper.row, voided_on=today, reason=reason.strip(), voided_by=by)


@dataclass(frozen=True)
class _Paper:
    """An edition whose household is locked, and the number of that household's newest one."""

    row: BagEdition
    newest: int

    @property
    def delivery(self) -> BagDelivery | None:
        return getattr(self.row, "delivery", None)

    @property
    def is_void(self) -> bool:
        return hasattr(self.row, "void")


def _locked(editions: Sequence[int]) -> list[_Paper]:
    """In the order of their households."""
    keys = list(BagEdition.objects.filter(pk__in=editions).values_list("household", flat=True))
    list(Household.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values("pk"))
    newest = dict(BagEdition.objects.newest_of(keys).values_list("household", "number"))
    rows = BagEdition.objects.filter(pk__in=editions).select_related("void", "delivery", "household")
    return [_Paper(row, newest[row.household_id]) for row in rows.defer("content").order_by("household", "number")]


def _refuse_words(said: Delivered, *, today: date) -> None:
    """What is wrong whichever edition it is said of."""
    if said.on > today:
        raise Refused("送达日期还没有到，写送到的那天", field="delivered_on")
    if not said.deliverer.strip():
        raise Refused("写上谁送的", field="delivered_by")
    answers = [getattr(said, name) for name in QUESTIONS]
    if None in answers and any(answer is not None for answer in answers):
        raise Refused("三问要么都问到，要么都不填")


def _refuse_paper(paper: _Paper, said: Delivered) -> None:
    """All that speaks against handing over this edition."""
    if paper.delivery:
        raise Refused(f"{dates.spoken(paper.delivery.delivered_on)}已经登记送达，记错了就去更正")
    if paper.is_void:
        raise Refused("这一版已经作废，送新的一版")
    if paper.newest > paper.row.number:
        raise Refused(f"这一版已经换成第 {paper.newest} 版，送新的")
    _refuse_day(paper, said)


def _refuse_day(paper: _Paper, said: Delivered) -> None:
    printed_on = paper.row.printed_on
    if said.on < printed_on:
        raise Refused(f"这一版 {dates.spoken(printed_on)}才印，送达日期不会更早", field="delivered_on")


def _names(rows: Sequence[BagEdition]) -> dict[int, str]:
    """By edition key, as one looks for the household on the list."""
    found = Household.objects.filter(pk__in=[row.household_id for row in rows]).with_head()
    called = {h.pk: f"{h.head_name} 户" if h.head_name else h.registry_no for h in found}
    return {row.pk: called[row.household_id] for row in rows}
