"""Photos of fields and stables drawn by code, marked 演示: a handful stands behind all reports (see `papers`)."""

from collections.abc import Callable
from enum import Enum
from functools import partial
from hashlib import sha256
from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from office.demo.papers import MARK, font
from povertyplan.files.models import FileKind, StoredFile

SIZE = (800, 600)


class Scene(Enum):
    """What is on the picture; the value is its caption."""

    TERRACE = "坡上的茶园"
    ORCHARD = "果园"
    SHED = "大棚"
    POND = "库湾水面"
    PEN = "羊舍"
    HIVES = "蜂场"
    ROWS = "药材地"
    HALL = "培训"
    LANE = "便道"


# What the officers of each product have to show; everybody has a meeting and a road.
OF_PRODUCT = {
    "茶叶": Scene.TERRACE,
    "香菇": Scene.SHED,
    "核桃": Scene.ORCHARD,
    "柑橘": Scene.ORCHARD,
    "生态鱼": Scene.POND,
    "蔬菜": Scene.SHED,
    "黑山羊": Scene.PEN,
    "金银花": Scene.ROWS,
    "油茶": Scene.TERRACE,
    "土蜂蜜": Scene.HIVES,
    "中药材": Scene.ROWS,
    "猕猴桃": Scene.ORCHARD,
}
OF_EVERYBODY = (Scene.HALL, Scene.LANE)


def keep_scenes() -> dict[Scene, StoredFile]:
    """One stored file each. The file of an earlier seed is the same and is taken again."""
    rows = []
    for scene in Scene:
        content = photo(scene)
        digest = sha256(content).hexdigest()
        name = f"files/demo/{digest[:32]}.{FileKind.PHOTO}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
        rows.append(StoredFile(sha256=digest, kind=FileKind.PHOTO, size=len(content), content=name))
    return dict(zip(Scene, StoredFile.objects.bulk_create(rows), strict=True))


def photo(scene: Scene) -> bytes:
    """A JPEG; equal for equal arguments."""
    random = Random(scene.name)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE, "#cfe0e6")
    sheet = ImageDraw.Draw(image)
    if scene is not Scene.HALL:
        _hills(random, sheet)
    _DRAWN[scene](random, sheet)
    sheet.rectangle((0, 560, 800, 600), fill="#1f2a2e")
    sheet.text((400, 580), f"{MARK}图片：{scene.value}", "#ffffff", font(22), anchor="mm")
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _hills(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    for top, colour in ((150, "#a9c0b0"), (210, "#8fa88a")):
        ridge = [(x, top + random.randint(-60, 40)) for x in range(0, 801, 100)]
        sheet.polygon([(0, 600), *ridge, (800, 600)], fill=colour)
    sheet.rectangle((0, 290, 800, 600), fill="#93a970")


def _rows(random: Random, sheet: ImageDraw.ImageDraw, *, ground: str, plant: str, arch: int) -> None:
    """Lines of plants across a slope, each a little lower at its ends."""
    sheet.rectangle((0, 290, 800, 600), fill=ground)
    for n, y in enumerate(range(310, 580, 34)):
        for x in range(-10, 820, 18 + 2 * n):
            lift = arch * (1 - ((x - 400) / 400) ** 2)
            size = 5 + n + random.randint(0, 2)
            sheet.ellipse((x - size, y - lift - size, x + size, y - lift + size // 2), fill=plant)


def _trees(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    for row, y in enumerate((360, 430, 520)):
        for x in range(40 + 30 * row, 800, 120 + 20 * row):
            size = 26 + 10 * row
            sheet.line((x, y, x, y + size), fill="#5d4630", width=8)
            sheet.ellipse((x - size, y - 2 * size, x + size, y), fill="#3f6b4a")
            for _ in range(7):
                fx, fy = x + random.randint(-size + 8, size - 8), y - random.randint(8, 2 * size - 12)
                sheet.ellipse((fx - 5, fy - 5, fx + 5, fy + 5), fill="#d98a2b")


def _shed(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    sheet.pieslice((60, 250, 740, 870), 180, 360, fill="#dfe7e6", outline="#8c9a9c", width=5)
    for x in range(120, 720, 60):
        sheet.line((x, 480 - abs(400 - x) // 6, x, 560), "#8c9a9c", 3)
    for y in (430, 480, 530):
        for x in range(130, 690, 26):
            sheet.rectangle((x, y, x + 16, y + 24), fill=random.choice(("#6d5a48", "#7c6a55")))
            sheet.ellipse((x + 2, y - 7, x + 14, y + 4), fill="#b98f5e")


def _pond(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    sheet.rectangle((0, 300, 800, 600), fill="#6f9fb5")
    for y in range(320, 560, 22):
        x = random.randint(0, 60)
        while x < 800:
            sheet.line((x, y, x + random.randint(20, 70), y), "#8fb8c9", 3)
            x += random.randint(90, 160)
    sheet.polygon([(300, 430), (520, 430), (480, 474), (340, 474)], fill="#5d4630")
    sheet.rectangle((392, 370, 432, 430), fill="#c8543f")


def _pen(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    sheet.polygon([(80, 330), (400, 230), (720, 330)], fill="#6d4a3c")
    sheet.rectangle((110, 330, 690, 470), fill="#d8cfc0")
    for x in range(110, 700, 40):
        sheet.line((x, 400, x, 470), "#8d7a64", 6)
    for _ in range(9):
        x, y = random.randint(60, 700), random.randint(480, 530)
        sheet.ellipse((x, y, x + 54, y + 28), fill="#2b2b2b")
        sheet.ellipse((x + 44, y - 12, x + 68, y + 8), fill="#2b2b2b")
        for leg in (8, 20, 34, 46):
            sheet.line((x + leg, y + 22, x + leg, y + 38), "#2b2b2b", 4)


def _hives(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    for row, y in enumerate((380, 450, 520)):
        for x in range(60 + 40 * row, 760, 130):
            width = 54 + 8 * row
            sheet.rectangle((x, y - width // 2, x + width, y + 18), fill=random.choice(("#c99c5a", "#b5834a")))
            sheet.polygon(
                [(x - 8, y - width // 2), (x + width + 8, y - width // 2), (x + width // 2, y - width)], fill="#6d4a3c"
            )
            sheet.rectangle((x + width // 3, y, x + 2 * width // 3, y + 8), fill="#2b2b2b")


def _hall(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    sheet.rectangle((0, 0, 800, 600), fill="#ded7c8")
    sheet.rectangle((120, 60, 680, 250), fill="#2f4a3c")
    sheet.text((400, 155), "农技培训", "#f3efe4", font(54), anchor="mm")
    for row, y in enumerate((330, 410, 500)):
        for x in range(40 + 26 * row, 800, 92):
            size = 20 + 6 * row
            sheet.ellipse((x - size, y - size, x + size, y + size), fill=random.choice(("#e7c6a9", "#ddb896")))
            sheet.chord((x - size, y - size - 4, x + size, y + size), 180, 360, fill="#241f2a")
            sheet.rectangle(
                (x - size - 8, y + size, x + size + 8, y + 3 * size),
                fill=random.choice(("#31405e", "#5a3d3a", "#2f4a3c")),
            )


def _lane(random: Random, sheet: ImageDraw.ImageDraw) -> None:
    sheet.polygon([(380, 290), (420, 290), (700, 600), (100, 600)], fill="#c9c6bf")
    for _ in range(160):
        y = random.randint(320, 555)
        half = (y - 290) * 0.9
        x = 400 + random.uniform(-half, half)
        sheet.ellipse((x - 3, y - 2, x + 3, y + 2), fill="#a8a49a")


_DRAWN: dict[Scene, Callable[[Random, ImageDraw.ImageDraw], None]] = {
    Scene.TERRACE: partial(_rows, ground="#a89b74", plant="#3f6b4a", arch=30),
    Scene.ORCHARD: _trees,
    Scene.SHED: _shed,
    Scene.POND: _pond,
    Scene.PEN: _pen,
    Scene.HIVES: _hives,
    Scene.ROWS: partial(_rows, ground="#b9a98c", plant="#6c9473", arch=6),
    Scene.HALL: _hall,
    Scene.LANE: _lane,
}
