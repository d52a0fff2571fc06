"""What a bag says: ages and no birth dates, masked numbers, nothing invented, the same content the same edition."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.codes import Mode
from funds.actions.vouchers import approve_voucher, reverse_entry
from households.actions.trades import record_benefit
from households.codes import (
    BenefitLink,
    Category,
    CheckState,
    Health,
    MeasureKind,
    MeasureState,
    PovertyCause,
    PovertyStatus,
    SchoolStatus,
)
from households.models import Household, ItemKind, LibraryCondition
from office.bags.bag import VISIT_ROWS_WITHOUT_HELPER, Bag, bags_of
from office.bags.changes import PARTS
from office.bags.wording import contact_sentence, counted, criteria_sentence, measures_sentence, phone, span
from office.demo.builders import (
    assign,
    make_assessment,
    make_helper,
    make_household,
    make_income,
    make_measure,
    make_member,
    make_user,
    make_visit,
    post_officer,
)
from office.demo.funding import PAID, agree, approver, keeper, make_application, make_fund, pay, receive
from office.demo.giving import choose_mode, make_enterprise, make_enterprise_visit, pair_household, pair_village
from office.demo.timetables import make_plan, make_trade, take_part
from povertyplan.accounts.matrix import Role
from tests.library import make_draft, make_published, publish
from villages.models import Village

pytestmark = pytest.mark.django_db


def judge(household: Household, code: str, state: CheckState, evidence: str = "看了") -> None:
    make_assessment(household, code, state=state, evidence=evidence, assessed_on=date(2017, 11, 2))


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=3, head_name="李长根", main_cause=PovertyCause.ILLNESS)


def test_every_category_and_a_lifted_household_have_a_bag(village: Village, today: date) -> None:
    rows = [make_household(village, category=category) for category in Category]
    rows.append(make_household(village, status=PovertyStatus.LIFTED, today=today))
    bags = bags_of(rows, on=today)
    assert [bag.registry_no for bag in bags] == [row.registry_no for row in rows]
    assert "脱贫年度" in [fact.label for fact in bags[-1].facts]


def test_no_birth_date_and_no_whole_id_number_is_in_the_content(household: Household, today: date) -> None:
    content = Bag.of(household, on=today).canonical_json()
    assert not re.search(r"\d{17}[\dX]", content.replace(household.registry_no, ""))
    for member in household.members.all():
        assert member.id_masked_on_paper in content
        assert f"{member.birth_date:%Y%m%d}" not in content
        assert member.birth_date.isoformat() not in content


def test_ages_are_full_years_on_the_day_of_printing(village: Village) -> None:
    row = make_household(village, members=0)
    make_member(row, born=date(1960, 11, 17))
    assert [bag.people[0].age for bag in (Bag.of(row, on=date(2017, 11, 16)), Bag.of(row, on=date(2017, 11, 17)))] == [
        56,
        57,
    ]


def test_who_left_is_not_in_the_bag(household: Household, today: date) -> None:
    household.members.order_by("-pk").update(left_on=today, leave_reason="5")
    make_member(household, name="王秀英")
    assert [person.name for person in Bag.of(household, on=today).people] == ["王秀英"]


def test_unchecked_is_neither_met_nor_missing(household: Household, today: date) -> None:
    judge(household, "food", CheckState.MET)
    judge(household, "housing", CheckState.NOT_MET, "C 级，没加固")
    bag = Bag.of(household, on=today)
    assert bag.criteria_said == "七项里一项达标，还差一项：住房安全，五项没核。"
    assert [cell.state for cell in bag.criteria].count("no") == 5
    assert [cell.evidence for cell in bag.unmet] == ["C 级，没加固"]


def test_help_is_set_beside_the_cause_it_answers(village: Village, today: date) -> None:
    row = make_household(village, members=0, main_cause=PovertyCause.ILLNESS, other_causes=[PovertyCause.WATER])
    make_member(row, name="李长根", health=[Health.CHRONIC])
    make_measure(row, kind=MeasureKind.HEALTH, content="办慢性病卡")
    make_measure(row, kind=MeasureKind.HEALTH, content="转院", state=MeasureState.STOPPED)
    illness, water = Bag.of(row, on=today).causes
    assert (illness.is_main, illness.detail, illness.answers) == (True, "李长根，长期慢性病", ("办慢性病卡",))
    assert water.answers == ()


def test_measures_come_with_money_result_and_state(household: Household, today: date) -> None:
    make_measure(household, content="香菇", amount=300050, outcome="卖了两茬", source="合作社")
    make_measure(household, content="厨房", state=MeasureState.DONE)
    bag = Bag.of(household, on=today)
    first = bag.measures[0]
    assert (first.amount, first.outcome, first.when, first.word) == ("3,000.50 元", "卖了两茬", "3月起", "正在办")
    assert bag.measures_said == "两项帮扶，一项已办好，一项正在办。"


def test_trade_and_part_come_with_what_they_brought(household: Household, today: date) -> None:
    assert Bag.of(household, on=today).living_said == "还没有定一业。想干什么，先讲给责任人听。"
    make_trade(household, name="养猪", scale="4 头", expected=260000)
    part = take_part(household, make_plan(household.village), link=BenefitLink.LAND, terms="3.1 亩", expected=62000)
    bag = Bag.of(household, on=today)
    trade, joined = bag.living
    assert (trade.what, trade.terms, trade.since, trade.expected, trade.brought) == (
        "养猪",
        "4 头",
        "3月起",
        "2,600 元",
        None,
    )
    assert (joined.what, joined.terms, joined.expected, joined.brought) == ("金银花：土地流转", "3.1 亩", "620 元", ())
    assert bag.living_said == "我家做养猪。村里的金银花有我家一份。"
    record_benefit(part, year=2017, amount=62000, today=today, by=None)
    after = Bag.of(household, on=today)
    assert after.living[1].brought == (("2017 年", "620 元"),)
    assert after.content_hash != bag.content_hash


def test_what_ended_or_has_not_begun_is_not_in_the_bag(household: Household, today: date) -> None:
    make_trade(household, name="养猪", since=date(2016, 1, 1), until=today - timedelta(days=1))
    plan = make_plan(household.village)
    take_part(household, plan, until=today - timedelta(days=1))
    take_part(household, plan, link=BenefitLink.LAND, since=today + timedelta(days=1))
    assert Bag.of(household, on=today).living == ()


def test_the_newest_two_years_are_printed(household: Household, today: date) -> None:
    part = take_part(household, make_plan(household.village), since=date(2015, 1, 1))
    for year in (2015, 2016, 2017):
        record_benefit(part, year=year, amount=year * 100, today=today, by=None)
    (line,) = Bag.of(household, on=today).living
    assert line.brought == (("2016 年", "2,016 元"), ("2017 年", "2,017 元"))


def test_the_helper_card_is_complete_and_names_the_predecessor(household: Household, today: date) -> None:
    before, now = make_helper(name="吴涛"), make_helper(name="何芳", phone="10020463057", is_resident=True)
    assign(household, before, since=date(2015, 1, 1), until=date(2016, 2, 29))
    assign(household, now, since=date(2016, 3, 1))
    card = Bag.of(household, on=today).helper
    assert card is not None
    assert (card.name, card.phone, card.since, card.predecessor) == (
        "何芳",
        "100 2046 3057",
        "2016年3月1日起",
        "吴涛，到2016年2月",
    )
    assert all((card.organisation, card.level, card.duty, card.politics, card.address, card.gender))


def test_an_ended_pairing_leaves_the_household_without_a_helper(household: Household, today: date) -> None:
    assign(household, make_helper(), since=date(2015, 1, 1), until=today - timedelta(days=1))
    bag = Bag.of(household, on=today)
    assert bag.helper is None
    assert bag.contact_said == "还没有定责任人。有事先打下面的电话。"


def test_contacts_go_up_from_the_village_and_say_nobody_twice(household: Household, today: date) -> None:
    village = household.village
    officer = make_user(Role.CADRE, name="何芳")
    village.postings.update(until=today - timedelta(days=1))
    post_officer(officer, village, since=today)
    village.leader_name, village.party_secretary_name = "赵明", "李保国"
    village.save()
    assert [c.name for c in Bag.of(household, on=today).contacts] == ["何芳", "李保国", "赵明"]
    assign(household, make_helper(name="何芳"))
    assert [c.name for c in Bag.of(household, on=today).contacts] == ["李保国", "赵明"]


def test_what_the_fund_paid_the_household_and_nothing_that_was_not_paid(household: Household, today: date) -> None:
    fund = make_fund(household.village)
    receive(fund)
    neighbour = make_household(household.village)
    make_application(fund, [household], what="修水渠")
    pay(agree(make_application(fund, [neighbour], what="买种苗")))
    assert Bag.of(household, on=today).fund == ()
    entry = pay(agree(make_application(fund, [household], each=600_00)), amount=600_00)
    (line,) = Bag.of(household, on=today).fund
    assert (line.what, line.amount, line.day) == ("买菌棒", "600 元", "2017年9月21日")
    assert Bag.of(household, on=PAID - timedelta(days=1)).fund == ()
    approve_voucher(reverse_entry(entry, idem=uuid4(), day=PAID, reason="退汇", by=keeper()), today=PAID, by=approver())
    assert Bag.of(household, on=today).fund == ()


def test_paired_enterprises_say_what_they_do_and_whom_to_call(household: Household, today: date) -> None:
    pairing = pair_village(make_enterprise("宏达食品", phone="10020460001"), household.village)
    make_enterprise_visit(pairing, household)
    later = pair_village(make_enterprise("惠农商行"), household.village)
    pair_household(later, household, since=today + timedelta(days=1))
    (line,) = Bag.of(household, on=today).enterprises
    assert (line.name, line.does, line.phone) == ("宏达食品", "刚结对，先走访", "100 2046 0001")
    choose_mode(pairing, Mode.TRADE)
    choose_mode(pairing, Mode.EMPLOYMENT)
    bag = Bag.of(household, on=today)
    assert bag.enterprises[0].does == "商贸、就业帮扶"
    assert len(bag.blank_visits) == VISIT_ROWS_WITHOUT_HELPER - 1
    assert [line.name for line in Bag.of(household, on=today + timedelta(days=1)).enterprises] == [
        "宏达食品",
        "惠农商行",
    ]


def test_the_last_three_visits_are_printed_in_order(household: Household, today: date) -> None:
    assign(household, make_helper())
    for days in range(6):
        make_visit(household, visited_on=today - timedelta(days=10 * days), summary=f"第 {days} 次")
    make_visit(household, visited_on=today + timedelta(days=1), summary="还没有的一次")
    bag = Bag.of(household, on=today)
    assert [visit.summary for visit in bag.visits] == ["第 2 次", "第 1 次", "第 0 次"]
    assert len(bag.blank_visits) == 3


def test_a_pupil_is_named_with_the_form(village: Village, today: date) -> None:
    row = make_household(village, members=0)
    make_member(row, school_status=SchoolStatus.GRADE_8, labour_ability="")
    person = Bag.of(row, on=today).people[0]
    assert (person.education, person.work) == ("八年级", "上学")


def test_queries_are_the_same_for_one_and_for_five(village: Village, today: date) -> None:
    plan = make_plan(village)
    make_published(on=today)
    make_published(on=today, kind=ItemKind.REMARK)

    def queries(n: int) -> int:
        rows = []
        for _ in range(n):
            row = make_household(village, members=2)
            assign(row, make_helper())
            make_measure(row)
            make_visit(row)
            make_trade(row)
            record_benefit(take_part(row, plan), year=2017, amount=62000, today=today, by=None)
            make_income(row, year=2016)
            judge(row, "food", CheckState.NOT_MET)
            rows.append(row.pk)
        with CaptureQueriesContext(connection) as seen:
            bags_of(Household.objects.filter(pk__in=rows), on=today)
        return len(seen)

    assert queries(1) == queries(5)


def test_the_hash_leaves_out_edition_and_date(household: Household, today: date) -> None:
    bag = Bag.of(household, on=today)
    content = json.loads(bag.canonical_json())
    assert "edition" not in content
    assert bag.content_hash == Bag.of(household, on=today + timedelta(days=1)).content_hash


@pytest.mark.parametrize("change", ["member", "measure", "helper", "trade", "part", "income", "policy"])
def test_whatever_is_printed_changes_the_hash(household: Household, today: date, change: str) -> None:
    before = Bag.of(household, on=today).content_hash
    act: dict[str, Callable[[], object]] = {
        "member": lambda: household.members.filter(relation="01").update(name="李长庚"),
        "measure": lambda: make_measure(household),
        "helper": lambda: assign(household, make_helper()),
        "trade": lambda: make_trade(household),
        "part": lambda: take_part(household, make_plan(household.village)),
        "income": lambda: make_income(household),
        "policy": lambda: make_published(on=today),
    }
    act[change]()
    assert Bag.of(household, on=today).content_hash != before


def test_visits_and_birthdays_are_printed_and_make_no_new_edition(village: Village, today: date) -> None:
    row = make_household(village, members=0)
    make_member(row, name="李晓雨", born=date(2003, 11, 17))
    policy = make_draft(on=today)
    LibraryCondition.objects.create(version=policy, fact="age", low=6, high=18)
    publish(policy, on=today)
    before = Bag.of(row, on=today)
    make_visit(row)
    after = Bag.of(row, on=today + timedelta(days=1))
    assert [bag.policies[0].why for bag in (before, after)] == ["李晓雨 13 岁", "李晓雨 14 岁"]
    assert before.canonical_json() != after.canonical_json()
    assert (before.content_hash, before.parts) == (after.content_hash, after.parts)


def test_every_field_of_the_content_that_lasts_is_in_a_section(household: Household, today: date) -> None:
    named = [name for names in PARTS.values() for name in names]
    assert sorted([*named, "visits"]) == sorted(Bag.of(household, on=today).content)


def test_sentences_count_as_people_do() -> None:
    assert [counted(n) for n in (0, 2, 7, 10, 12, 20, 22, 100)] == [
        "零", "两", "七", "十", "十二", "二十", "二十二", "100",
    ]  # fmt: skip
    assert criteria_sentence(7, [], [], 0) == "七项全部达标。"
    assert criteria_sentence(0, [], ["吃"] * 7, 0) == "七项都还没核。"
    assert criteria_sentence(5, ["收入", "住房"], [], 0) == "七项里五项达标，还差两项：收入、住房。"
    assert criteria_sentence(5, [], ["养老"], 1) == "七项里五项达标，一项不涉及，一项没核：养老。"
    assert criteria_sentence(6, [], [], 1) == "涉及的六项全部达标，一项不涉及。"
    assert measures_sentence(0, 0, 0, 0) == "还没有登记帮扶。有想法，先讲给责任人听。"
    assert measures_sentence(0, 3, 0, 0) == "三项帮扶，都正在办。"
    assert measures_sentence(1, 0, 0, 0) == "一项帮扶，已办好。"
    assert contact_sentence("何芳") == "有事找何芳。找不到，按下面的电话往上找。"


def test_spans_say_the_year_only_where_it_differs() -> None:
    on = date(2017, 11, 16)
    assert span(date(2017, 8, 1), None, on=on) == "8月起"
    assert span(date(2017, 3, 1), date(2017, 3, 9), on=on) == "3月"
    assert span(date(2016, 9, 1), date(2017, 3, 1), on=on) == "2016年9月至2017年3月"


def test_phones_are_grouped_only_when_they_are_mobile_numbers() -> None:
    assert (phone("10020463057"), phone("0719-5550100"), phone("")) == ("100 2046 3057", "0719-5550100", "")
