"""A village's exit, walked through the real actions as far as a test wants it."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from households.actions.exits import open_village_exit, take_step
from households.codes import STAGES_WITH_EVIDENCE, VILLAGE_STAGES, ExitStage
from households.models import Exit, ExitStep
from office.demo.builders import make_evidence, make_household, make_user, make_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from tests.papers import photo
from villages.actions.villages import change_village, record_indicator
from villages.models import Indicator, IndicatorValue, Village

S = ExitStage
TODAY = date(2017, 11, 16)
# Days before today; the notice of seven full days hangs from the 23rd to the 17th.
DAYS_AGO = {S.VILLAGE_APPLICATION: 27, S.VILLAGE_CHECK: 24, S.VILLAGE_NOTICE: 23, S.VILLAGE_SUBMISSION: 16}
NOTICE_ENDS, ANNOUNCED = 17, 8
FACTS: dict[ExitStage, dict[str, Any]] = {
    S.VILLAGE_APPLICATION: {"led_by": "彭世成"},
    S.VILLAGE_CHECK: {"led_by": "马副主任"},
    S.VILLAGE_NOTICE: {"document_no": "2017-列-002", "place": "办事处公示栏"},
    S.VILLAGE_SUBMISSION: {"document_no": "青办文〔2017〕40号"},
    S.VILLAGE_ANNOUNCEMENT: {"document_no": "公告 12 号"},
}
# Enough of everything that the shipped standard asks for.
ENOUGH: dict[Indicator, int] = {
    Indicator.COLLECTIVE_INCOME: 50_000,
    Indicator.GROUPS: 6,
    Indicator.HARD_ROAD_GROUPS: 6,
    Indicator.UNSAFE_WATER_HOUSEHOLDS: 0,
    Indicator.DILAPIDATED_HOUSEHOLDS: 0,
    Indicator.CLINICS: 1,
    Indicator.DOCTORS: 1,
    Indicator.BUS: 1,
    Indicator.BROADBAND: 1,
    Indicator.CULTURE_ROOMS: 1,
    Indicator.COOPERATIVES: 2,
}


def make_poor_village(
    *, people: int = 3, population: int | None = 180, year: int = TODAY.year, **facts: Any
) -> Village:
    """A poverty village with `people` still poor of `population` in the year before; no figure is registered."""
    usual: dict[str, Any] = {"population_year": year - 1, "rural_households": 60}
    village = make_village(is_poverty_village=True, rural_population=population, **usual | facts)
    if people:
        make_household(village, members=people)
    return village


def register(
    village: Village,
    amounts: Mapping[Indicator, int | Decimal] = ENOUGH,
    *,
    year: int = TODAY.year,
    with_evidence: bool = True,
) -> dict[Indicator, IndicatorValue]:
    by, found = make_user(Role.OFFICE), {}
    for place, (indicator, amount) in enumerate(amounts.items()):
        found[indicator] = record_indicator(
            village, indicator=indicator, year=year, amount=Decimal(amount), source="村委会年报", by=by
        )
        if with_evidence:
            make_evidence(found[indicator], caption="年报", seed=place)
    return found


def step(exit_: Exit, stage: ExitStage, *, by: User, today: date = TODAY, **otherwise: Any) -> ExitStep:
    """As it should be taken; a test says what it does otherwise."""
    usual: dict[str, Any] = {"done_on": today - timedelta(days=DAYS_AGO.get(stage, ANNOUNCED)), **FACTS[stage]}
    if stage == S.VILLAGE_NOTICE:
        usual["ends_on"] = today - timedelta(days=NOTICE_ENDS)
    if stage in STAGES_WITH_EVIDENCE:
        usual["files"] = [(photo(20 + VILLAGE_STAGES.index(stage)), "原件照片")]
    return take_step(exit_, stage, today=today, by=by, **usual | otherwise)


def walk(
    village: Village,
    *,
    until: ExitStage | None = None,
    by: User | None = None,
    reviewer: User | None = None,
    today: date = TODAY,
) -> Exit:
    """Opened and taken up to and with `until`, the first three steps by `by`."""
    first, second = by or make_user(Role.OFFICE), reviewer or make_user(Role.LEADER)
    began = today - timedelta(days=DAYS_AGO[S.VILLAGE_APPLICATION])
    exit_ = open_village_exit(village, year=began.year, today=began, by=first)
    last = VILLAGE_STAGES.index(until) if until else -1
    for place, stage in enumerate(VILLAGE_STAGES[: last + 1]):
        step(exit_, stage, by=first if place < 3 else second, today=today)
    exit_.refresh_from_db()
    return exit_


def make_delisting(village: Village) -> Exit:
    """Of a village that was none of poverty: its notice hangs."""
    facts = {"is_poverty_village": True, "rural_population": 500, "population_year": TODAY.year - 1}
    change_village(village, by=make_user(Role.OFFICE), rural_households=150, **facts)
    register(village)
    village.refresh_from_db()
    return walk(village, until=S.VILLAGE_NOTICE)
