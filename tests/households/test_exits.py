"""What stands against a step, in words; and what a step's own facts contradict."""

import re
from datetime import date
from pathlib import Path

import pytest

from households import exits
from households.codes import HOUSEHOLD_STAGES, STAGES_WITH_EVIDENCE, VILLAGE_STAGES, ExitStage
from households.exits import MENDS, STEP_KINDS, Obstacle, months_after, said, wrong_facts
from households.migrations import __path__ as migrations
from households.models import ExitStep
from povertyplan.accounts.matrix import Capability


@pytest.mark.parametrize(
    ("code", "detail", "called", "sentence"),
    [
        ("ended", "", "", "这次退出已经结束"),
        ("out_of_order", "", "", "还轮不到这一步，或者这一步已经记过"),
        ("before_previous", "2017-10-20", "", "日期太早，这一步最早 2017-10-20"),
        ("notice_running", "2017-11-21", "", "公示没有满期，11-21 起能按"),
        ("objection_open", "2017-11-12", "", "11-12 的异议还没有答复，公示停表"),
        ("objection_upheld", "2017-11-12", "", "11-12 的异议成立，这次不能往下走"),
        ("same_person", "opened", "", "你开始了这次退出，要另一人审核"),
        ("same_person", "assessed", "", "你核过这户的标准，要另一人审核"),
        ("same_person", "answered", "", "你答复过异议，要另一人审核"),
        ("same_person", "appraisal", "", "你办过“民主评议”，要另一人审核"),
        ("criterion_open", "unchecked", "住房安全", "“住房安全”2017 年未核"),
        ("criterion_open", "not_met", "住房安全", "“住房安全”未达标"),
        ("criterion_without_evidence", "", "住房安全", "“住房安全”没有照片或扫描件"),
        ("income_missing", "0/0", "", "2017 年的收入没有登记"),
        ("line_missing", "366667/0", "", "2017 年未设定标准线，不判断"),
        ("income_not_above", "312000/333500", "", "2017 年人均纯收入 3,120 元，没有超过标准线 3,335 元"),
        ("income_not_above", "-1050/333500", "", "2017 年人均纯收入 −10.50 元，没有超过标准线 3,335 元"),
        ("step_without_evidence", "consent", "", "“户认可”没有凭证"),
        ("population_missing", "4/0", "", "没有登记农业户籍人口，算不出贫困发生率"),
        ("population_old", "4/180", "", "农业户籍人口太旧，要 2016 年或 2017 年的"),
        ("incidence_too_high", "4/180", "，要低于 2%", "贫困发生率 2.22%（4 ÷ 180），要低于 2%"),
        ("requirement_unknown", "", "通客运班车", "“通客运班车”没有登记"),
        ("requirement_unmet", "0.00", "通客运班车", "“通客运班车”没有达到，现在是 0"),
        ("requirement_unmet", "43500.00", "集体经济收入", "“集体经济收入”没有达到，现在是 43,500"),
        ("requirement_without_evidence", "1.00", "通客运班车", "“通客运班车”没有凭证"),
    ],
)
def test_obstacle_is_told_in_one_sentence(code: str, detail: str, called: str, sentence: str) -> None:
    assert said(Obstacle(code, 1, detail), year=2017, called=called) == sentence


def test_every_code_of_the_database_has_its_sentence_and_its_mend() -> None:
    rules = (Path(next(iter(migrations))) / "0003_exit_rules.py").read_text()
    body = rules[rules.index("GAPS =") : rules.index("UNDO =")]
    labels = {"opened", "assessed", "answered", "unchecked", "household", "village"}
    stages = set(ExitStage.values) | {"met", "not_met", "not_applicable", "photo", "income_above_line"}
    found = set(re.findall(r"'([a-z_]+)'", body)) - labels - stages
    assert found == set(MENDS)


def test_unknown_code_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing_such"):
        said(Obstacle("nothing_such", 1, ""), year=2017)


def test_every_stage_says_what_it_asks_for() -> None:
    assert list(STEP_KINDS) == list(ExitStage)
    columns = {field.name for field in ExitStep._meta.concrete_fields}
    for stage, kind in STEP_KINDS.items():
        assert set(kind.labels) <= columns & set(exits.FACTS)
        assert kind.optional <= set(exits.FACTS)
        assert kind.evidence_is_optional == (stage not in STAGES_WITH_EVIDENCE)


def test_the_village_prepares_and_the_office_decides() -> None:
    capabilities = [STEP_KINDS[stage].capability for stage in HOUSEHOLD_STAGES]
    assert capabilities == [Capability.PREPARE_EXITS] * 4 + [Capability.REVIEW_EXITS] * 4
    assert {STEP_KINDS[stage].capability for stage in VILLAGE_STAGES} == {Capability.DELIST_VILLAGES}


def wrong(stage: ExitStage, *, done_on: date = date(2017, 11, 11), **facts: object) -> dict[str, str]:
    return wrong_facts(stage, facts, done_on=done_on, notice_days=7, today=date(2017, 11, 16))


def test_notice_counts_its_first_and_its_last_day() -> None:
    named = {"document_no": "14 号", "place": "村务栏"}
    assert wrong(ExitStage.NOTICE, ends_on=date(2017, 11, 17), **named) == {}
    assert wrong(ExitStage.NOTICE, ends_on=date(2017, 11, 16), **named) == {
        "ends_on": "公示要满 7 天，结束日期不早于 2017-11-17"
    }
    assert wrong(ExitStage.NOTICE, ends_on=date(2017, 11, 10), **named) == {"ends_on": "公示结束早于开始"}
    assert wrong(ExitStage.NOTICE, ends_on=date(2018, 8, 7), **named) == {}


@pytest.mark.parametrize("ends_on", [date(2018, 8, 8), date(2107, 11, 17), date.max])
def test_a_notice_does_not_hang_for_years(ends_on: date) -> None:
    found = wrong(ExitStage.NOTICE, ends_on=ends_on, document_no="14 号", place="村务栏")
    assert found == {"ends_on": "公示最长 270 天，看看结束日期的年份对不对"}


@pytest.mark.parametrize(("pro", "against", "field"), [(18, 16, None), (17, 0, "votes_for"), (30, 5, "votes_for")])
def test_votes_add_up_to_a_majority(pro: int, against: int, field: str | None) -> None:
    found = wrong(ExitStage.APPRAISAL, led_by="甲", attendees=34, votes_for=pro, votes_against=against)
    assert list(found) == ([field] if field else [])


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = wrong(ExitStage.APPRAISAL, done_on=date(2017, 11, 17), attendees=34, votes_for=3, votes_against=0)
    assert set(found) == {"done_on", "led_by", "votes_for"}


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2017, 11, 9), 12, date(2018, 11, 9)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2017, 8, 31), 6, date(2018, 2, 28)),
        (date(2017, 12, 31), 0, date(2017, 12, 31)),
        (date(2017, 12, 1), 1, date(2018, 1, 1)),
    ],
)
def test_continued_help_ends_on_the_same_day_of_a_later_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
