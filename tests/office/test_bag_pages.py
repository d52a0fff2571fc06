"""The income page and the policy page of a bag: real sums against the line of each year, and why a policy is there."""

from datetime import date, timedelta

import pytest

from households.codes import CheckState, Health, PovertyCause, Relation
from households.models import Household, ItemKind, PovertyLine
from office.bags.bag import Bag
from office.bags.income import IncomeSheet
from office.bags.policies import POLICIES_SHOWN, REMARKS_SHOWN
from office.bags.wording import income_sentence, partial_income, policies_sentence
from office.demo.builders import make_assessment, make_household, make_income, make_member
from office.printing import press
from povertyplan.audit.refusal import Refused
from povertyplan.ui.charts.income_paper import Colours, PaperYear, paper_income
from tests.library import make_published
from villages.models import Village

pytestmark = pytest.mark.django_db
COLOURS = Colours("#1", "#2", "#3")


@pytest.fixture(autouse=True)
def lines() -> None:
    PovertyLine.objects.update(is_in_use=False)
    for year, amount in ((2016, 314_600), (2017, 333_500)):
        PovertyLine.objects.create(
            year=year, series="测试", amount=amount, source="市标准表", is_confirmed=True, is_in_use=True
        )


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=4, head_name="李长根", main_cause=PovertyCause.ILLNESS)


def sheet(household: Household, on: date) -> IncomeSheet:
    found = Bag.of(household, on=on).income
    assert found is not None
    return found


def test_the_years_stand_beside_each_other_with_costs_subtracted(household: Household, today: date) -> None:
    make_income(household, year=2016, people=4, yuan={"W1": 3400, "B1": 7900, "K1": 2500, "T1": 1460})
    make_income(
        household,
        year=2017,
        people=4,
        is_estimate=True,
        yuan={"W1": 6700, "B1": 8000, "K1": 2900, "P1": 400, "T1": 1460, "N3": 860, "N4": 9000},
    )
    found = sheet(household, today)
    assert found.heads == ("2016年", "2017年预计")
    assert [(row.label, row.cells) for row in found.rows] == [
        ("打工挣的", ("3,400", "6,700")),
        ("种养卖的", ("7,900", "8,000")),
        ("分红、租金", ("—", "400")),
        ("国家和子女给的", ("1,460", "1,460")),
        ("减：种养本钱", ("−2,500", "−2,900")),
        ("全家纯收入", ("10,260", "13,660")),
        ("人均（4 口人）", ("2,565", "3,415")),
    ]
    assert found.uncounted == "医疗报销 860 元、住房补助 9,000 元"
    assert found.lines == "2017年标准每人 3,335 元，依据：市标准表"
    assert [(bar.year, bar.each, bar.line, bar.is_estimate) for bar in found.bars] == [
        (2016, 2565, 3146, False),
        (2017, 3415, 3335, True),
    ]
    assert Bag.of(household, on=today).income_said == "2017年到年底预计人均 3,415 元，比标准多 80 元。"


def test_a_year_with_another_head_count_names_the_heads(household: Household, today: date) -> None:
    make_income(household, year=2016, people=5)
    make_income(household, year=2017, people=4)
    rows = {row.label: row.cells for row in sheet(household, today).rows}
    assert rows["几口人分"] == ("5 人", "4 人")
    assert rows["人均"] == ("1,800", "2,250")


def test_a_year_without_a_line_says_so_and_is_not_judged(household: Household, today: date) -> None:
    PovertyLine.objects.update(is_in_use=False)
    make_income(household, people=4)
    found = sheet(household, today)
    assert (found.bars[0].line, found.bars[0].line_said) == (None, "标准没定")
    assert found.lines == "2017年的标准还没有定，先不比"
    assert Bag.of(household, on=today).income_said == "2017年人均 2,250 元，当年标准还没有定。"


def test_a_year_that_has_not_come_by_that_day_is_not_printed(household: Household) -> None:
    make_income(household, year=2016, people=4)
    make_income(household, year=2017, people=4)
    assert sheet(household, date(2016, 12, 31)).heads == ("2016年",)


def test_a_household_without_a_register_gets_a_sheet_to_fill_in(household: Household, today: date) -> None:
    bag = Bag.of(household, on=today)
    assert bag.income is None
    html = press.bag_html(bag.in_edition(press.Edition(1, today, "ABCDEFGH2345")))
    assert "一起算一算" in html
    assert "人均（除以 4 人）" in html
    assert "认可以上收入，户主签字或手印" in html


def test_income_is_said_against_the_line_without_judging_what_is_not_known() -> None:
    assert income_sentence(2017, "3,335", 0, is_estimate=False, is_above=False) == (
        "2017年人均 3,335 元，刚到标准，还没有超过。"
    )
    assert income_sentence(2017, "3,100", -235, is_estimate=True, is_above=False) == (
        "2017年到年底预计人均 3,100 元，比标准少 235 元。"
    )
    assert partial_income(2017) == "2017年只登了村里产业的收入，登全了再和标准比。"


def test_an_estimate_is_dashed_and_the_line_is_a_tick_of_its_own_year() -> None:
    known = paper_income([PaperYear(2000, 3000, is_dashed=False)], COLOURS)
    assert 'fill="#1"' in known
    assert "dasharray" not in known
    dashed = paper_income([PaperYear(2000, None, is_dashed=True)], COLOURS)
    assert "dasharray" in dashed
    assert "3.500" in known
    assert "3.500" not in dashed


def test_a_loss_has_no_bar_and_a_small_income_is_seen() -> None:
    assert 'fill="#1"' not in paper_income([PaperYear(-300, 3000, is_dashed=False)], COLOURS)
    assert "V147H" in paper_income([PaperYear(1, 3000, is_dashed=False)], COLOURS)


def test_a_policy_says_why_this_household_how_and_whom_to_ask(household: Household, today: date) -> None:
    make_member(household, name="王秀英", relation=Relation.OTHER, health=[Health.DISABLED])
    make_published(
        on=today,
        title="残疾人两项补贴",
        conditions=[("health", [Health.DISABLED])],
        how="到村委会填表",
        ask="残联 周平",
        ask_phone="10033010078",
        amount="每月 100 元",
    )
    make_published(on=today, title="不相干的政策", conditions=[("housing", ["D"])])
    (line,) = Bag.of(household, on=today).policies
    assert (line.title, line.why, line.how, line.ask, line.phone, line.amount) == (
        "残疾人两项补贴",
        "王秀英有残疾",
        "到村委会填表",
        "残联 周平",
        "100 3301 0078",
        "每月 100 元",
    )


def test_a_criterion_not_met_is_named_as_the_reason(household: Household, today: date) -> None:
    verdict = make_assessment(household, "housing", state=CheckState.NOT_MET, evidence="C 级")
    make_published(on=today, conditions=[("not_met", [str(verdict.criterion_id)])])
    assert Bag.of(household, on=today).policies[0].why == "你家“住房安全”还没达标"


def test_eight_policies_are_printed_and_the_others_named(household: Household, today: date) -> None:
    for n in range(POLICIES_SHOWN + 2):
        make_published(on=today, title=f"政策{n}")
    bag = Bag.of(household, on=today)
    assert len(bag.policies) == POLICIES_SHOWN
    assert bag.more_policies == ("政策8", "政策9")
    assert bag.policies_said == "我家能享受十项。没写上的，可以问责任人。"
    html = press.bag_html(bag.in_edition(press.Edition(1, today, "ABCDEFGH2345")))
    assert "另有 2 项：" in html
    assert policies_sentence(0) == "现在没有登记到我家的政策。有难处，先问责任人。"


def test_the_newest_remarks_are_printed_with_who_when_and_where(household: Household, today: date) -> None:
    for days in range(REMARKS_SHOWN + 1):
        make_published(
            on=today,
            kind=ItemKind.REMARK,
            summary=f"第 {days} 句",
            speaker="王建国",
            speaker_duty="党工委书记",
            occasion="在推进会上",
            said_on=today - timedelta(days=days),
        )
    remarks = Bag.of(household, on=today).remarks
    assert [remark.text for remark in remarks] == ["第 0 句", "第 1 句", "第 2 句"]
    assert (remarks[0].speaker, remarks[0].day, remarks[0].occasion) == ("王建国", "2017年11月16日", "在推进会上")


def test_what_is_no_longer_valid_is_not_in_the_bag(household: Household, today: date) -> None:
    make_published(on=today, valid_until=today)
    assert Bag.of(household, on=today).policies
    assert Bag.of(household, on=today + timedelta(days=1)).policies == ()


@pytest.mark.parametrize("kind", [ItemKind.POLICY, ItemKind.REMARK])
def test_a_character_without_glyph_in_the_library_is_refused_with_the_household(
    household: Household, today: date, kind: ItemKind
) -> None:
    make_published(on=today, kind=kind, summary="到\ue864家岭领")
    with pytest.raises(Refused, match=r"李长根 户.*U\+E864"):
        press.refuse_undrawable([Bag.of(household, on=today)])
