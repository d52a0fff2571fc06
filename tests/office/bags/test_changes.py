"""What changed since the printed edition, one short sentence for each fact, and for which of the three reasons."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.bags import sample
from office.bags.bag import Bag
from office.bags.changes import CAUSES, causes, changes, parts_of
from office.bags.contacts import Contact, HelperCard
from office.bags.fund import FundLine

Content = dict[str, Any]
NOW = sample(1)


def printed() -> Content:
    """What an edition keeps of the same bag."""
    content: Content = json.loads(NOW.canonical_json())
    return content


def after(change: Callable[[Content], object]) -> list[str]:
    old = printed()
    change(old)
    return changes(old, NOW)


def set_in(section: str, place: int, **facts: Any) -> Callable[[Content], object]:
    def change(old: Content) -> None:
        rows = [dict(row) for row in old[section]]
        rows[place] |= facts
        old[section] = rows

    return change


def without(section: str, place: int) -> Callable[[Content], object]:
    return lambda old: old.update({section: [row for n, row in enumerate(old[section]) if n != place]})


def with_more(section: str, **facts: Any) -> Callable[[Content], object]:
    return lambda old: old.update({section: [*old[section], {**old[section][0], **facts}]})


def test_an_unchanged_bag_says_nothing() -> None:
    assert changes(printed(), NOW) == []
    assert causes(parts_of(printed()), NOW.parts) == set()


@pytest.mark.parametrize(
    ("change", "sentence", "cause"),
    [
        (without("policies", 1), "新增政策：住校生生活补助", "政策"),
        (with_more("policies", title="寄宿生生活补助"), "政策“寄宿生生活补助”不再适用", "政策"),
        (set_in("policies", 0, amount="报 60%", phone=""), "政策“慢性病门诊报销”：多少、问谁的电话变了", "政策"),
        (lambda old: old.update(more_policies=["旧的补助"]), "政策“旧的补助”不再适用", "政策"),
        (lambda old: old.update(remarks=[]),
         "新增王建国的话", "政策"),
        (lambda old: old["helper"].update(phone="1"), "责任人的电话换了", "责任人"),
        (lambda old: old["helper"].update(name="吴涛"), "责任人换成何芳（原吴涛）", "责任人"),
        (lambda old: old.update(helper=None), "定了责任人：何芳", "责任人"),
        (set_in("contacts", 0, phone="1"), "村支部书记李保国的电话换了", "责任人"),
        (set_in("contacts", 1, name="张三"), "驻村第一书记：林川（原张三）", "责任人"),
        (lambda old: old.update(hotline="1"), "监督电话换成 100 0000 1230", "责任人"),
        (set_in("measures", 3, word="正在办"), "措施“办慢性病卡”到了已办好", "户情"),
        (without("measures", 1), "新增措施：进厂上班", "户情"),
        (with_more("measures", content="修路"), "措施“修路”不再列入", "户情"),
        (set_in("measures", 0, outcome=""), "措施“椴木香菇 3000 棒”：成效变了", "户情"),
        (set_in("criteria", 5, state="ok", word="达标"), "“住房安全”：还差（原达标）", "户情"),
        (set_in("criteria", 5, evidence="没动工"), "“住房安全”还差的情况变了", "户情"),
        (set_in("facts", 2, text="返贫"), "现在的状态：未脱贫（原返贫）", "户情"),
        (without("facts", 9), "入户路：水泥路", "户情"),
        (lambda old: old.update(hamlet="1 组"), "住址：柳河村 3 组", "户情"),
        (without("people", 3), f"家里多了{NOW.people[3].name}", "户情"),
        (set_in("people", 1, health="长期慢性病"), f"家里人：{NOW.people[1].name}的身体：健康（原长期慢性病）", "户情"),
        (lambda old: old.update(income=None), "收入登记好了", "户情"),
        (lambda old: old.pop("income"), "新增一页：收入账", "户情"),
        (without("living", 0), "一户一业新增：椴木香菇", "户情"),
        (set_in("living", 1, brought=[]), "“订单”得了多少变了", "户情"),
        (without("enterprises", 0), "新结对企业：宏达食品有限公司", "户情"),
        (with_more("enterprises", name="惠农商行"), "惠农商行不再结对", "户情"),
        (set_in("enterprises", 0, does="就业帮扶", phone=""), "宏达食品有限公司的帮扶方式、电话变了", "户情"),
        (set_in("causes", 1, label="因学"), "致贫原因：因病、缺技术（原因病、因学）", "户情"),
    ],
)  # fmt: skip
def test_each_fact_is_one_sentence_with_its_reason(
    change: Callable[[Content], object], sentence: str, cause: str
) -> None:
    assert after(change) == [sentence]
    old = printed()
    change(old)
    assert causes(parts_of(old), NOW.parts) == {cause}


PAID = FundLine(7, "买菌棒", "发展产业", "600 元", "2017年9月21日")


@pytest.mark.parametrize(
    ("before", "now", "sentence"),
    [
        ((), (PAID,), "基金付了：买菌棒 600 元"),
        ((PAID,), (), "基金付的“买菌棒”撤了"),
        ((replace(PAID, amount=""),), (PAID,), "基金付的“买菌棒”改了"),
    ],
)
def test_a_payment_of_the_fund_is_told(before: tuple[FundLine, ...], now: tuple[FundLine, ...], sentence: str) -> None:
    old: Content = json.loads(replace(NOW, fund=before).canonical_json())
    bag = replace(NOW, fund=now)
    assert changes(old, bag) == [sentence]
    assert causes(parts_of(old), bag.parts) == {"户情"}


def test_an_edition_of_before_the_fund_says_the_same_where_nothing_was_paid() -> None:
    old = printed()
    del old["fund"]
    assert changes(old, NOW) == []
    assert parts_of(old) == NOW.parts


def test_an_age_and_a_visit_are_told_and_are_no_reason_to_print_anew() -> None:
    old = printed()
    set_in("people", 3, age=13)(old)
    without("visits", 1)(old)
    assert changes(old, NOW) == [f"家里人：{NOW.people[3].name} 14 岁（原 13 岁）", "新的走访：11-02 何芳"]
    assert causes(parts_of(old), NOW.parts) == set()


def test_a_renamed_person_is_not_two() -> None:
    old = set_in("people", 1, id_masked="420399********9999", name="某某")
    (sentence, *_) = after(set_in("people", 1, id_masked="420399********9999"))
    assert sentence.startswith(f"家里人：{NOW.people[1].name}的证件号")
    assert f"家里多了{NOW.people[1].name}" in after(old)


def test_a_missing_helper_is_told_with_the_name_that_was_printed() -> None:
    bag = replace(NOW, helper=None)
    assert changes(printed(), bag) == ["责任人何芳不再帮扶，还没有定新的"]


def test_the_most_important_comes_first() -> None:
    old = printed()
    for change in (set_in("contacts", 0, phone="1"), without("measures", 1), without("policies", 1)):
        change(old)
    old["helper"]["phone"] = "1"
    assert changes(old, NOW) == [
        "新增政策：住校生生活补助",
        "责任人的电话换了",
        "新增措施：进厂上班",
        "村支部书记李保国的电话换了",
    ]
    assert causes(parts_of(old), NOW.parts) == set(CAUSES)


def test_an_edition_that_kept_nothing_is_said_to() -> None:
    assert changes({}, NOW) == ["那一版印了什么没有留底，整份换新的"]
    assert causes(parts_of({}), NOW.parts) == {"户情"}


@pytest.mark.parametrize("field", [*Bag.__dataclass_fields__])
def test_no_field_of_an_older_release_is_needed(field: str) -> None:
    old = printed()
    old.pop(field, None)
    assert isinstance(changes(old, NOW), list)


def test_names_of_fields_are_those_of_the_rows() -> None:
    """A renamed field would be told as a change of every bag."""
    assert {"phone", "photo"} <= set(HelperCard.__dataclass_fields__)
    assert set(Contact.__dataclass_fields__) == {"role", "name", "duty", "phone"}
