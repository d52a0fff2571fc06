"""What a confirmed delivery brings stands in the register and among the measures, typed once (R5.2)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enterprises.actions.income import carry_wages, feed_income, make_measures, take_back
from enterprises.codes import Deal, DeliveryState, Gift, Mode, Purpose, Recipient
from enterprises.models import Beneficiary, Delivery, HelpIncome, Pairing
from enterprises.wages import wages
from households.actions.income import keep_income
from households.actions.measures import correct_measure
from households.codes import IncomeItem, LeaveReason, MeasureKind, MeasureState
from households.models import Household, IncomeLine, IncomeYear, Measure, Member
from office.demo.builders import make_household, make_income, make_user, make_village
from office.demo.giving import (
    make_delivery,
    make_enterprise,
    make_enterprise_visit,
    make_pledge,
    pair_village,
)
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2017, 11, 16)


@pytest.fixture
def household() -> Household:
    return make_household(make_village(), members=4, identified_year=2016)


@pytest.fixture
def pairing(household: Household) -> Pairing:
    pairing = pair_village(make_enterprise("宏达食品"), household.village)
    make_enterprise_visit(pairing, household)
    return pairing


@pytest.fixture
def cadre() -> User:
    return make_user(Role.CADRE)


def worker(household: Household, n: int = 2) -> Member:
    return list(household.members.order_by("birth_date"))[n]


def confirmed(pairing: Pairing, mode: Mode, reached: list[Any], *, today: date = TODAY, **pledge: Any) -> Delivery:
    delivery = make_delivery(make_pledge(pairing, mode, **pledge), reached, confirmed_by=make_user(Role.CADRE))
    feed_income(delivery, today=today, by=None)
    make_measures(delivery, by=None)
    return delivery


def void(delivery: Delivery) -> None:
    with changing(by=None, reason="试"):
        delivery.state, delivery.voided_on, delivery.void_reason = DeliveryState.VOID, TODAY, "重复报了"
        delivery.save()
        take_back(delivery, by=None)


def lines(household: Household) -> dict[tuple[int, str], int]:
    rows = IncomeLine.objects.from_enterprises().filter(register__household=household)
    return {(line.register.year, line.item): line.amount for line in rows.select_related("register")}


def at_once() -> None:
    """Rules that wait for the end of the transaction are asked here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# ── which line ──────────────────────────────────


@pytest.mark.parametrize(
    ("mode", "pledge", "item"),
    [
        (Mode.TRADE, {"deal": Deal.PURCHASE}, IncomeItem.TRADE),
        (Mode.TRADE, {"deal": Deal.PROCESSING}, IncomeItem.LOCAL_WORK),
        (Mode.INDUSTRY, {}, IncomeItem.DIVIDEND),
        (Mode.DONATION, {"recipient": Recipient.HOUSEHOLDS}, IncomeItem.SCHOOL_AID),
        (Mode.DONATION, {"recipient": Recipient.HOUSEHOLDS, "purpose": Purpose.ELDERLY}, IncomeItem.CONDOLENCE),
    ],
)
def test_share_is_a_line_of_the_year(
    pairing: Pairing, household: Household, mode: Mode, pledge: dict[str, Any], item: IncomeItem
) -> None:
    confirmed(pairing, mode, [{"household": household, "amount": 68_000}], **pledge)
    assert lines(household) == {(2017, item): 68_000}
    at_once()


def test_gift_does_not_lift_the_income_that_counts(pairing: Pairing, household: Household) -> None:
    register = make_income(household, year=2017, yuan={"W2": 10_000})
    before = register.net_income.per_capita
    confirmed(pairing, Mode.DONATION, [{"household": household, "amount": 68_000}], recipient=Recipient.HOUSEHOLDS)
    assert IncomeYear.objects.get(pk=register.pk).net_income.per_capita == before


def test_wage_is_expected_to_the_years_end(pairing: Pairing, household: Household) -> None:
    hired = {"member": worker(household), "monthly_pay": 230_000, "since": date(2017, 9, 1)}
    confirmed(pairing, Mode.EMPLOYMENT, [hired])
    assert lines(household) == {(2017, IncomeItem.LOCAL_WORK): 4 * 230_000}
    assert household.income_years.get().is_estimate


def test_training_brings_no_income(pairing: Pairing, household: Household) -> None:
    confirmed(pairing, Mode.SKILLS, [worker(household)])
    assert not household.income_years.exists()


def test_years_before_identification_are_left_out(pairing: Pairing) -> None:
    late = make_household(pairing.village, members=4, identified_year=2018)
    hired = {"member": worker(late), "monthly_pay": 100_000, "since": date(2017, 9, 1)}
    confirmed(pairing, Mode.EMPLOYMENT, [hired], today=date(2018, 2, 1))
    assert lines(late) == {(2018, IncomeItem.LOCAL_WORK): 12 * 100_000}


def test_what_is_not_confirmed_brings_nothing(pairing: Pairing, household: Household) -> None:
    delivery = make_delivery(make_pledge(pairing, Mode.TRADE), [household])
    feed_income(delivery, today=TODAY, by=None)
    make_measures(delivery, by=None)
    assert not lines(household)
    assert not household.measures.exists()


def test_wage_that_nobody_earns_is_refused(pairing: Pairing, household: Household) -> None:
    hired = {"member": worker(household), "monthly_pay": 100_000_000, "since": date(2017, 9, 1)}
    delivery = make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [hired], confirmed_by=make_user(Role.CADRE))
    with pytest.raises(Refused, match=r"就近务工.*多写了零"):
        feed_income(delivery, today=TODAY, by=None)


def test_household_without_anybody_has_no_register(pairing: Pairing) -> None:
    empty = make_household(pairing.village, members=1)
    empty.members.update(left_on=date(2017, 2, 1), leave_reason=LeaveReason.MOVED)
    delivery = make_delivery(make_pledge(pairing, Mode.TRADE), [empty], confirmed_by=make_user(Role.CADRE))
    with pytest.raises(Refused, match=r"在册 0 人.*先登记成员"):
        feed_income(delivery, today=TODAY, by=None)


# ── again, back, on ──────────────────────────────────


def test_sent_twice_is_one_line_and_one_measure(pairing: Pairing, household: Household) -> None:
    delivery = confirmed(pairing, Mode.TRADE, [household])
    feed_income(delivery, today=TODAY, by=None)
    make_measures(delivery, by=None)
    assert HelpIncome.objects.count() == household.measures.count() == 1


def test_ended_post_is_paid_to_its_end(pairing: Pairing, household: Household) -> None:
    hired = {"member": worker(household), "monthly_pay": 230_000, "since": date(2017, 9, 1)}
    delivery = confirmed(pairing, Mode.EMPLOYMENT, [hired])
    Beneficiary.objects.update(until=date(2017, 10, 20))
    feed_income(delivery, today=TODAY, by=None)
    make_measures(delivery, by=None)
    assert lines(household) == {(2017, IncomeItem.LOCAL_WORK): 2 * 230_000}
    measure = household.measures.get()
    assert (measure.state, measure.ended_on) == (MeasureState.DONE, date(2017, 10, 20))


def test_void_takes_all_back(pairing: Pairing, household: Household) -> None:
    hired = {"member": worker(household), "monthly_pay": 230_000, "since": date(2017, 9, 1)}
    delivery = confirmed(pairing, Mode.EMPLOYMENT, [hired])
    void(delivery)
    assert not household.income_years.exists()
    assert not household.measures.exists()
    take_back(delivery, by=None)
    at_once()


def test_register_that_others_filled_stays(pairing: Pairing, household: Household) -> None:
    make_income(household, year=2017, yuan={"B1": 3000})
    void(confirmed(pairing, Mode.TRADE, [household]))
    assert [line.item for line in household.income_years.get().lines.all()] == [IncomeItem.CROPS]


def test_new_year_carries_the_wage_of_who_is_still_on_post(pairing: Pairing, household: Household) -> None:
    hired = {"member": worker(household), "monthly_pay": 230_000, "since": date(2017, 9, 1)}
    confirmed(pairing, Mode.EMPLOYMENT, [hired])
    assert carry_wages(today=TODAY) == (0, [])
    assert carry_wages(today=date(2018, 1, 2)) == (1, [])
    assert carry_wages(today=date(2018, 1, 3)) == (0, [])
    assert lines(household) == {
        (2017, IncomeItem.LOCAL_WORK): 4 * 230_000,
        (2018, IncomeItem.LOCAL_WORK): 12 * 230_000,
    }


def test_nobody_off_post_is_carried(pairing: Pairing, household: Household) -> None:
    hired = {
        "member": worker(household),
        "monthly_pay": 230_000,
        "since": date(2017, 5, 1),
        "until": date(2017, 10, 31),
    }
    confirmed(pairing, Mode.EMPLOYMENT, [hired])
    assert carry_wages(today=date(2018, 1, 2)) == (0, [])


# ── measures ──────────────────────────────────


@pytest.mark.parametrize(
    ("mode", "pledge", "reached", "told"),
    [
        (Mode.TRADE, {}, {"amount": 68_000}, (MeasureKind.INDUSTRY, "收购香菇", 68_000, "卖得 680 元", "done")),
        (
            Mode.INDUSTRY,
            {"what": "香菇大棚"},
            {"amount": 30_000},
            (MeasureKind.INDUSTRY, "参加香菇大棚", 30_000, "分红 300 元", "done"),
        ),
        (
            Mode.DONATION,
            {"recipient": Recipient.HOUSEHOLDS, "gift": Gift.MONEY},
            {"amount": 30_000},
            (MeasureKind.DONATION, "助学：助学款", 30_000, "款已到户", "done"),
        ),
    ],
)
def test_measure_says_what_was_done(
    pairing: Pairing,
    household: Household,
    mode: Mode,
    pledge: dict[str, Any],
    reached: dict[str, Any],
    told: tuple[Any, ...],
) -> None:
    confirmed(pairing, mode, [{"household": household} | reached], **pledge)
    measure = household.measures.get()
    assert (measure.kind, measure.content, measure.amount, measure.outcome, measure.state) == told
    assert (measure.source, measure.is_from_enterprise) == ("宏达食品", True)


def test_post_is_a_running_measure_of_the_person(pairing: Pairing, household: Household) -> None:
    person = worker(household)
    confirmed(pairing, Mode.EMPLOYMENT, [person], what="包装工")
    measure = household.measures.get()
    assert measure.content == f"{person.name}在宏达食品做包装工"
    assert (measure.kind, measure.state, measure.ended_on) == (MeasureKind.EMPLOYMENT, MeasureState.RUNNING, None)


def test_course_is_a_measure_of_motivation(pairing: Pairing, household: Household) -> None:
    person = worker(household)
    confirmed(pairing, Mode.SKILLS, [{"member": person, "attendances": 3, "completed": True}])
    measure = household.measures.get()
    assert (measure.kind, measure.content) == (MeasureKind.MOTIVATION, f"{person.name}学香菇栽培")
    assert measure.outcome == "参加 3 次，结业"


# ── guards on the household's side ──────────────────────────────────


def test_measure_from_an_enterprise_is_corrected_there(pairing: Pairing, household: Household, cadre: User) -> None:
    confirmed(pairing, Mode.TRADE, [household])
    measure = Measure.objects.get()
    with pytest.raises(Refused, match="企业兑现那里改"):
        correct_measure(measure, seen=0, by=cadre, content="别的")


def test_income_form_leaves_the_enterprises_line_alone(pairing: Pairing, household: Household, cadre: User) -> None:
    confirmed(pairing, Mode.TRADE, [household])
    register = household.income_years.get()
    kept = {"year": 2017, "people": 4, "by": cadre, "opened": register}
    keep_income(household, lines={IncomeItem.TRADE.value: (500_000, "")}, seen=register.version, **kept)
    keep_income(household, lines={}, seen=register.version, **kept)
    assert lines(household) == {(2017, IncomeItem.TRADE): 100_000}


def test_register_with_an_enterprises_line_keeps_its_year(pairing: Pairing, household: Household, cadre: User) -> None:
    confirmed(pairing, Mode.TRADE, [household])
    register = household.income_years.get()
    with pytest.raises(Refused, match="企业帮扶带来的收入，不能换年度"):
        keep_income(
            household,
            year=2016,
            people=4,
            lines={IncomeItem.TRADE.value: (500_000, "")},
            by=cadre,
            opened=register,
            seen=register.version,
        )


# ── any order ──────────────────────────────────

steps = st.lists(
    st.tuples(st.sampled_from(["trade", "hire", "void", "end", "feed"]), st.integers(1, 400)), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_register_equals_what_the_confirmed_deliveries_say(
    pairing: Pairing, household: Household, steps: list[tuple[str, int]]
) -> None:
    for what, n in steps:
        _step(pairing, household, what, n)
    expected: Counter[tuple[int, str]] = Counter()
    for row in Beneficiary.objects.confirmed().filter(household=household):
        if row.mode == Mode.TRADE:
            expected[2017, IncomeItem.TRADE] += row.amount or 0
        else:
            paid = wages(row.monthly_pay or 0, since=row.since, until=row.until, months_a_year=None, through=2017)
            for year, fen in paid.items():
                expected[year, IncomeItem.LOCAL_WORK] += fen
    found: Counter[tuple[int, str]] = Counter()
    for line in IncomeLine.objects.from_enterprises().filter(register__household=household):
        found[line.register.year, line.item] += line.amount
    assert found == expected
    assert not household.income_years.filter(lines__isnull=True).exists()
    confirmed_rows = Beneficiary.objects.confirmed().filter(household=household).count()
    assert household.measures.filter(is_from_enterprise=True).count() == confirmed_rows
    at_once()


def _step(pairing: Pairing, household: Household, what: str, n: int) -> None:
    posts = Beneficiary.objects.confirmed().filter(mode=Mode.EMPLOYMENT, household=household)
    if what == "trade":
        confirmed(pairing, Mode.TRADE, [{"household": household, "amount": n * 700}])
    elif what == "hire" and not posts.on_post(on=TODAY).exists():
        last = max((row.until for row in posts if row.until), default=date(2017, 4, 30))
        if last < TODAY:
            confirmed(
                pairing,
                Mode.EMPLOYMENT,
                [{"member": worker(household), "monthly_pay": n * 1000, "since": last + timedelta(days=1)}],
            )
    elif what == "void" and (delivery := Delivery.objects.confirmed().order_by("pk").last()):
        void(delivery)
    elif what == "end" and (row := posts.filter(until__isnull=True).first()):
        row.until = min(TODAY, row.since + timedelta(days=n)) if row.since else None
        row.save()
        feed_income(row.delivery, today=TODAY, by=None)
    else:
        for delivery in Delivery.objects.all():
            feed_income(delivery, today=TODAY, by=None)
