"""Reads what advice compares, in a number of queries that does not depend on how many households there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count

from enterprises.advice import EnterpriseFacts, HouseholdFacts, Point, centroid
from enterprises.codes import Mode
from enterprises.models import Beneficiary, Enterprise, EnterpriseVisit, HouseholdPairing
from enterprises.totals import mode_totals
from households.codes import CAN_WORK, LabourAbility, Relation, SchoolStatus, TradeKind
from households.models import HouseholdTrade, Member
from households.models.household import HouseholdQuerySet
from povertyplan.ui.charts.geometry import rings_of
from villages.models import Village, VillagePlan

# Trades that bring wages or dividends and no goods.
_NOTHING_TO_SELL = (TradeKind.WORK, TradeKind.ASSETS)


@dataclass
class _People:
    """Of one household, counted from its members."""

    name: str = ""
    people: int = 0
    workers: int = 0
    hands: int = 0
    skilled_hands: int = 0
    pupils: int = 0

    def add(self, row: dict[str, Any], *, on_post: bool) -> None:
        can_work = row["labour_ability"] in CAN_WORK
        free = can_work and not on_post and not row["work_area"] and not row["months_worked"]
        in_school = row["school_status"] != SchoolStatus.NONE
        self.people += 1
        self.workers += can_work
        self.hands += free and not in_school
        self.skilled_hands += free and not in_school and row["labour_ability"] == LabourAbility.SKILLED
        self.pupils += in_school
        if row["relation"] == Relation.HEAD:
            self.name = row["name"]


@dataclass
class _Goods:
    """What a household or village makes, by key."""

    of_village: dict[int, str] = field(default_factory=dict)
    of_household: dict[int, str] = field(default_factory=dict)

    def of(self, household: int, village: int) -> tuple[str, ...]:
        both = (self.of_household.get(household, ""), self.of_village.get(village, ""))
        return tuple(dict.fromkeys(word for word in both if word))


def household_facts(rows: HouseholdQuerySet, *, on: date) -> list[HouseholdFacts]:
    """Seven queries; the rows that a reader may see."""
    found = list(
        rows.order_by("village__code", "hamlet", "registry_no").values(
            "pk", "village_id", "hamlet", "registry_no", "category", "main_cause", "other_causes"
        )
    )
    keys = [row["pk"] for row in found]
    people, needs, goods = _people(keys, on=on), _needs(keys), _goods(keys, on=on)
    points = village_points({row["village_id"] for row in found})
    facts = []
    for row in found:
        home = people.get(row["pk"], _People())
        facts.append(
            HouseholdFacts(
                pk=row["pk"],
                village=row["village_id"],
                name=home.name or row["registry_no"],
                hamlet=row["hamlet"],
                people=home.people,
                workers=home.workers,
                hands=home.hands,
                skilled_hands=home.skilled_hands,
                pupils=home.pupils,
                category=row["category"],
                main_cause=row["main_cause"],
                causes=frozenset((row["main_cause"], *row["other_causes"])),
                needs=frozenset(needs.get(row["pk"], ())),
                has_trade=row["pk"] in goods.of_household,
                goods=goods.of(row["pk"], row["village_id"]),
                point=points.get(row["village_id"]),
            )
        )
    return facts


def enterprise_facts(enterprises: Iterable[Enterprise], *, on: date) -> list[EnterpriseFacts]:
    """Three queries besides that of `enterprises`; in their order."""
    found = list(enterprises)
    totals = mode_totals([row.pk for row in found], on=on)
    carried = dict(
        HouseholdPairing.objects.current(on=on)
        .order_by()
        .values_list("pairing__enterprise")
        .annotate(n=Count("household", distinct=True))
    )
    points = village_points({row.village_id for row in found if row.village_id})
    facts = []
    for row in found:
        posts = totals.mode(Mode.EMPLOYMENT, enterprise=row.pk)
        facts.append(
            EnterpriseFacts(
                pk=row.pk,
                name=row.short_name,
                sector=row.sector,
                deals_in=f"{row.name} {row.capabilities}",
                village=row.village_id,
                intended=frozenset(row.intended_modes),
                chosen=frozenset(mode for mode in Mode if totals.mode(mode, enterprise=row.pk).enterprises),
                employees=row.employees,
                open_posts=max(0, posts.pledged - posts.on_post - posts.waiting),
                carried=carried.get(row.pk, 0),
                point=points.get(row.village_id or 0),
            )
        )
    return facts


def village_points(keys: Iterable[int]) -> dict[int, Point]:
    """The middle of each village that has a boundary, as (longitude, latitude)."""
    boundaries = Village.objects.filter(pk__in=list(keys), boundary__isnull=False).values_list("pk", "boundary")
    found = {key: centroid(rings_of(boundary)) for key, boundary in boundaries}
    return {key: point for key, point in found.items() if point}


def _people(keys: list[int], *, on: date) -> dict[int, _People]:
    at_work = set(Beneficiary.objects.confirmed().on_post(on=on).values_list("member", flat=True))
    found: dict[int, _People] = defaultdict(_People)
    rows = Member.objects.present().filter(household__in=keys).order_by()
    fields = "pk", "household_id", "name", "relation", "labour_ability", "work_area", "months_worked", "school_status"
    for row in rows.values(*fields):
        found[row["household_id"]].add(row, on_post=row["pk"] in at_work)
    return found


def _needs(keys: list[int]) -> dict[int, set[str]]:
    """What was told at the newest visit of each enterprise: what was answered since is not asked for again."""
    found: dict[int, set[str]] = defaultdict(set)
    newest = (
        EnterpriseVisit.objects.filter(household__in=keys)
        .order_by("household_id", "pairing_id", "-visited_on", "-pk")
        .distinct("household_id", "pairing_id")
    )
    for household, needs in newest.values_list("household", "needs"):
        found[household].update(needs)
    return found


def _goods(keys: list[int], *, on: date) -> _Goods:
    plans = VillagePlan.objects.current().exclude(product="").order_by("pk").values_list("village", "product")
    trades = HouseholdTrade.objects.filter(household__in=keys).covering(on).exclude(kind__in=_NOTHING_TO_SELL)
    # 金银花 3 亩: the first word says what it is.
    return _Goods(dict(plans), {key: name.split()[0] for key, name in trades.values_list("household", "name")})
