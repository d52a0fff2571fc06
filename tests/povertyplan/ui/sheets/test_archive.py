"""Hostile and broken files: refused with one sentence, in under two seconds and 200 MB."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from povertyplan.ui.sheets import archive
from povertyplan.ui.sheets.archive import Unreadable
from tests.rosters import HEADINGS, roster, saved, workbook

SHEET = "xl/worksheets/sheet1.xml"
OPEN = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = "</sheetData></worksheet>"


def with_part(content: bytes, name: str, part: bytes | Callable[[zipfile.ZipFile, str], None]) -> bytes:
    """The workbook with one part replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        if callable(part):
            part(new, name)
        else:
            new.writestr(name, part)
    return made.getvalue()


def small() -> bytes:
    return workbook(roster(3, villages=["柳河村"]))


def zip_bomb() -> bytes:
    def blow_up(zipped: zipfile.ZipFile, name: str) -> None:
        with zipped.open(name, "w", force_zip64=True) as part:
            part.write(OPEN.encode())
            for _ in range(300):
                part.write(b" " * 1_048_576)
            part.write(CLOSE.encode())

    return with_part(small(), SHEET, blow_up)


def entity_bomb() -> bytes:
    lines = ['<!ENTITY e0 "lol">']
    lines += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    body = f"<!DOCTYPE worksheet [{''.join(lines)}]><worksheet><sheetData>&e11;</sheetData></worksheet>"
    return with_part(small(), SHEET, body.encode())


def far_cell() -> bytes:
    """Two cells, one in the last corner: a reader would take memory for the whole rectangle."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="GR1048576"><v>1</v></c></row>'
    return with_part(small(), SHEET, (OPEN + cells + CLOSE).encode())


def no_dimension() -> bytes:
    """A long sheet of nothing without <dimension>, which makes some readers scan it before they start."""
    return with_part(small(), SHEET, (OPEN + "<row><c/></row>" * 2_000_000 + CLOSE).encode())


def hidden_sheet() -> bytes:
    return with_part(small(), "xl/worksheets/sheet1.bin", (OPEN + CLOSE).encode())


def many_columns() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([f"列{n}" for n in range(10_000)])
    return saved(book)


def long_token() -> bytes:
    return with_part(small(), SHEET, (OPEN + f'<row x="{"字ab" * 2_000_000}"/>' + CLOSE).encode())


def many_parts() -> bytes:
    made = io.BytesIO(small())
    with zipfile.ZipFile(made, "a") as zipped:
        for n in range(300):
            zipped.writestr(f"xl/media/{n}.png", b"")
    return made.getvalue()


def other_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr("../../etc/passwd", "x")
    return made.getvalue()


CORPUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "not a zip": (lambda: b"PK\x03\x04 but nothing more", "不是 Excel 工作簿"),
    "csv renamed": (lambda: ",".join(HEADINGS).encode(), "不是 Excel 工作簿"),
    "xls": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "旧版 .xls"),
    "another zip": (other_zip, "不是 Excel 工作簿"),
    "cut off": (lambda: small()[:-300], "不是 Excel 工作簿"),
    "broken xml": (lambda: with_part(small(), SHEET, b"<worksheet><sheetData><row>"), "不完整"),
    "zip bomb": (zip_bomb, "太大"),
    "entity bomb": (entity_bomb, "DOCTYPE"),
    "far cell": (far_cell, "太大"),
    "no dimension": (no_dimension, "太"),
    "10,000 columns": (many_columns, "200 列"),
    "long token": (long_token, "长得不合常理"),
    "many parts": (many_parts, "部件"),
    "hidden sheet": (hidden_sheet, "藏"),
}

MEASURE = """
import django; django.setup()
import json, re, sys, time
from pathlib import Path
from povertyplan.ui.sheets.reading import Unreadable, open_table
from households.imports.headings import ROSTER_LAYOUT
for path in sorted(Path(sys.argv[1]).iterdir()):
    content = path.read_bytes()
    start = time.process_time()
    try:
        open_table(content, ROSTER_LAYOUT)
        said = ""
    except Unreadable as refused:
        said = refused.message
    seconds = time.process_time() - start
    # Not getrusage: that begins with the peak of the process that started this one.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
    print(json.dumps([path.name, said, seconds, peak / 1024]))
"""


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, float]]:
    """Name → what was said, seconds of work, peak of memory in MB; all in one process of their own."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, (make, _sentence) in CORPUS.items():
        (folder / name).write_bytes(make())
    command = [sys.executable, "-c", MEASURE, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    told = [json.loads(line) for line in run.stdout.splitlines()]
    return {name: (said, seconds, peak) for name, said, seconds, peak in told}


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_file_is_refused_quickly_and_cheaply(name: str, refusals: dict[str, tuple[str, float, float]]) -> None:
    said, seconds, megabytes = refusals[name]
    assert CORPUS[name][1] in said
    assert seconds < 2, f"{seconds:.1f} s"
    assert megabytes < 200, f"{megabytes:.0f} MB"


def test_real_roster_passes() -> None:
    archive.check((Path(__file__).parents[3] / "data" / "roster.xlsx").read_bytes())


def test_formatted_empty_cells_do_not_count() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    archive.check(with_part(small(), SHEET, (OPEN + cells + CLOSE).encode()))


def test_file_over_the_limit_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="MB"):
        archive.check(b"PK" + b"\0" * archive.MAX_FILE)
