"""The one validator of half-month reports: what cannot be read is refused, everything else passes."""

from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.demo.timetables import make_plan
from povertyplan.accounts.models import User
from villages.forms.reports import ReportForm, milestones_named
from villages.models import Milestone, PlanState, Village
from villages.reporting import MilestoneSaid, Submission

TODAY = date(2017, 11, 16)


def filled(**fields: Any) -> ReportForm:
    return ReportForm({"uuid": str(uuid4()), "done": "嫁接核桃 86 亩", **fields}, today=TODAY)


def words(form: ReportForm) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in form.errors.items()}


def test_only_the_text_is_needed() -> None:
    form = filled()
    assert words(form) == {}
    assert form.content == Submission(done="嫁接核桃 86 亩")


def test_all_of_it() -> None:
    form = filled(
        work=["training", "planting"],
        participants="24 户",
        scale="７.25",
        invested="30,000.50元",
        help=" 电表\r\n两块 ",
    )
    assert words(form) == {}
    assert form.content == Submission(
        done="嫁接核桃 86 亩",
        work=("training", "planting"),
        participants=24,
        scale=Decimal("7.3"),
        invested=30_000_50,
        help_wanted="电表\n两块",
    )


def test_the_order_in_which_work_was_ticked_says_nothing() -> None:
    one, other = filled(work=["planting", "training"]), filled(work=["training", "planting"])
    assert not one.errors
    assert not other.errors
    assert one.content == other.content


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"done": "  "}, {"done": ["写上这半个月做了什么"]}),
        ({"done": "字" * 1001}, {"done": ["“这半个月做了什么”最多 1000 个字，现在是 1001 个"]}),
        ({"done": "李长根 42039919601101001X 采菇"}, {"done": ["“这半个月做了什么”里有整个身份证号，删掉再保存"]}),
        ({"participants": "二十四"}, {"participants": ["“参加的贫困户”写成整数，如 4"]}),
        ({"participants": "-1"}, {"participants": ["“参加的贫困户”不能小于 0"]}),
        ({"participants": "100000"}, {"participants": ["“参加的贫困户”不能大于 99999"]}),
        ({"scale": "7 亩多"}, {"scale": ["“规模（累计）”写成数字，如 3120.50"]}),
        ({"scale": "NaN"}, {"scale": ["“规模（累计）”写成数字，如 3120.50"]}),
        ({"scale": "1e99"}, {"scale": ["“规模（累计）”太大了，看看单位对不对"]}),
        ({"invested": "30万"}, {"invested": ["“投入（元，累计）”写成数字，如 3120.50"]}),
        ({"invested": "-1"}, {"invested": ["“投入（元，累计）”不能小于 0"]}),
        ({"work": ["dancing"]}, {"work": ["“做了哪些”没有这一项，重新选"]}),
        ({"uuid": ""}, {"uuid": ["这份表没有编号，重新打开本页再交"]}),
        ({"uuid": "x"}, {"uuid": ["这份表的编号不对，重新打开本页再交"]}),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(fields: dict[str, Any], says: dict[str, list[str]]) -> None:
    assert words(filled(**fields)) == says


def test_line_ends_of_a_browser_are_those_of_a_script() -> None:
    one, other = filled(done="一\r\n二\r三"), filled(done="一\n二\n三")
    assert words(one) == {}
    assert words(other) == {}
    assert one.content == other.content
    full = filled(done="\r\n".join(["字" * 499, "字" * 500]))
    assert words(full) == {}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-11-16T08:42:10.123+08:00", datetime(2017, 11, 16, 0, 42, 10, 123000, tzinfo=timezone.utc)),  # noqa: UP017
        ("2017-11-16T00:42:10Z", datetime(2017, 11, 16, 0, 42, 10, tzinfo=timezone.utc)),  # noqa: UP017
        ("2017-11-16T08:42:10", None),
        ("2017-13-16T08:42:10Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("gestern", None),
        ("", None),
    ],
)
def test_a_clock_that_cannot_be_read_is_none(text: str, time: datetime | None) -> None:
    form = filled(submitted_at=text)
    assert words(form) == {}
    assert form.cleaned_data["submitted_at"] == time


@pytest.mark.parametrize(("text", "seen"), [("", 0), ("3", 3), ("-1", 0), ("٣", 0), ("99999999999999999999", 0)])
def test_what_one_started_from_is_a_number_or_nothing(text: str, seen: int) -> None:
    form = filled(seen=text, via="carrier pigeon")
    assert words(form) == {}
    assert (form.cleaned_data["seen"], form.cleaned_data["via"]) == (seen, "")


hidden = st.fixed_dictionaries(
    {
        name: st.text(max_size=40)
        for name in ("opened", "submitted_at", "seen", "via", "participants", "scale", "invested")
    }
)


@given(fields=hidden)
def test_whatever_is_sent_it_answers(fields: dict[str, str]) -> None:
    form = filled(**fields)
    if form.is_valid():
        assert isinstance(form.content, Submission)
    assert {"opened", "submitted_at", "seen", "via"}.isdisjoint(form.errors) or "\0" in "".join(fields.values())


@pytest.fixture
def milestone(village: Village, leader: User) -> Milestone:
    make_plan(village, state=PlanState.APPROVED, approved_by=leader)
    return Milestone.objects.select_related("stage").get(name="烘干房建成")


def answered(milestone: Milestone, **parts: str) -> ReportForm:
    fields = {f"m{milestone.pk}-{part}": value for part, value in parts.items()}
    data = {"uuid": str(UUID(int=1)), "done": "做了", **fields}
    return ReportForm(data, milestones=[milestone], today=TODAY)


def test_what_is_said_of_a_milestone(milestone: Milestone) -> None:
    late = answered(milestone, state="delayed", due_on="2018-01-10", reason_kind="money", reason="款没到")
    done = answered(milestone, state="done", done_on="2017-11-16")
    on_time = answered(milestone, state="on_time")
    nothing = answered(milestone)
    assert not any(form.errors for form in (late, done, on_time, nothing))
    assert late.content.answers == (MilestoneSaid(milestone.pk, "delayed", date(2018, 1, 10), "money", "款没到"),)
    assert done.content.answers == (MilestoneSaid(milestone.pk, "done", done_on=TODAY),)
    assert on_time.content.answers == (MilestoneSaid(milestone.pk, "on_time"),)
    assert nothing.content.answers == ()


def test_fields_of_what_was_not_chosen_are_not_looked_at(milestone: Milestone) -> None:
    left = {"due_on": "bald", "reason_kind": "dragons", "reason": "字" * 301, "done_on": "2099-01-01"}
    form = answered(milestone, state="on_time", **left)
    assert words(form) == {}
    assert form.content.answers == (MilestoneSaid(milestone.pk, "on_time"),)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"state": "delayed"}, {"due_on": "写上“烘干房建成”推迟到哪天", "reason_kind": "选 1 项“不能按期的原因”"}),
        ({"state": "delayed", "due_on": "2018-01-10"}, {"reason_kind": "选 1 项“不能按期的原因”"}),
        (
            {"state": "delayed", "due_on": "年底", "reason_kind": "money"},
            {"due_on": "“推迟到哪天”写成 2017-11-02 这样"},
        ),
        ({"state": "delayed", "due_on": "1918-01-10", "reason_kind": "money"}, {"due_on": "1918 年不对，看看年份"}),
        (
            {"state": "delayed", "due_on": "2017-01-10", "reason_kind": "money"},
            {"due_on": "计划是 2017-12-15，推迟要写更晚的一天，看看年份"},
        ),
        (
            {"state": "delayed", "due_on": "2018-01-10", "reason_kind": "other"},
            {"reason": "选了“其他”，写明是什么原因"},
        ),
        (
            {"state": "delayed", "due_on": "2018-01-10", "reason_kind": "money", "reason": "42039919601101001X"},
            {"reason": "“说明”里有整个身份证号，删掉再交"},
        ),
        ({"state": "done"}, {"done_on": "写上“烘干房建成”哪天完成"}),
        ({"state": "done", "done_on": "2017-11-17"}, {"done_on": "完成日期还没有到，写已经过去的那天"}),
        ({"state": "done", "done_on": "1017-11-17"}, {"done_on": "1017 年太早了，看看年份对不对"}),
        ({"state": "given up"}, {"state": "“烘干房建成”没有这一项，重新选"}),
    ],
)
def test_an_answer_that_says_nothing_is_refused(
    milestone: Milestone, parts: dict[str, str], says: dict[str, str]
) -> None:
    expected = {f"m{milestone.pk}-{part}": [sentence] for part, sentence in says.items()}
    assert words(answered(milestone, **parts)) == expected


def test_milestones_are_found_by_the_names_of_fields() -> None:
    names = ["m12-state", "m12-due_on", "m3-state", "m0x3-state", "m-state", "xm4-state", "m" + "9" * 30 + "-state"]
    assert milestones_named(names) == {12, 3}


def test_the_empty_form_of_a_phone_needs_nothing() -> None:
    assert [field.name for field in ReportForm().visible_fields()] == [
        "work",
        "done",
        "participants",
        "scale",
        "invested",
        "help",
        "photos",
    ]
