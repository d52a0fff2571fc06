"""One row of a list of enterprises: what is understood, what is refused, what is left alone."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from enterprises.codes import Mode, Sector
from enterprises.models import Enterprise, Pairing
from households.actions.imports import commit_import, stage_import
from households.imports import marked_workbook
from office.demo.giving import credit_code, make_enterprise, pair_village
from povertyplan.audit.models import ImportBatch, ImportKind
from povertyplan.ui.sheets.outcomes import Preview, Problem
from tests.rosters import workbook
from villages.models import Village

HEADINGS = ("统一社会信用代码", "企业名称", "行业", "负责人", "联系电话", "从业人数", "所在村", "意向模式", "结对村")
CODE = credit_code(1)
NOTHING = {"new": 0, "changed": 0, "same": 0, "refused": 0}

ImportRows = Callable[..., Preview]


def row(**changes: Any) -> list[Any]:
    cells: dict[str, Any] = {
        **{"统一社会信用代码": CODE, "企业名称": "兴农食品有限公司", "行业": "制造业", "负责人": "崔金福"},
        **{
            "联系电话": "10000001384",
            "从业人数": 120,
            "所在村": "柳河村",
            "意向模式": "商贸扶贫、就业扶贫",
            "结对村": "柳河村",
        },
        **changes,
    }
    return [cells[heading] for heading in HEADINGS]


def stage(*rows: list[Any], headings: tuple[str, ...] = HEADINGS) -> ImportBatch:
    return stage_import(ImportKind.ENTERPRISES, "企业.xlsx", workbook(rows, headings=headings), by=None)


@pytest.fixture
def bring_in(village: Village, other_village: Village, today: date) -> ImportRows:
    def commit(*rows: list[Any], headings: tuple[str, ...] = HEADINGS) -> Preview:
        return commit_import(stage(*rows, headings=headings), by=None, today=today)

    return commit


def only_problem(result: Preview) -> Problem:
    assert len(result.problems) == 1, result.problems
    return result.problems[0]


@pytest.mark.parametrize(
    ("heading", "value", "code", "says"),
    [
        ("统一社会信用代码", "9142039", "credit_code_length", "18 位"),
        ("统一社会信用代码", "91420399MA4H1HG7GI", "credit_code_character", "I"),
        ("统一社会信用代码", "91420399MA4H1HG7GA", "credit_code_check", "校验位"),
        ("统一社会信用代码", 9.1420399e17, "credit_code_as_number", "设成文本"),
        ("统一社会信用代码", None, "missing_credit_code", "照营业执照写上"),
        ("企业名称", None, "missing_name", "营业执照"),
        ("负责人", None, "missing_head", "写上负责人姓名"),
        ("行业", None, "missing_sector", "写上行业"),
        ("行业", "制早业", "unknown_sector", "是不是“制造业”"),
        ("所在村", "柳河存", "unknown_village", "是不是“柳河村”"),
        ("结对村", "柳河存", "unknown_village", "是不是“柳河村”"),
        ("意向模式", "商贸扶贫、送温暖", "unknown_mode", "送温暖"),
        ("从业人数", "一百二", "employees_not_whole", "不是整数"),
        ("从业人数", 12.5, "employees_not_whole", "12.5"),
        ("从业人数", -3, "employees_negative", "小于 0"),
        ("从业人数", 12_000_000, "employees_out_of_range", "太大了"),
        ("联系电话", "见名片", "phone_shape", "不是电话号码"),
        ("负责人", "崔金福420399198003150017", "id_number_in_text", "身份证号"),
        ("企业名称", "很" * 61, "too_long", "60"),
    ],
)
def test_row_is_refused_with_its_reason(
    bring_in: ImportRows, heading: str, value: object, code: str, says: str
) -> None:
    result = bring_in(row(**{heading: value}), row(统一社会信用代码=credit_code(2)))
    problem = only_problem(result)
    assert (problem.code, problem.column, problem.row) == (code, heading, 3)
    assert says in problem.message
    assert result.tallies["enterprises"].as_json() == NOTHING | {"new": 1, "refused": 1}
    assert list(Enterprise.objects.values_list("credit_code", flat=True)) == [credit_code(2)]


def test_code_twice_in_the_file_refuses_both_rows(bring_in: ImportRows) -> None:
    result = bring_in(row(), row(企业名称="别的公司"))
    assert [(p.row, p.code) for p in result.problems] == [(3, "credit_code_twice"), (4, "credit_code_twice")]
    assert not Enterprise.objects.exists()


def test_problem_tells_the_credit_code(bring_in: ImportRows) -> None:
    problem = bring_in(row(从业人数=-3)).as_json()["problems"][0]
    assert problem["credit_code"] == CODE
    assert "household" not in problem


def test_other_headings_short_words_and_either_brackets_are_understood(bring_in: ImportRows) -> None:
    headings = (
        "信用代码",
        "企业(合作社)名称",
        "所属行业",
        "法定代表人",
        "联系方式",
        "职工人数（人）",
        "所在村（社区）",
        "帮扶方式",
        "帮扶村",
    )
    bring_in(
        row(
            统一社会信用代码=CODE.lower(),
            行业="农业",
            从业人数="120人",
            意向模式="智力，产业",
            结对村="柳河、石门村委会",
        ),
        headings=headings,
    )
    kept = Enterprise.objects.get()
    assert (kept.credit_code, kept.sector, kept.employees) == (CODE, Sector.FARMING, 120)
    assert kept.intended == [Mode.INDUSTRY, Mode.SKILLS]
    assert set(kept.pairings.values_list("village__name", flat=True)) == {"柳河村", "石门村"}


def test_blank_cells_do_not_erase(bring_in: ImportRows) -> None:
    bring_in(row())
    blank = dict.fromkeys(HEADINGS[1:])
    result = bring_in(row(**blank | {"企业名称": "兴农食品有限公司"}))
    assert result.tallies["enterprises"].same == 1
    assert Enterprise.objects.get().phone == "10000001384"


def test_change_is_shown_and_kept(bring_in: ImportRows) -> None:
    bring_in(row())
    result = bring_in(row(企业名称="丰泽食品有限公司", 从业人数=90, 所在村="石门村"))
    changes = [(c.label, c.old, c.new) for o in result.outcomes if o.noun == "enterprises" for c in o.changes]
    assert changes == [
        ("企业名称", "兴农食品有限公司", "丰泽食品有限公司"),
        ("从业人数", "120", "90"),
        ("所在村", "柳河村", "石门村"),
    ]
    kept = Enterprise.objects.get()
    assert (kept.name_initials, kept.employees) == ("fzspyxgs", 90)


def test_enterprise_that_the_file_leaves_out_is_left_alone(bring_in: ImportRows, village: Village) -> None:
    other = make_enterprise()
    pair_village(other, village)
    bring_in(row())
    other.refresh_from_db()
    assert other.left_on is None
    assert other.pairings.get().until is None


def test_other_village_adds_a_pairing_and_ends_none(
    bring_in: ImportRows, village: Village, other_village: Village
) -> None:
    bring_in(row())
    result = bring_in(row(结对村=other_village.name))
    assert result.tallies["pairings"].new == 1
    assert [(note.message, note.keys) for note in result.notes] == [("又结对一个村，原来结对的村没有动", (CODE,))]
    assert set(Pairing.objects.values_list("village", "until")) == {(village.pk, None), (other_village.pk, None)}


def test_pairing_that_has_ended_is_not_begun_again(bring_in: ImportRows, village: Village, today: date) -> None:
    pair_village(make_enterprise(credit_code=CODE), village, until=today - timedelta(days=1))
    result = bring_in(row())
    assert result.tallies["pairings"].same == 1
    assert "没有重新结对" in result.notes[0].message


def test_enterprise_that_left_is_not_paired_anew(bring_in: ImportRows, today: date) -> None:
    make_enterprise(credit_code=CODE, left_on=today)
    assert only_problem(bring_in(row())).code == "enterprise_left"


def test_marked_workbook_keeps_formulas_as_text(village: Village, other_village: Village, today: date) -> None:
    batch = stage(row(企业名称="@SUM(A1)", 从业人数=-3))
    sheet = openpyxl.load_workbook(io.BytesIO(marked_workbook(batch, today=today))).active
    assert sheet is not None
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("@SUM(A1)", "s")
    assert sheet["J3"].value == "从业人数：从业人数 -3 小于 0"
