"""What one understanding bag (明白袋) says, put together once and rendered as PDF and as a web page (R3.1)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.db.models import Prefetch

from enterprises.models import HouseholdPairing
from funds.models import ApplicationShare
from households import eligibility
from households.codes import CheckState
from households.models import (
    Assessment,
    Criterion,
    HelperAssignment,
    Household,
    HouseholdTrade,
    IncomeYear,
    LibraryVersion,
    Measure,
    Member,
    NetIncome,
    Participation,
    PovertyLine,
    Visit,
)
from office.bags import wording
from office.bags.causes import CauseLine, causes_of
from office.bags.changes import canonical, lasting, parts_of
from office.bags.contacts import Contact, HelperCard, VisitLine, contacts_of, helper_of, visit_of
from office.bags.enterprises import EnterpriseLine, enterprises_of
from office.bags.fund import FundLine, fund_of
from office.bags.help import LivingLine, MeasureLine, in_order, living_of, living_said, measure_of, measures_said
from office.bags.home import CriterionCell, Fact, Person, criteria_of, facts_of, person_of
from office.bags.income import COSTS, SOURCES, IncomeSheet, income_of, income_said
from office.bags.policies import Concern, PolicyLine, RemarkLine, more_policies, policies_of, remarks_of
from povertyplan.tokens import grouped
from povertyplan.ui import dates
from villages.models import Posting

VISITS_SHOWN = 3
FUND_SHOWN = 3
VISIT_ROWS = 6  # filled and blank together; at least three stay blank for the next months
VISIT_ROWS_WITHOUT_HELPER = 10  # the helper's card leaves its place


@dataclass(frozen=True)
class Edition:
    """Which printing this is: what the content hash leaves out."""

    number: int
    day: date
    token: str
    is_first: bool = False
    is_new: bool = False

    @property
    def address(self) -> str:
        """Behind the QR code: opaque, says only whether the edition is the newest."""
        return f"{settings.PUBLIC_URL.rstrip('/')}/b/{self.token}/"

    @property
    def check_code(self) -> str:
        return grouped(self.token)

    @property
    def printed(self) -> str:
        return dates.spoken(self.day, year=True)

    @property
    def change(self) -> str:
        """For the separator sheet."""
        if self.is_first:
            return "首次印发"
        return "内容有更新" if self.is_new else "没有变化"


@dataclass(frozen=True)
class Bag:
    office: str
    hotline: str
    village: str
    village_code: str
    hamlet: str
    registry_no: str
    head: str
    criteria: tuple[CriterionCell, ...]
    facts: tuple[Fact, ...]
    people: tuple[Person, ...]
    causes: tuple[CauseLine, ...]
    measures: tuple[MeasureLine, ...]
    measures_said: str
    fund: tuple[FundLine, ...]
    living: tuple[LivingLine, ...]
    living_said: str
    helper: HelperCard | None
    contacts: tuple[Contact, ...]
    enterprises: tuple[EnterpriseLine, ...]
    visits: tuple[VisitLine, ...]
    income: IncomeSheet | None
    income_said: str
    policies: tuple[PolicyLine, ...]
    more_policies: tuple[str, ...]
    remarks: tuple[RemarkLine, ...]
    household_pk: int = field(metadata={"printed": False})
    edition: Edition | None = field(default=None, metadata={"printed": False})

    @classmethod
    def of(cls, household: Household, *, on: date, edition: Edition | None = None) -> Self:
        return replace(bags_of([household], on=on)[0], edition=edition)  # type: ignore[return-value]

    def in_edition(self, edition: Edition) -> "Bag":
        return replace(self, edition=edition)

    def canonical_json(self) -> str:
        """The content as text: equal text is an equal bag."""
        return canonical(self.content)

    @cached_property
    def content(self) -> dict[str, Any]:
        """All that is printed except edition, date and QR, as plain lists and dictionaries."""
        printed = asdict(self)
        del printed["edition"], printed["household_pk"]
        return printed

    @cached_property
    def parts(self) -> dict[str, str]:
        """Short hashes of the sections by name: which of them differ between two editions."""
        return parts_of(self.content)

    @cached_property
    def content_hash(self) -> str:
        """Equal for papers that say the same, whatever visits and birthdays have passed since (bag_changes.lasting)."""
        return sha256(canonical(lasting(self.content)).encode()).hexdigest()

    @property
    def place(self) -> str:
        return f"{self.village} {self.hamlet}".strip()

    @property
    def called(self) -> str:
        """李长根 户; a household without members has nobody to be called by."""
        return f"{self.head} 户" if self.people else self.head

    @property
    def short_no(self) -> str:
        """Without the village's code, which stands at the head of the village's sheet."""
        return self.registry_no.removeprefix(self.village_code) or self.registry_no

    @property
    def title(self) -> str:
        """Of the PDF's bookmark: how a household is looked for in a village."""
        return f"{self.place} {self.called} {self.registry_no}"

    @property
    def criteria_said(self) -> str:
        names = {
            state: [cell.name for cell in self.criteria if cell.state == state]
            for state in ("ok", "go", "no", "beside")
        }
        return wording.criteria_sentence(len(names["ok"]), names["go"], names["no"], len(names["beside"]))

    @property
    def shown_fund(self) -> tuple[FundLine, ...]:
        """The newest payments; the page stays one."""
        return self.fund[:FUND_SHOWN]

    @property
    def more_fund(self) -> int:
        return len(self.fund) - len(self.shown_fund)

    @property
    def unmet(self) -> list[CriterionCell]:
        return [cell for cell in self.criteria if cell.state == "go"]

    @property
    def policies_said(self) -> str:
        return wording.policies_sentence(len(self.policies) + len(self.more_policies))

    @property
    def income_lines(self) -> list[tuple[str, str]]:
        """What is written by hand where nothing is registered: label and official name."""
        named = [(label, official) for label, official, _ in (*SOURCES, COSTS)]
        return [*named, ("全家纯收入", ""), (f"人均（除以 {len(self.people) or '　'} 人）", "")]

    @property
    def contact_said(self) -> str:
        return wording.contact_sentence(self.helper.name if self.helper else "")

    @property
    def shown_visits(self) -> tuple[VisitLine, ...]:
        """The newest ones; each enterprise among the contacts takes the row of one, so that the page stays one."""
        return self.visits[-max(1, VISITS_SHOWN - len(self.enterprises)) :]

    @property
    def blank_visits(self) -> range:
        rows = VISIT_ROWS if self.helper else VISIT_ROWS_WITHOUT_HELPER
        least = 3 if len(self.enterprises) < 3 else 2
        return range(max(least, rows - len(self.shown_visits) - len(self.enterprises)))

    @property
    def is_short(self) -> bool:
        """Few people: their table is kept on one page."""
        return len(self.people) < 7


@dataclass(frozen=True)
class _Shared:
    """What all bags of a batch draw on: the criteria in force, the lines in use by year, by household the versions of
    the library that concern it."""

    criteria: Sequence[Criterion]
    lines: Mapping[int, PovertyLine]
    versions: Mapping[int, Sequence[LibraryVersion]]
    nets: Mapping[int, Sequence[NetIncome]]

    @classmethod
    def of(cls, keys: Sequence[int], on: date) -> Self:
        in_force = list(LibraryVersion.objects.in_force(on=on).with_rule())
        nets = defaultdict(list)
        for net in NetIncome.objects.filter(household__in=keys, year__lte=on.year).with_shares().by_year():
            nets[net.household_id].append(net)
        return cls(
            criteria=list(Criterion.objects.in_force()),
            lines={line.year: line for line in PovertyLine.objects.in_use()},
            versions=eligibility.matches(in_force, households=keys, on=on),
            nets=nets,
        )


def bags_of(households: Iterable[Household], *, on: date) -> list[Bag]:
    """The bags in the given order, in a constant number of queries."""
    keys = [household.pk for household in households]
    # Read anew: what the caller's objects have prefetched may be older than the last change.
    rows = Household.objects.select_related("village").prefetch_related(*_rows(on)).in_bulk(keys)
    shared = _Shared.of(keys, on)
    return [_compose(rows[key], shared, on) for key in keys]


def _rows(on: date) -> list[Prefetch]:
    officers = Posting.objects.current(on=on).select_related("user")
    assessments = Assessment.objects.current().select_related("criterion")
    return [
        Prefetch("village__postings", queryset=officers, to_attr="bag_postings"),
        Prefetch("members", queryset=Member.objects.present().in_registry_order(), to_attr="bag_members"),
        Prefetch("assessments", queryset=assessments, to_attr="bag_assessments"),
        Prefetch("trades", queryset=HouseholdTrade.objects.covering(on), to_attr="bag_trades"),
        Prefetch(
            "participations",
            queryset=Participation.objects.current(on=on).with_benefits().order_by("since", "pk"),
            to_attr="bag_parts",
        ),
        Prefetch("measures", queryset=Measure.objects.order_by("started_on", "pk"), to_attr="bag_measures"),
        Prefetch("income_years", queryset=IncomeYear.objects.prefetch_related("lines"), to_attr="bag_registers"),
        Prefetch(
            "assignments",
            queryset=HelperAssignment.objects.filter(since__lte=on).select_related("helper").order_by("-since"),
            to_attr="bag_assignments",
        ),
        Prefetch(
            "enterprise_pairings",
            queryset=HouseholdPairing.objects.current(on=on)
            .select_related("pairing__enterprise")
            .prefetch_related("pairing__mode_choices")
            .order_by("since", "pk"),
            to_attr="bag_enterprises",
        ),
        Prefetch(
            "fund_shares",
            queryset=ApplicationShare.objects.paid().newest_payment_first(),
            to_attr="bag_fund_shares",
        ),
        Prefetch(
            "visits",
            queryset=Visit.objects.filter(visited_on__lte=on).newest_first()[:VISITS_SHOWN],
            to_attr="bag_visits",
        ),
    ]


def _compose(household: Household, shared: _Shared, on: date) -> Bag:
    members: list[Member] = household.bag_members  # type: ignore[attr-defined]
    measures = in_order(household.bag_measures)  # type: ignore[attr-defined]
    nets = shared.nets.get(household.pk, ())
    helper = helper_of(household, on)
    concern = _concern(household, shared, on)
    return Bag(
        household_pk=household.pk,
        office=settings.OFFICE_NAME,
        hotline=wording.phone(settings.OFFICE_HOTLINE),
        village=household.village.name,
        village_code=household.village.code,
        hamlet=household.hamlet,
        registry_no=household.registry_no,
        head=members[0].name if members else "户主未登记",
        criteria=criteria_of(household, shared.criteria),
        facts=facts_of(household, members),
        people=tuple(person_of(member, on) for member in members),
        causes=causes_of(household, members, measures),
        measures=tuple(measure_of(measure, on) for measure in measures),
        measures_said=measures_said(measures),
        fund=fund_of(household, on),
        living=living_of(household, on),
        living_said=living_said(household),
        helper=helper,
        contacts=contacts_of(household.village, helper),
        enterprises=enterprises_of(household, on),
        visits=tuple(visit_of(visit, on) for visit in reversed(household.bag_visits)),  # type: ignore[attr-defined]
        income=income_of(nets, household.bag_registers, shared.lines),  # type: ignore[attr-defined]
        income_said=income_said(nets),
        policies=policies_of(concern),
        more_policies=more_policies(concern),
        remarks=remarks_of(concern),
    )


def _concern(household: Household, shared: _Shared, on: date) -> Concern:
    verdicts: list[Assessment] = household.bag_assessments  # type: ignore[attr-defined]
    not_met = {row.criterion_id: row.criterion.name for row in verdicts if row.state == CheckState.NOT_MET}
    members: list[Member] = household.bag_members  # type: ignore[attr-defined]
    return Concern(shared.versions[household.pk], household, members, not_met, on)
