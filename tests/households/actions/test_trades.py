"""Joining a plan, what it brought, the trade: what is kept, what is refused, and the register that follows (R4.2)."""

from datetime import date
from typing import Any

import pytest

from households.actions.households import Stale
from households.actions.income import keep_income
from households.actions.trades import (
    Benefit,
    cell_of,
    correct_participation,
    correct_trade,
    end_trade,
    join_many,
    join_plan,
    keep_trade,
    leave_plan,
    record_benefit,
    record_benefits,
)
from households.codes import BenefitLink, IncomeItem, LeaveReason, TradeKind
from households.models import Household, HouseholdTrade, IncomeLine, IncomeYear, NetIncome, Participation
from households.trades import item_of
from office.demo.builders import make_household, make_income
from office.demo.timetables import make_plan, make_trade, take_part
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Industry, PlanState, Village, VillagePlan

SINCE = date(2016, 5, 1)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=3, head_name="李长根", identified_year=2014)


@pytest.fixture
def plan(village: Village) -> VillagePlan:
    return make_plan(village)


@pytest.fixture
def part(household: Household, plan: VillagePlan) -> Participation:
    return take_part(household, plan, link=BenefitLink.LAND, since=SINCE, expected=620_00)


# ── joining and leaving ──────────────────────────────────


def test_households_join_on_the_same_terms(village: Village, plan: VillagePlan, cadre: User) -> None:
    households = [make_household(village) for _ in range(3)]
    terms = {"link": BenefitLink.LAND, "since": SINCE, "terms": " 每亩 200 元 ", "expected": 620_00}
    made = join_many(households, plan, **terms, by=cadre)
    assert {part.household_id for part in made} == {household.pk for household in households}
    assert {(part.link, part.since, part.terms, part.expected) for part in made} == {
        ("land", SINCE, "每亩 200 元", 620_00)
    }
    again = join_many(households, plan, **terms, by=cadre)
    assert again == made, "a second press is the same act"
    assert Participation.objects.count() == 3


def test_one_household_that_cannot_join_stops_them_all(village: Village, plan: VillagePlan, cadre: User) -> None:
    free, taking = make_household(village), make_household(village, head_name="王秀英")
    take_part(taking, plan, link=BenefitLink.LAND, since=SINCE)
    with pytest.raises(Refused, match="王秀英 户从 2016-05-01 起已经用“土地流转”参加") as refusal:
        join_many([free, taking], plan, link=BenefitLink.LAND, since=date(2017, 1, 1), by=cadre)
    assert refusal.value.field == "link"
    assert not free.participations.exists()


def test_a_household_takes_part_in_several_ways(household: Household, plan: VillagePlan, cadre: User) -> None:
    for link in BenefitLink:
        join_plan(household, plan, link=link, since=SINCE, by=cadre)
    assert household.participations.count() == len(BenefitLink)


def test_only_households_of_the_village_join(other_village: Village, plan: VillagePlan, cadre: User) -> None:
    with pytest.raises(Refused, match="不在 柳河村"):
        join_plan(make_household(other_village), plan, link=BenefitLink.WORK, since=SINCE, by=cadre)


def test_nobody_joins_a_plan_that_has_ended(household: Household, plan: VillagePlan, cadre: User) -> None:
    VillagePlan.objects.filter(pk=plan.pk).update(
        state=PlanState.ENDED, ended_on=date(2017, 9, 1), ended_reason="销路断了"
    )
    with pytest.raises(Refused, match="2017-09-01 已经终止"):
        join_plan(household, plan, link=BenefitLink.WORK, since=SINCE, by=cadre)


def test_who_left_may_come_back_the_day_after(part: Participation, cadre: User) -> None:
    leave_plan(part, until=date(2017, 3, 31), by=cadre)
    with pytest.raises(Refused, match="已经用“土地流转”参加"):
        join_plan(part.household, part.plan, link=part.link, since=date(2017, 3, 31), by=cadre)
    join_plan(part.household, part.plan, link=part.link, since=date(2017, 4, 1), by=cadre)


def test_leaving_has_a_day_that_holds(part: Participation, cadre: User) -> None:
    with pytest.raises(Refused, match="早于开始日期") as refusal:
        leave_plan(part, until=date(2016, 4, 30), by=cadre)
    assert refusal.value.field == "until"
    leave_plan(part, until=date(2017, 3, 31), by=cadre)
    with pytest.raises(Refused, match="到 2017-03-31 已经不参加了"):
        leave_plan(part, until=date(2017, 6, 30), by=cadre)


def test_correction_moves_its_money_to_the_line_of_the_new_link(
    part: Participation, cadre: User, leader: User, today: date
) -> None:
    line = record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    seen = version_of(part)
    correct_participation(part, seen=seen, link=BenefitLink.SHARES, by=cadre)
    assert line is not None
    line.refresh_from_db()
    assert (line.item, line.amount) == (IncomeItem.DIVIDEND, 620_00)
    with pytest.raises(Stale, match="何芳改过"):
        correct_participation(part, seen=seen, link=BenefitLink.WORK, by=leader)


def test_correction_leaves_no_money_before_the_beginning(part: Participation, cadre: User, today: date) -> None:
    record_benefit(part, year=2016, amount=580_00, today=today, by=cadre)
    with pytest.raises(Refused, match="2016 年已经记了") as refusal:
        correct_participation(part, seen=version_of(part), since=date(2017, 1, 1), by=cadre)
    assert refusal.value.field == "since"


def test_correction_onto_another_row_is_refused(part: Participation, cadre: User) -> None:
    other = take_part(part.household, part.plan, link=BenefitLink.WORK, since=SINCE)
    with pytest.raises(Refused, match="已经用“土地流转”参加") as refusal:
        correct_participation(other, seen=version_of(other), link=BenefitLink.LAND, by=cadre)
    assert refusal.value.field == "link"


# ── what it brought ──────────────────────────────────


def test_money_begins_a_register_where_there_is_none(part: Participation, cadre: User, today: date) -> None:
    part.household.members.filter(relation="03").update(left_on=date(2016, 7, 1), leave_reason=LeaveReason.MOVED)
    for year, is_estimate in ((2016, False), (2017, True)):
        line = record_benefit(part, year=year, amount=620_00, today=today, by=cadre)
        assert line is not None
        register = line.register
        assert (register.year, register.people, register.is_estimate) == (year, 2, is_estimate)
        assert (line.item, line.participation, register.recorded_by) == (IncomeItem.LAND_RENT, part, cadre)
        net = NetIncome.objects.with_shares().get(register=register)
        assert (net.property_income, net.per_capita, net.is_partial) == (620_00, 310_00, True)


def test_money_joins_the_register_that_stands(part: Participation, cadre: User, today: date) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100, "W1": 9000})
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    net = NetIncome.objects.with_shares().get(register=register)
    assert (net.net, net.people, net.is_estimate, net.is_partial) == (9720_00, 3, False, False)
    assert sorted(register.lines.values_list("item", "amount")) == [
        ("P2", 100_00),
        ("P2", 620_00),
        ("W1", 9000_00),
    ]


def test_correcting_and_emptying_touch_that_line_only(part: Participation, cadre: User, today: date) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100})
    line = record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    again = record_benefit(part, year=2017, amount=650_00, today=today, by=cadre)
    assert line == again
    assert register.lines.count() == 2
    assert record_benefit(part, year=2017, amount=None, today=today, by=cadre) is None
    assert record_benefit(part, year=2017, amount=None, today=today, by=cadre) is None
    assert register.lines.get().amount == 100_00


def test_register_that_only_this_money_began_goes_with_it(part: Participation, cadre: User, today: date) -> None:
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    record_benefit(part, year=2017, amount=None, today=today, by=cadre)
    assert not IncomeYear.objects.exists(), "nothing registered is not 0"


@pytest.mark.parametrize(
    ("year", "amount", "words"),
    [
        (2018, 620_00, "2018 年还没有到"),
        (2015, 620_00, "李长根 户 2016-05-01 起参加，2015 年还没有参加"),
        (2017, 0, "没有就不填，不写 0"),
        (2017, -1, "不能小于 0"),
        (2017, 99, "一年才 0.99 元"),
        (2017, 100_000_001, "是不是多写了零"),
    ],
)
def test_amount_that_cannot_be_meant_is_refused(
    part: Participation, cadre: User, today: date, year: int, amount: int, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        record_benefit(part, year=year, amount=amount, today=today, by=cadre)
    assert refusal.value.field == cell_of(part, year)
    assert not IncomeYear.objects.exists()


def test_year_before_the_registration_is_refused(part: Participation, cadre: User, today: date) -> None:
    Household.objects.filter(pk=part.household_id).update(identified_year=2017)
    with pytest.raises(Refused, match="2017 年识别"):
        record_benefit(part, year=2016, amount=620_00, today=today, by=cadre)


def test_household_without_people_has_no_income_each(part: Participation, cadre: User, today: date) -> None:
    part.household.members.update(left_on=date(2016, 7, 1), leave_reason=LeaveReason.MOVED)
    with pytest.raises(Refused, match="在册 0 人"):
        record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)


@pytest.mark.parametrize(
    ("link", "industry", "item"),
    [
        ("work", Industry.HERBS, IncomeItem.LOCAL_WORK),
        ("land", Industry.LIVESTOCK, IncomeItem.LAND_RENT),
        ("shares", Industry.HERBS, IncomeItem.DIVIDEND),
        ("entrust", Industry.HERBS, IncomeItem.OTHER_PROPERTY),
        ("order", Industry.LIVESTOCK, IncomeItem.LIVESTOCK),
        ("order", Industry.AQUACULTURE, IncomeItem.LIVESTOCK),
        ("order", Industry.FRUIT, IncomeItem.FORESTRY),
        ("order", Industry.FORESTRY, IncomeItem.FORESTRY),
        ("order", Industry.HANDICRAFT, IncomeItem.TRADE),
        ("order", Industry.TOURISM, IncomeItem.TRADE),
        *(("order", one, IncomeItem.CROPS) for one in ("herbs", "tea", "vegetables", "grain_oil", "tobacco", "other")),
    ],
)
def test_line_of_the_register_follows_link_and_industry(link: str, industry: str, item: IncomeItem) -> None:
    assert item_of(link, industry) == item


def test_many_amounts_are_one_act(village: Village, plan: VillagePlan, cadre: User, today: date) -> None:
    parts = [take_part(make_household(village), plan, since=SINCE) for _ in range(3)]
    wrong = [Benefit(part, 2017, amount, None) for part, amount in zip(parts, (100_00, 200_00, 3), strict=True)]
    with pytest.raises(Refused) as refusal:
        record_benefits(wrong, today=today, by=cadre)
    assert refusal.value.field == cell_of(parts[2], 2017)
    assert not IncomeLine.objects.exists()
    assert record_benefits(wrong[:2], today=today, by=cadre) == 2
    assert record_benefits(wrong[:2], today=today, by=cadre) == 0, "a second press changes nothing"


def test_amount_that_changed_meanwhile_is_not_overwritten(
    part: Participation, cadre: User, leader: User, today: date
) -> None:
    record_benefit(part, year=2017, amount=620_00, today=today, by=leader)
    with pytest.raises(Refused, match="别人把它改成了 620 元") as refusal:
        record_benefits([Benefit(part, 2017, 500_00, None)], today=today, by=cadre)
    assert refusal.value.field == cell_of(part, 2017)
    assert part.income_lines.get().amount == 620_00


# ── the register leaves it alone ──────────────────────────────────


def _typed(yuan: dict[str, int]) -> dict[str, tuple[int, str]]:
    return {item: (amount * 100, "") for item, amount in yuan.items()}


def _keep(register: IncomeYear, by: User, **facts: Any) -> IncomeYear:
    usual = {"year": register.year, "people": 3, "lines": _typed({"P2": 100})} | facts
    return keep_income(register.household, **usual, opened=register, seen=register.version, by=by)


def test_saving_the_register_neither_deletes_nor_doubles_what_a_plan_brought(
    part: Participation, cadre: User, today: date
) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100, "W1": 9000})
    line = record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    for lines in ({"P2": 150}, {"W1": 8000}, {"P2": 620}):
        _keep(register, cadre, lines=_typed(lines))
        assert list(register.lines.from_plans().values_list("pk", "amount")) == [(line and line.pk, 620_00)]
        assert dict(register.lines.typed().values_list("item", "amount")) == {
            item: yuan * 100 for item, yuan in lines.items()
        }


def test_register_may_hold_nothing_but_what_a_plan_brought(part: Participation, cadre: User, today: date) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100})
    with pytest.raises(Refused, match="一项也没有填"):
        _keep(register, cadre, lines={})
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    _keep(register, cadre, lines={})
    assert register.lines.get().participation == part


def test_register_with_a_plans_money_stays_in_its_year(part: Participation, cadre: User, today: date) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100})
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    with pytest.raises(Refused, match="2017 年有一村一品带来的收入，不能换年度") as refusal:
        _keep(register, cadre, year=2016)
    assert refusal.value.field == "year"


def test_money_from_a_plan_makes_nobodys_open_register_stale(part: Participation, cadre: User, today: date) -> None:
    register = make_income(part.household, year=2017, people=3, yuan={"P2": 100})
    seen = register.version
    record_benefit(part, year=2017, amount=620_00, today=today, by=cadre)
    assert register.version == seen
    assert register.lines_at(seen) == _typed({"P2": 100})


# ── the trade ──────────────────────────────────


def test_new_trade_ends_the_one_before(household: Household, plan: VillagePlan, cadre: User) -> None:
    pigs = make_trade(household, name="养猪", kind=TradeKind.BREEDING, since=SINCE)
    facts = {"kind": TradeKind.PLANTING, "name": "金银花", "scale": "3 亩", "plan": plan, "expected": 1900_00}
    flowers = keep_trade(household, **facts, since=date(2017, 3, 1), by=cadre)
    pigs.refresh_from_db()
    assert pigs.until == date(2017, 2, 28)
    assert household.trades.current().get() == flowers
    assert keep_trade(household, **facts, since=date(2017, 3, 1), by=cadre) == flowers


@pytest.mark.parametrize("since", [SINCE, date(2016, 4, 1)])
def test_new_trade_begins_after_the_present_one(household: Household, cadre: User, since: date) -> None:
    make_trade(household, name="养猪", since=SINCE)
    with pytest.raises(Refused, match="“养猪”从 2016-05-01 起") as refusal:
        keep_trade(household, kind=TradeKind.SHOP, name="小卖部", since=since, by=cadre)
    assert refusal.value.field == "since"


def test_new_trade_begins_after_one_that_has_ended(household: Household, cadre: User) -> None:
    make_trade(household, name="养猪", since=SINCE, until=date(2017, 5, 1))
    with pytest.raises(Refused, match="“养猪”做到 2017-05-01"):
        keep_trade(household, kind=TradeKind.SHOP, name="小卖部", since=date(2017, 5, 1), by=cadre)
    keep_trade(household, kind=TradeKind.SHOP, name="小卖部", since=date(2017, 5, 2), by=cadre)


def test_trade_is_no_part_of_a_foreign_plan(household: Household, other_village: Village, cadre: User) -> None:
    foreign = make_plan(other_village)
    with pytest.raises(Refused, match="别的村") as refusal:
        keep_trade(household, kind=TradeKind.PLANTING, name="花", plan=foreign, since=SINCE, by=cadre)
    assert refusal.value.field == "plan"
    trade = make_trade(household)
    with pytest.raises(Refused, match="别的村"):
        correct_trade(trade, seen=version_of(trade), plan=foreign, by=cadre)


def test_trade_ends_once_and_is_corrected_within_its_time(household: Household, cadre: User) -> None:
    first = make_trade(household, name="养猪", since=SINCE, until=date(2016, 12, 31))
    second = make_trade(household, name="小卖部", since=date(2017, 1, 1))
    with pytest.raises(Refused, match="这段时间这户做“养猪”"):
        correct_trade(second, seen=version_of(second), since=date(2016, 12, 31), by=cadre)
    with pytest.raises(Refused, match="早于开始日期"):
        end_trade(second, until=date(2016, 12, 31), by=cadre)
    end_trade(second, until=date(2017, 6, 30), by=cadre)
    with pytest.raises(Refused, match="到 2017-06-30 已经结束"):
        end_trade(second, until=date(2017, 7, 1), by=cadre)
    kept = correct_trade(first, seen=version_of(first), name="养猪 4 头", by=cadre)
    assert HouseholdTrade.objects.get(pk=first.pk).name == kept.name
    with pytest.raises(Stale):
        correct_trade(first, seen=1, name="养牛", by=cadre)
