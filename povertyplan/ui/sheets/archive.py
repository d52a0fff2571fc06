"""Is this file a workbook that can be opened safely? Answered before any reader of workbooks sees it.

A workbook is a zip of XML. Each member is inflated in small pieces and thrown away: real bytes are counted, a
document type (where entity bombs live) is refused, and the filled cells are bounded, because a reader takes memory
for the whole rectangle up to the last one. So a hostile file costs this check and nothing more (reliability §6).
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from povertyplan.audit.refusal import Refused

MEGABYTE = 1024 * 1024
MAX_FILE = 30 * MEGABYTE
MAX_MEMBERS = 200
# A roster of 100,000 people in 29 columns inflates to 120 MB of sheet and 25 MB of shared texts.
MAX_SHEETS = 200 * MEGABYTE
MAX_OTHERS = 60 * MEGABYTE
MAX_RATIO = 100
MAX_TOKEN = MEGABYTE
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_MERGES = 50_000
MAX_ELEMENTS = 8_000_000
PIECE = 64 * 1024
R = ["r"]
FILLED = frozenset({"v", "is", "f"})
_XLS = b"\xd0\xcf\x11\xe0"


class Unreadable(Refused):
    """The file cannot be read as a workbook; the message says why and what to do."""


def check(content: bytes) -> None:
    """Raises Unreadable unless `content` is an .xlsx within all bounds. Takes memory for one piece at a time."""
    if not content:
        raise Unreadable("这个文件是空的，选另一个文件")
    if len(content) > MAX_FILE:
        raise Unreadable(f"文件超过 {MAX_FILE // MEGABYTE} MB，分成几份再导入")
    if content.startswith(_XLS):
        raise Unreadable("这是旧版 .xls 或加了密码的文件，在 Excel 里去掉密码、另存为 .xlsx 再导入")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, OSError, ValueError):
        raise Unreadable("这不是 Excel 工作簿，或文件已损坏。在 Excel 里打开，另存为 .xlsx 再导入") from None
    except RuntimeError:  # what zipfile says of an encrypted member
        raise Unreadable("文件加了密码，去掉密码再导入") from None


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unreadable(f"文件里有 {len(members)} 个部件，一般的工作簿不会超过 {MAX_MEMBERS} 个，没有打开")
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise Unreadable("这不是 Excel 工作簿（.xlsx），在 Excel 里打开，另存为 .xlsx 再导入")
    if len(names) < len(members):
        raise Unreadable("文件里有重名的部件，没有打开")
    left = {True: MAX_SHEETS, False: MAX_OTHERS}
    for member in members:
        is_sheet = member.filename.startswith("xl/worksheets/")
        left[is_sheet] -= _check_member(archive, member, left[is_sheet])


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    """Inflates it piece by piece; the number of real bytes."""
    scan = _SheetScan() if member.filename.endswith((".xml", ".rels")) else None
    inflated = 0
    tail = b""
    # Small parts of a real workbook compress well; only what costs something is held to the ratio.
    ratio_bound = max(MEGABYTE, member.compress_size * MAX_RATIO)
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            inflated += len(piece)
            if inflated > allowed or inflated > ratio_bound:
                raise Unreadable("文件展开后太大，像是压缩炸弹，没有打开。在 Excel 里另存一份，或分成几份再导入")
            if scan:
                scan.feed(piece)
            elif b"sheetData" in tail + piece:
                raise Unreadable("文件里有一张表藏在不该在的地方，没有打开。在 Excel 里另存一份再导入")
            tail = piece[-16:]
    if scan:
        scan.close()
    return inflated


class _SheetScan:
    """An XML part: no document type, no endless token, and how far the filled cells reach.

    Every part is held to this, since any of them may be named as a sheet. Formatted empty cells do not count.
    """

    def __init__(self) -> None:
        self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._watch()
        self._elements = 0

    def feed(self, piece: bytes) -> None:
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError:
            raise Unreadable("文件里有一部分读不出来，多半已损坏。在 Excel 里打开，另存一份再导入") from None
        if self._elements > MAX_ELEMENTS:
            raise Unreadable("表格里的格子太多，没有打开。分成几份再导入")
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise Unreadable("文件里有一格长得不合常理，没有打开")

    def close(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise Unreadable("文件不完整，重新下载或在 Excel 里另存一份再导入") from None

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise Unreadable("文件里有 Excel 不会写的内容（DOCTYPE），没有打开")

    def _watch(self) -> Callable[[str, list[str]], None]:
        """The handler of each element's start. One closure: it runs for every cell of the file."""
        columns: dict[str, int] = {}
        row = column = last_row = last_column = merges = 0

        def start(tag: str, attributes: list[str]) -> None:
            nonlocal row, column, last_row, last_column, merges
            self._elements += 1
            if ":" in tag:
                tag = tag.rpartition(":")[2]
            if tag == "c":
                place = attributes[1] if attributes[:1] == R else _value(attributes)
                letters = place.rstrip("0123456789")
                if not letters:
                    column += 1
                    return
                column = columns.get(letters) or columns.setdefault(letters, _column_number(letters))
                if digits := place[len(letters) :]:
                    row = int(digits[:8])
            elif tag in FILLED:
                if row > last_row or column > last_column:
                    last_row, last_column = max(row, last_row), max(column, last_column)
                    _check_extent(last_row, last_column)
            elif tag == "row":
                number = _value(attributes)
                row = int(number) if number.isdecimal() and len(number) < 9 else row + 1
                column = 0
            elif tag == "mergeCell":
                merges += 1
                if merges > MAX_MERGES:
                    raise Unreadable(f"表格里合并的单元格超过 {MAX_MERGES} 处，取消合并再导入")

        return start


def _value(attributes: list[str]) -> str:
    """Of `r` in a list of names and values by turns."""
    names = attributes[::2]
    return attributes[names.index("r") * 2 + 1] if "r" in names else ""


def _check_extent(row: int, column: int) -> None:
    if column > MAX_COLUMNS:
        raise Unreadable(f"表格超过 {MAX_COLUMNS} 列，删去右边用不着的列再导入")
    if row * column > MAX_CELLS:
        raise Unreadable(f"表格排到了第 {row} 行第 {column} 列，太大了。删去下面用不着的行，或分成几份再导入")


def _column_number(letters: str) -> int:
    """A → 1, AA → 27; whatever is not a column of Excel counts as far beyond."""
    number = 0
    for letter in letters[:4].upper():
        if not "A" <= letter <= "Z":
            return MAX_COLUMNS + 1
        number = number * 26 + ord(letter) - 64
    return number
