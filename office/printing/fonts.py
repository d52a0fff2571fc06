"""The typefaces of printed sheets: Noto Sans and Serif CJK of the system, cut down once to what offices write.

WeasyPrint copies and subsets the whole 19 MB collection for every document; a face with the characters of GB 2312
alone costs a tenth of that and leaves a third of the file (benchmarks/bags.py). Rare characters of names still
come from the whole collection, which stands second in the private font list.
"""

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings

from povertyplan.audit.refusal import Refused

# Family and style in the system → the family that the style sheets name before it.
NEEDED = {
    ("Noto Sans CJK SC", "Regular"): "Paper Sans",
    ("Noto Sans CJK SC", "Bold"): "Paper Sans",
    ("Noto Serif CJK SC", "Bold"): "Paper Serif",
}
RECIPE = "3"  # part of the folder's name: another way of cutting makes other files
REFUSAL = "打印要用的中文字体或 libharfbuzz-subset 没有装好，请管理员装上 fonts-noto-cjk 和 libharfbuzz-subset0"
# Neither layout tables nor vertical metrics: every sheet is horizontal and in Chinese, and shaping is faster.
_DROPPED_TABLES = (b"BASE", b"GPOS", b"GSUB", b"VORG", b"vhea", b"vmtx")
_RETURN_POINTERS = (
    "hb_blob_create",
    "hb_face_create",
    "hb_subset_input_create_or_fail",
    "hb_subset_input_unicode_set",
    "hb_subset_input_set",
    "hb_subset_or_fail",
    "hb_face_reference_blob",
    "hb_blob_get_data",
)
_DROP_TABLE_TAG = 3  # HB_SUBSET_SETS_DROP_TABLE_TAG
_READ_ONLY = 1  # HB_MEMORY_MODE_READONLY


@dataclass(frozen=True)
class Face:
    """One face of a font file of the system; `index` counts inside a collection."""

    family: str
    style: str
    path: Path
    index: int


def subset_library() -> ctypes.CDLL | None:
    """libharfbuzz-subset, without which WeasyPrint works twenty times slower and only warns."""
    try:
        return ctypes.CDLL(ctypes.util.find_library("harfbuzz-subset") or "libharfbuzz-subset.so.0")
    except OSError:
        return None


@cache
def system_faces() -> tuple[Face, ...]:
    """The needed faces that this machine has."""
    program = shutil.which("fc-list")
    if program is None:
        return ()
    listing = subprocess.run(
        [program, ":lang=zh-cn", "--format=%{family[0]}\t%{style[0]}\t%{index}\t%{file}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[tuple[str, str], Face] = {}
    for line in listing.stdout.splitlines():
        family, style, index, path = line.split("\t")
        if (family, style) in NEEDED:
            found.setdefault((family, style), Face(family, style, Path(path), int(index)))
    return tuple(found[key] for key in NEEDED if key in found)


def missing_faces() -> list[str]:
    """Families and styles that paper needs and this machine lacks."""
    present = {(face.family, face.style) for face in system_faces()}
    return [f"{family} {style}" for family, style in NEEDED if (family, style) not in present]


@cache
def folder() -> Path:
    """The folder with fonts.conf, the cut faces and coverage.txt; made once for each state of the system's fonts."""
    faces = system_faces()
    if missing_faces() or subset_library() is None:
        raise Refused(REFUSAL)
    state = [(str(face.path), face.index, face.path.stat().st_size, face.path.stat().st_mtime_ns) for face in faces]
    name = sha256(repr((RECIPE, state)).encode()).hexdigest()[:16]
    home = Path(settings.PAPER_FONTS)
    made = home / name
    if not (made / "fonts.conf").exists():
        home.mkdir(parents=True, exist_ok=True)
        _make(home, made, faces)
    return made


def _make(home: Path, made: Path, faces: tuple[Face, ...]) -> None:
    """Written beside its place and renamed: two processes may do it at the same time."""
    draft = Path(tempfile.mkdtemp(dir=home))
    for face in faces:
        _write_cut(face, draft / f"{face.family.replace(' ', '')}-{face.style}.otf")
    (draft / "coverage.txt").write_text("".join(map(chr, _coverage(faces[0]))), encoding="utf-8")
    (draft / "fonts.conf").write_text(_configuration(made, faces), encoding="utf-8")
    draft.chmod(0o755)
    try:
        draft.rename(made)
    except OSError:  # another process was faster
        shutil.rmtree(draft)


def _configuration(made: Path, faces: tuple[Face, ...]) -> str:
    """A font list of our files only: what else is installed can change neither the look nor the speed."""
    originals = sorted({face.path for face in faces})
    dirs = "".join(f"<dir>{escape(str(place))}</dir>" for place in [made, *sorted({p.parent for p in originals})])
    kept = "".join(f"<glob>{escape(str(path))}</glob>" for path in [made / "*", *originals])
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f"{dirs}<cachedir>/var/cache/fontconfig</cachedir><cachedir>{escape(str(made / 'cache'))}</cachedir>"
        "<selectfont><rejectfont><glob>*</glob></rejectfont>"
        f"<acceptfont>{kept}</acceptfont></selectfont></fontconfig>"
    )


def characters() -> list[int]:
    """Code points of the cut faces: Latin, GB 2312 and the signs that the sheets print."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chinese = {ord(c) for pair in pairs for c in pair.decode("gb2312", errors="ignore")}
    return sorted(chinese | set(range(0x20, 0x7F)) | {ord(c) for c in "\u00a0\u2212·×…—–￥²㎡"})


def _coverage(face: Face) -> list[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow start

    with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
        return sorted(code for code in font.getBestCmap() if not 0xD800 <= code <= 0xDFFF)


def _write_cut(face: Face, target: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow start

    target.write_bytes(_cut(face))
    with TTFont(target, lazy=True) as font:
        names = font["name"]
        family = NEEDED[face.family, face.style]
        names.names = []
        for number, text in {
            1: family,
            2: face.style,
            4: f"{family} {face.style}",
            6: f"{family.replace(' ', '')}-{face.style}",
        }.items():
            names.setName(text, number, 3, 1, 0x409)
        renamed = target.with_suffix(".new")
        font.save(renamed)
    renamed.replace(target)


def _cut(face: Face) -> bytes:
    """The face with `characters()` only. fontTools would need half a minute for what HarfBuzz does at once."""
    hb = subset_library()
    if hb is None:
        raise Refused(REFUSAL)
    for name in _RETURN_POINTERS:
        getattr(hb, name).restype = ctypes.c_void_p
    pointer = ctypes.c_void_p
    data = face.path.read_bytes()
    blob = pointer(hb.hb_blob_create(data, len(data), _READ_ONLY, None, None))
    source = pointer(hb.hb_face_create(blob, face.index))
    wish = pointer(hb.hb_subset_input_create_or_fail())
    wanted = pointer(hb.hb_subset_input_unicode_set(wish))
    for code in characters():
        hb.hb_set_add(wanted, code)
    dropped = pointer(hb.hb_subset_input_set(wish, _DROP_TABLE_TAG))
    for tag in _DROPPED_TABLES:
        hb.hb_set_add(dropped, int.from_bytes(tag, "big"))
    cut = pointer(hb.hb_subset_or_fail(source, wish))
    if not cut:
        raise Refused(f"字体 {face.path.name} 读不出来，请管理员重装 fonts-noto-cjk")
    result = pointer(hb.hb_face_reference_blob(cut))
    length = ctypes.c_uint()
    start = hb.hb_blob_get_data(result, ctypes.byref(length))
    content = ctypes.string_at(start, length.value)
    for thing, end in ((result, hb.hb_blob_destroy), (cut, hb.hb_face_destroy), (wish, hb.hb_subset_input_destroy)):
        end(thing)
    for thing, end in ((source, hb.hb_face_destroy), (blob, hb.hb_blob_destroy)):
        end(thing)
    return content


@cache
def _covered() -> frozenset[str]:
    return frozenset((folder() / "coverage.txt").read_text(encoding="utf-8"))


def uncovered(text: str) -> list[str]:
    """Characters of `text` that no face can draw, in order; invisible marks need no glyph.

    Names from old systems carry private-use characters (U+E000–U+F8FF): they would be printed as empty boxes,
    and the text of the PDF would still look right.
    """
    return [c for c in dict.fromkeys(text) if c not in _covered() and unicodedata.category(c) not in ("Cf", "Cc", "Mn")]


def undrawable_words(text: str) -> str:
    """字体里没有 “𰻞”（U+30EDE），打不出来; nothing where every character has its glyph."""
    named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in uncovered(text))
    return f"字体里没有 {named}，打不出来" if named else ""


@contextmanager
def private_list() -> Iterator[None]:
    """Inside, fontconfig reads our list instead of the system's."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(folder() / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before
