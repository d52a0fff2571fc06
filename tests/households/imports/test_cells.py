"""Cells as real rosters have them: numbers as text, text as numbers, and what Excel has destroyed."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from households.imports import cells
from households.imports.cells import BadCell
from households.imports.labels import LABELS

TODAY = date(2017, 11, 16)


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.income, "3,875.91", 387591),
        (cells.income, "3287.72元", 328772),
        (cells.income, 4711.24, 471124),
        (cells.income, 2800.0, 280000),
        (cells.income, "３８７５元／年", 387500),
        (cells.income, 3287.724999, 328772),
        (cells.year, "2014年", 2014),
        (cells.year, 2014.0, 2014),
        (cells.year, "2014.0", 2014),
        (cells.year, datetime(2015, 3, 1), 2015),
        (cells.year, "2016-05", 2016),
        (cells.phone, 10000000841.0, "10000000841"),
        (cells.phone, " 1000000 0841", "10000000841"),
        (cells.phone, "0719-5221234", "0719-5221234"),
        (cells.months, "8个月", 8),
        (cells.months, 0.0, 0),
        (cells.yes_no, "是", True),
        (cells.yes_no, "×", False),
        (cells.day, "2016年6月1日", date(2016, 6, 1)),
        (cells.day, "2016.6.1", date(2016, 6, 1)),
        (cells.day, "20160601", date(2016, 6, 1)),
        (cells.day, 42522.0, date(2016, 6, 1)),
        (cells.day, datetime(2016, 6, 1, 8, 30), date(2016, 6, 1)),
        (cells.causes, "交通条件落后、缺技术", ["10", "07"]),
        (cells.causes, "缺劳动力", ["08"]),
        (cells.health, "残疾且慢性病", ["02", "04"]),
        (cells.health, "大病；残疾", ["03", "04"]),
        (cells.number_text, 42039900120100.0, "42039900120100"),
    ],
)
def test_value_is_read(reader: Callable[[Any], Any], cell: object, value: object) -> None:
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell", "code"),
    [
        (cells.income, -350.0, "negative_income"),
        (cells.income, "三千", "not_a_number"),
        (cells.income, "1e99999", "not_a_number"),
        (cells.year, "14年", "not_a_year"),
        (cells.year, 20146.0, "not_a_year"),
        (cells.months, 13.0, "months_13"),
        (cells.months, "-1", "months_-1"),
        (cells.months, 7.5, "months_not_whole"),
        (cells.phone, "没有", "phone_shape"),
        (cells.yes_no, "可能", "not_yes_no"),
        (cells.day, "2016-02-31", "not_a_date"),
        (cells.causes, "因病、因学、因灾", "three_other_causes"),
        (cells.causes, "因懒", "unknown_cause"),
        (cells.health, "健康、残疾", "health_conflict"),
        (cells.coded("category"), "富裕户", "unknown_category"),
        (cells.number_text, 4.2039900120100841e16, "number_destroyed"),
        (cells.number_text, "户1", "number_shape"),
    ],
)
def test_problem_has_its_code(reader: Callable[[Any], Any], cell: object, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        reader(cell)
    assert bad.value.code == code
    assert "！" not in bad.value.message


@pytest.mark.parametrize(
    "cell",
    [
        "'42039919550510290X",
        " 42039919550510290x ",
        "420399 19550510290X\u3000",
        "４２０３９９１９５５０５１０２９０Ｘ",
    ],
)
def test_clutter_around_an_id_number(cell: str) -> None:
    number = cells.identity(cell, today=TODAY)
    assert number is not None
    assert number.text == "42039919550510290X"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (4.203991960010114e17, "id_as_number"),
        ("4.20399E+17", "id_as_number"),
        (float("nan"), "id_as_number"),
        ("4203991997052093981", "id_length_19"),
        (420399550510290.0, "id_length_15"),
        ("420399195302302256", "id_bad_date"),
        ("420399195304132257", "id_check_digit"),
        ("4203991953O4132256", "id_characters"),
    ],
)
def test_wrong_id_number_says_what_is_wrong_and_not_the_number(cell: object, code: str) -> None:
    with pytest.raises(BadCell) as bad:
        cells.identity(cell, today=TODAY)
    assert bad.value.code == code
    assert not re.search(r"\d{15}", bad.value.message)


def test_destroyed_number_names_excel() -> None:
    with pytest.raises(BadCell, match=r"Excel 把证件号变成了数字 4\.20399E\+17，后几位已经丢了"):
        cells.identity(4.203991960010114e17, today=TODAY)


def test_blank_of_clutter_is_no_number() -> None:
    assert cells.identity("'\u3000", today=TODAY) is None


def test_spaces_inside_a_chinese_name_go() -> None:
    assert cells.text("周  海海\u3000", most=40) == "周海海"
    assert cells.text("  Wang  Li ", most=40) == "Wang Li"
    assert cells.text("\x00李\x07山", most=40) == "李山"


def test_area_keeps_its_decimals() -> None:
    assert cells.amount("3.456亩", places=2, most=100) == Decimal("3.46")


@pytest.mark.parametrize("table", LABELS)
def test_national_labels_are_all_known(table: str) -> None:
    labels = LABELS[table]
    assert all(labels.code(str(label)) == code for code, label in labels.choices.choices)


def test_near_label_is_offered() -> None:
    with pytest.raises(BadCell, match="是不是“低保贫困户”"):
        cells.coded("category")("低保困难户")


@pytest.mark.parametrize(
    ("read", "cell", "code"),
    [
        (partial(cells.text, most=40), "李长根42039919710305001X", "id_number_in_text"),
        (cells.day, "0001-01-01", "not_a_date"),
        (cells.day, "9999-12-31", "not_a_date"),
    ],
)
def test_what_the_register_cannot_hold_is_refused_in_its_cell(
    read: Callable[[object], object], cell: str, code: str
) -> None:
    with pytest.raises(BadCell) as bad:
        read(cell)
    assert bad.value.code == code
