"""Photographed papers and houses drawn by code, marked 演示: a handful of files that stand behind many verdicts.

Nobody's name, number or home is on them; which household a paper is about is said by the row that it proves.
"""

from enum import Enum
from hashlib import sha256
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from office.printing.fonts import system_faces
from povertyplan.files.models import FileKind, StoredFile

SIZE = (600, 800)
TABLE, SHEET, INK, FAINT, RED = "#8d7a64", "#f7f5ee", "#2b2b2b", "#b9b6ac", "#b53a2e"
MARK = "演示"


class Paper(Enum):
    """What is on the picture; the value is the heading, or the grade of a house."""

    MINUTES = "民主评议会议记录"
    VERIFICATION = "入户核实表"
    CONSENT = "户认可签字页"
    NOTICE = "退出公示"
    REVIEW = "退出审核表"
    APPROVAL = "关于同意退出的批复"
    ANNOUNCEMENT = "退出公告"
    HOUSE_TILED = "瓦房"
    HOUSE_FLAT = "平房"
    HOUSE_NEW = "安置房"
    APPLICATION = "贫困村出列申请书"
    CHECK = "出列指标核查表"
    FIGURES = "村情统计表"
    RECEIPT = "村集体收入账页"
    ROAD = "通组公路"
    PLAN_MINUTES = "产业论证会议记录"
    INVOICE = "发票"


HOUSES = (Paper.HOUSE_TILED, Paper.HOUSE_FLAT, Paper.HOUSE_NEW)
_SCENES = {*HOUSES, Paper.ROAD}


def keep_papers() -> dict[Paper, StoredFile]:
    """One stored file each. The file of an earlier seed is the same and is taken again."""
    rows = []
    for paper in Paper:
        content = photo(paper)
        digest = sha256(content).hexdigest()
        name = f"files/demo/{digest[:32]}.{FileKind.PHOTO}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
        rows.append(StoredFile(sha256=digest, kind=FileKind.PHOTO, size=len(content), content=name))
    return dict(zip(Paper, StoredFile.objects.bulk_create(rows), strict=True))


def photo(paper: Paper) -> bytes:
    """A JPEG; equal for equal arguments."""
    random = Random(paper.value)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE, TABLE)
    sheet = ImageDraw.Draw(image)
    if paper is Paper.ROAD:
        _road(sheet)
    elif paper in _SCENES:
        _house(sheet, paper)
    else:
        _page(random, sheet, paper.value)
        image = image.rotate(random.uniform(-2.2, 2.2), fillcolor=TABLE)
    _mark(image)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _page(random: Random, sheet: ImageDraw.ImageDraw, heading: str) -> None:
    """A form filled in by hand, seen from above, with a round seal at its foot."""
    sheet.rectangle((48, 42, 562, 768), fill="#6f604e")
    sheet.rectangle((40, 32, 552, 758), fill=SHEET)
    sheet.text((296, 84), heading, INK, font(30), anchor="mm")
    for y in range(140, 560, 42):
        sheet.line((76, y, 516, y), FAINT, 1)
        x = 84.0
        while x < random.uniform(300, 500):
            length = random.uniform(8, 22)
            sheet.line((x, y - random.uniform(10, 18), x + length, y - random.uniform(8, 20)), "#4a5568", 2)
            x += length + random.uniform(3, 9)
    sheet.rectangle((76, 140, 516, 560), outline=INK, width=2)
    sheet.line((196, 140, 196, 560), INK, 1)
    sheet.text((84, 600), "签字（盖章）：", INK, font(22))
    sheet.ellipse((352, 586, 492, 726), outline=RED, width=5)
    sheet.text((422, 656), MARK, RED, font(34), anchor="mm")


def _house(sheet: ImageDraw.ImageDraw, paper: Paper) -> None:
    wall, roof = {
        Paper.HOUSE_TILED: ("#e5dccb", "#6d4a3c"),
        Paper.HOUSE_FLAT: ("#d9d4cc", "#8c8a86"),
        Paper.HOUSE_NEW: ("#f1ede4", "#3f5f73"),
    }[paper]
    sheet.rectangle((0, 0, 600, 470), fill="#cfe0e6")
    sheet.polygon([(0, 330), (170, 190), (340, 310), (470, 220), (600, 300), (600, 480), (0, 480)], fill="#8fa88a")
    sheet.rectangle((0, 470, 600, 800), fill="#b9a98c")
    if paper is Paper.HOUSE_FLAT:
        sheet.rectangle((70, 300, 530, 326), fill=roof)
    else:
        sheet.polygon([(46, 330), (120, 232), (480, 232), (554, 330)], fill=roof)
    sheet.rectangle((80, 326, 520, 560), fill=wall)
    if paper is Paper.HOUSE_NEW:
        sheet.rectangle((80, 436, 520, 444), fill=roof)
    sheet.rectangle((262, 420, 338, 560), fill="#7c5a3f")
    for x in (122, 398):
        sheet.rectangle((x, 384, x + 80, 456), fill="#5d7482")
        sheet.line((x + 40, 384, x + 40, 456), wall, 4)
        sheet.line((x, 420, x + 80, 420), wall, 4)
    sheet.polygon([(262, 560), (338, 560), (420, 800), (180, 800)], fill="#cfc8ba")


def _road(sheet: ImageDraw.ImageDraw) -> None:
    sheet.rectangle((0, 0, 600, 340), fill="#cfe0e6")
    sheet.polygon([(0, 320), (140, 180), (300, 300), (450, 170), (600, 290), (600, 380), (0, 380)], fill="#8fa88a")
    sheet.rectangle((0, 360, 600, 800), fill="#93a970")
    sheet.polygon([(286, 360), (314, 360), (560, 800), (40, 800)], fill="#c9c6bf")
    for top, half in ((390, 2), (450, 4), (530, 6), (640, 9)):
        sheet.polygon(
            [(300 - half, top), (300 + half, top), (302 + half, top + 40), (298 - half, top + 40)], fill=SHEET
        )


def _mark(image: Image.Image) -> None:
    sheet = ImageDraw.Draw(image)
    sheet.rectangle((0, 752, 600, 800), fill="#1f2a2e")
    sheet.text((300, 776), f"{MARK}图片，不是真的凭证", "#ffffff", font(24), anchor="mm")


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    faces = system_faces()
    return ImageFont.truetype(str(faces[0].path), size, index=faces[0].index) if faces else ImageFont.load_default(size)
