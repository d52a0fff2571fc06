"""Workbooks made by code, for tests and benchmarks: rosters of any length, with whatever a test wants wrong."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl

from households.identity import check_digit

HEADINGS = (
    *("序号", "县（市、区）", "乡（镇）", "行政村", "自然村\n（组）", "户编号", "人编号", "姓名", "性别", "证件号码"),
    *("家庭\n人口", "与户主\n关系", "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间（月）"),
    *("是否参加大病医疗", "脱贫属性", "脱贫年度", "贫困户属性", "主要致贫原因", "其他致贫原因", "是否危房户"),
    *("是否解决安全饮用水", "人均纯收入（元）", "联系电话", "识别年度"),
)
RELATIONS = ("户主", "配偶", "之子", "之女", "之父", "之母")
FAMILY_NAMES, GIVEN_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "山水林田安康顺和明秀英芳兰桂成福生荣华云"
WIDTH = len(HEADINGS)


def id_number(sequence: int) -> str:
    """A valid number for each sequence below 20 million, from a region that does not exist."""
    day = date.fromordinal(date(1930, 1, 1).toordinal() + sequence // 999 % 20_000)
    seventeen = f"420399{day:%Y%m%d}{sequence % 999 + 1:03d}"
    return seventeen + check_digit(seventeen)


def household(number: int, *, size: int, village: str, **changes: Any) -> list[list[Any]]:
    """Rows of one household; `changes` set a column, by its heading without line breaks, in every row."""
    rows = []
    for n in range(size):
        person = number * 10 + n
        identity = id_number(person)
        name = FAMILY_NAMES[person % 20] + GIVEN_NAMES[person // 20 % 20] + GIVEN_NAMES[person // 400 % 20]
        gender = "男" if int(identity[16]) % 2 else "女"
        row: list[Any] = [
            *(person, "示范市", "示范办事处", village, f"{number % 9 + 1}组", f"4203990012{number:07d}"),
            *(f"4203990012{number:07d}{n + 1:02d}", name, gender, identity, size, RELATIONS[n], "汉族", "小学"),
            *("非在校生", "健康", "普通劳动力", 6, "是", "未脱贫", None, "一般贫困户", "因病", None, "否", "是"),
            *(2800.5 + number % 700, f"100{number:08d}" if n == 0 else None, 2014),
        ]
        rows.append(changed(row, **changes))
    return rows


def changed(row: Sequence[Any], **changes: Any) -> list[Any]:
    plain = ["".join(heading.split()).split("（")[0] for heading in HEADINGS]
    new = list(row)
    for heading, value in changes.items():
        new[plain.index(heading)] = value
    return new


def roster(rows: int, *, villages: Sequence[str], sizes: Sequence[int] = (2, 3, 1, 4)) -> list[list[Any]]:
    """Exactly `rows` person rows."""
    made: list[list[Any]] = []
    number = 0
    while len(made) < rows:
        size = min(sizes[number % len(sizes)], rows - len(made))
        made.extend(household(number, size=size, village=villages[number % len(villages)]))
        number += 1
    return made


def workbook(rows: Iterable[Sequence[Any]], *, headings: Sequence[Any] = HEADINGS, sheet: str = "名册") -> bytes:
    book = openpyxl.Workbook(write_only=True)
    made = book.create_sheet(sheet)
    made.append(["建档立卡贫困人口信息表"])
    made.append(list(headings))
    for row in rows:
        made.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
