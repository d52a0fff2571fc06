"""The pairing list: helpers with their whole information, and times that must not overlap."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from households.actions.imports import commit_import, stage_import
from households.models import Helper, HelperAssignment, Household
from office.demo.builders import make_household
from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.outcomes import Preview
from tests.rosters import workbook
from villages.models import Village

HEADINGS = (
    *("行政村", "户编号", "户主姓名", "帮扶责任人", "性别", "政治面貌", "单位", "单位隶属关系", "职务"),
    *("联系电话", "单位地址", "开始日期", "结束日期"),
)
NO = "42039900120100001"


def row(name: str, since: object, until: object = None, **changes: Any) -> list[Any]:
    cells: dict[str, Any] = {
        **{"行政村": "柳河村", "户编号": NO, "帮扶责任人": name, "性别": "女", "政治面貌": "党员"},
        **{
            "单位": "市农业局",
            "单位隶属关系": "县",
            "职务": "科员",
            "联系电话": 10000001302.0,
            "单位地址": "人民路1号",
        },
        **{"开始日期": since, "结束日期": until},
        **changes,
    }
    return [cells.get(heading) for heading in HEADINGS]


@pytest.fixture
def kept(village: Village, today: date) -> Household:
    return make_household(village, registry_no=NO, today=today)


@pytest.fixture
def pair(kept: Household, today: date) -> Callable[..., Preview]:
    def commit(*rows: list[Any]) -> Preview:
        batch = stage_import(ImportKind.HELPERS, "h.xlsx", workbook(rows, headings=HEADINGS), by=None)
        return commit_import(batch, by=None, today=today)

    return commit


def test_a_change_of_helper_ends_one_and_begins_the_next(pair: Callable[..., Preview]) -> None:
    pair(row("魏喜", datetime(2016, 6, 1)))
    result = pair(row("魏喜", "2016-06-01", "2016年11月30日"), row("陈香", "2016.12.1"))
    assert result.tallies["pairings"].as_json() == {"new": 1, "changed": 1, "same": 0, "refused": 0}
    assert list(HelperAssignment.objects.order_by("since").values_list("helper__name", "until")) == [
        ("魏喜", date(2016, 11, 30)),
        ("陈香", None),
    ]
    helper = Helper.objects.get(name="魏喜")
    assert (helper.phone, helper.politics, helper.organisation_level, helper.name_initials) == (
        "10000001302",
        "01",
        "04",
        "wx",
    )


def test_overlap_in_the_file_is_refused_with_both_sides(pair: Callable[..., Preview]) -> None:
    result = pair(row("魏喜", "2016-06-01"), row("陈香", "2016-12-01"))
    (problem,) = result.problems
    assert problem.code == "pairing_overlap"
    assert "第 3 行的魏喜" in problem.message
    assert result.tallies["pairings"].refused == 2
    assert not Helper.objects.exists()


def test_overlap_with_a_kept_pairing_is_refused(pair: Callable[..., Preview]) -> None:
    pair(row("魏喜", "2016-06-01"))
    result = pair(row("陈香", "2016-12-01"))
    assert [problem.code for problem in result.problems] == ["pairing_overlap"]
    assert "已登记的魏喜" in result.problems[0].message


def test_blank_end_never_reopens(pair: Callable[..., Preview]) -> None:
    pair(row("魏喜", "2016-06-01", "2016-11-30"))
    assert not pair(row("魏喜", "2016-06-01")).changes_anything
    assert HelperAssignment.objects.get().until == date(2016, 11, 30)


def test_changed_duty_is_shown(pair: Callable[..., Preview]) -> None:
    pair(row("魏喜", "2016-06-01"))
    result = pair(row("魏喜", "2016-06-01", 职务="主任", 单位=None))
    changes = [(c.label, c.old, c.new) for o in result.outcomes for c in o.changes]
    assert changes == [("职务", "科员", "主任")]
    assert Helper.objects.get().organisation == "市农业局"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (row("魏喜", "2016-06-01", 户编号="42039900129999999"), "unknown_household"),
        (row("魏喜", "2016-06-01", 户编号=None), "missing_household_no"),
        (row("魏喜", None), "missing_since"),
        (row("魏喜", "2016-02-31"), "not_a_date"),
        (row("魏喜", "2016-06-01", "2016-05-01"), "ends_before_start"),
        (row("", "2016-06-01"), "missing_helper_name"),
        (row("魏喜", "2016-06-01", 单位隶属关系="太空"), "unknown_organisation_level"),
    ],
)
def test_bad_row_is_refused_for_its_reason(pair: Callable[..., Preview], bad: list[Any], code: str) -> None:
    result = pair(bad)
    assert [problem.code for problem in result.problems] == [code]
    assert result.tallies["pairings"].refused == 1
    assert result.tallies["helpers"].refused == 1


def test_other_head_is_noted(pair: Callable[..., Preview]) -> None:
    result = pair(row("魏喜", "2016-06-01", 户主姓名="别人"))
    assert not result.problems
    assert result.notes[0].keys == (NO,)
