"""What waits for one person's decision, in one statement: phrases of the tables themselves, nothing stored (R2.2).

Each phrase begins with what the person may do, and leaves out what he took part in: nobody judges his own work.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from enterprises.codes import Recipient
from enterprises.models import Delivery
from funds.codes import VoucherState
from funds.models import Entry, Fund, StatementBalance, Voucher
from households.codes import HOUSEHOLD_STAGES, ExitStage
from households.exits import STEP_KINDS, VILLAGE_SIDE
from households.models import Exit, LibraryVersion
from households.models.library import VersionState
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportBatch
from villages.models import (
    DueDateChange,
    HelpRequest,
    OrderEvent,
    Report,
    ReportReturn,
    SupervisionOrder,
    Village,
    VillagePlan,
)


class Kind(StrEnum):
    """Of exits, which wait step by step, the kind is the stage's code."""

    ORDER = "order"
    REPORT = "report"
    REQUEST = "request"
    PLAN = "plan"
    CHANGE = "change"
    OBJECTION = "objection"
    DELIVERY = "delivery"
    VOUCHER = "voucher"
    RETURNED = "returned"
    DRAFT = "draft"
    GIFT = "gift"
    BANK = "bank"
    BALANCE = "balance"
    CLOSING = "closing"
    VERSION = "version"
    APPROVED = "approved"
    IMPORT = "import"


@dataclass(frozen=True)
class Waiting:
    """`key` is that of what the act's address names; `place` the village, or what is called by its own name.

    `count` are the things behind the one row, such as a fund's lines; `since` the day from which it waits; `fund` is
    the key of the fund that a voucher or a gift belongs to.
    """

    kind: str
    key: int
    place: str
    since: date
    count: int = 1
    fund: int = 0

    @property
    def village(self) -> str:
        """柳河 for 柳河村."""
        return self.place.removesuffix("村")


# So many villages are named in a line.
MOST_NAMED = 4


def named(rows: Sequence[Waiting]) -> str:
    """龙潭沟、响水河: each village once, the longest waiting first."""
    names = list(dict.fromkeys(row.village for row in rows))
    return "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")


def waiting(user: User, *, on: date, villages: Sequence[Village] | None = None) -> list[Waiting]:
    """The oldest first; of these villages alone where they are named."""
    first, *others = _phrases(user, on, villages)
    rows = first.union(*others, all=True).order_by("row_since", "row_key")
    return [Waiting(*row) for row in rows]


def _phrases(user: User, on: date, villages: Sequence[Village] | None) -> Iterator[QuerySet[Any, Any]]:
    def here(rows: QuerySet[Any]) -> QuerySet[Any]:
        path = rows.village_path  # type: ignore[attr-defined]
        return rows if villages is None else rows.filter(**{f"{path}__in": list(villages)})

    for phrase in (*_of_villages(user), *_of_exits(user, on), *_of_funds(user, on)):
        place = f"{phrase.rows.village_path}__name"  # type: ignore[attr-defined]
        yield _row(replace(phrase, rows=here(phrase.rows)), place)
    if villages is None:
        yield from _of_the_office(user)


@dataclass(frozen=True)
class _Phrase:
    """`key` and `fund` are paths of the rows; `since` and `count` what tells them."""

    rows: QuerySet[Any]
    kind: str
    since: Any
    key: str = "pk"
    count: Any = field(default_factory=lambda: Value(1))
    fund: Any = field(default_factory=lambda: Value(0))


def _row(phrase: _Phrase, place: str) -> QuerySet[Any, Any]:
    named = phrase.rows.order_by().annotate(
        row_kind=Value(phrase.kind, output_field=CharField()),
        row_key=Cast(F(phrase.key), BigIntegerField()),
        row_place=Cast(F(place), CharField()),
        row_since=Cast(phrase.since, DateField()),
        row_count=Cast(phrase.count, BigIntegerField()),
        row_fund=Cast(phrase.fund, BigIntegerField()),
    )
    return named.values_list("row_kind", "row_key", "row_place", "row_since", "row_count", "row_fund")


def _of_villages(user: User) -> Iterator[_Phrase]:
    last = OrderEvent.objects.filter(order=OuterRef("pk")).order_by("-pk")
    orders = SupervisionOrder.objects.open_to(user, Capability.SUPERVISE).waiting_for_review()
    spoke_last = Coalesce(Subquery(last.values("by")[:1]), 0, output_field=BigIntegerField())
    since = Coalesce(Subquery(last.values("on_day")[:1]), F("due_on"))
    yield _Phrase(orders.alias(spoke_last=spoke_last).exclude(spoke_last=user.pk), Kind.ORDER, since)
    unread = Report.objects.open_to(user, Capability.REVIEW_REPORTS).unread()
    sent_back = ReportReturn.objects.still_open().filter(report=OuterRef("pk"))
    yield _Phrase(unread.exclude(Exists(sent_back)), Kind.REPORT, TruncDate("received_at"))
    requests = HelpRequest.objects.open_to(user, Capability.REVIEW_REPORTS).unanswered()
    yield _Phrase(requests, Kind.REQUEST, TruncDate("asked_at"), key="report")
    yield _Phrase(VillagePlan.objects.to_approve_by(user), Kind.PLAN, F("drafted_on"))
    changes = DueDateChange.objects.open_to(user, Capability.APPROVE_PLANS).waiting()
    yield _Phrase(changes.exclude(asked_by=user), Kind.CHANGE, F("asked_on"))
    deliveries = Delivery.objects.open_to(user, Capability.CONFIRM_HELP).waiting_for_village()
    yield _Phrase(deliveries.exclude(reported_by=user), Kind.DELIVERY, F("delivered_on"))


def _of_exits(user: User, on: date) -> Iterator[_Phrase]:
    """An objection is the village side's to answer; the steps are asked of the side that takes them."""
    prepared = Exit.objects.open_to(user, Capability.PREPARE_EXITS).of_households()
    yield _Phrase(prepared.going_on().with_open_objection(), Kind.OBJECTION, F("opened_on"))
    for stage in HOUSEHOLD_STAGES:
        step = STEP_KINDS[stage]
        # The office may take the village's steps as well, and is not asked for them.
        if step.side == VILLAGE_SIDE and user.scope(step.capability) is not Scope.OWN:
            continue
        ready = Exit.objects.open_to(user, step.capability).ready_for(stage, on=on)
        if stage == ExitStage.REVIEW:
            ready = ready.judged_by_another(user, on=on)
        yield _Phrase(ready, stage.value, F("opened_on"))


def _of_funds(user: User, on: date) -> Iterator[_Phrase]:
    judged = Voucher.objects.open_to(user, Capability.APPROVE_VOUCHERS).waiting()
    yield _Phrase(judged.exclude(made_by=user).exclude(second_by=user), Kind.VOUCHER, F("day"), fund=F("fund"))
    entered = StatementBalance.objects.open_to(user, Capability.APPROVE_VOUCHERS).waiting()
    yield _Phrase(entered.exclude(entered_by=user), Kind.BALANCE, F("through"), key="fund")
    for state, kind in ((VoucherState.RETURNED, Kind.RETURNED), (VoucherState.DRAFT, Kind.DRAFT)):
        written = Voucher.objects.open_to(user, Capability.KEEP_BOOKS).filter(state=state)
        yield _Phrase(written, kind, F("day"), fund=F("fund"))
    if user.can(Capability.KEEP_BOOKS):
        gifts = Delivery.objects.live().filter(fund_receipt__isnull=True, pledge__recipient=Recipient.FUND)
        gifts = gifts.filter(pledge__choice__pairing__village__fund__isnull=False)
        yield _Phrase(gifts, Kind.GIFT, F("delivered_on"), fund=F("pledge__choice__pairing__village__fund"))
    funds = Fund.objects.open_to(user, Capability.KEEP_BOOKS)
    unmatched = Q(bank_lines__isnull=False, bank_lines__match__isnull=True)
    yield _Phrase(funds.filter(unmatched), Kind.BANK, Max("bank_lines__day"), count=Count("bank_lines"))
    ended = on.replace(day=1) - timedelta(days=1)
    open_entries = Entry.objects.filter(fund=OuterRef("pk"), day__lte=ended).filter(
        Q(fund__chain__closed_through__isnull=True) | Q(day__gt=F("fund__chain__closed_through"))
    )
    named = StatementBalance.objects.filter(fund=OuterRef("pk"), through__gte=ended).waiting()
    yield _Phrase(funds.filter(Exists(open_entries)).exclude(Exists(named)), Kind.CLOSING, Value(ended))


def _of_the_office(user: User) -> Iterator[QuerySet[Any, Any]]:
    """What belongs to no village."""
    versions = LibraryVersion.objects.visible_to(user)
    drafts = versions.filter(state=VersionState.DRAFT).exclude(writers__contains=[user.pk])
    written = TruncDate("written_at")
    if user.can(Capability.APPROVE_LIBRARY):
        yield _row(_Phrase(drafts, Kind.VERSION, written, key="item"), "title")
    if user.can(Capability.EDIT_LIBRARY):
        approved = versions.filter(state=VersionState.APPROVED)
        yield _row(_Phrase(approved, Kind.APPROVED, F("approved_on")), "title")
    staged = ImportBatch.objects.visible_to(user).waiting().filter(file_sealed__isnull=False)
    yield _row(_Phrase(staged, Kind.IMPORT, TruncDate("created_at")), "file_name")
