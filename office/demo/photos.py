"""Passport-like portraits (5:7) drawn by code, so that the demo shows photos of nobody."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (250, 350)
# Drawn this much larger, then scaled down: Pillow's shapes have no soft edges of their own.
FINER = 2
BACKGROUNDS = ("#e4f1f3", "#dfe9f2", "#eef1ea", "#f2ede4", "#e6eaf0")
SKINS = ("#f3ddcb", "#eed2bb", "#e7c6a9", "#f0d8c2", "#ddb896")
HAIRS = ("#14262b", "#1d1b1a", "#2b2422", "#241f2a")
GREYS = ("#7c8487", "#9aa0a2", "#5d6366")
JACKETS = ("#0d4b5b", "#243447", "#3c3f45", "#2f4a3c", "#5a3d3a", "#31405e", "#6b5b3e")
SHIRTS = ("#ffffff", "#e8eef2", "#d6e6ee", "#f4efe3")

Box = tuple[float, float, float, float]


def portrait(seed: int, *, male: bool, age: int) -> bytes:
    """A JPEG of about 8 kB; equal for equal arguments."""
    random = Random(seed)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), random.choice(BACKGROUNDS))
    _Sitter(random, ImageDraw.Draw(image), male=male, age=age).draw()
    out = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


class _Sitter:
    """Draws on a sheet of 250 × 350; the middle of the face is (125, 150)."""

    def __init__(self, random: Random, sheet: ImageDraw.ImageDraw, *, male: bool, age: int) -> None:
        self.random = random
        self.sheet = sheet
        self.male = male
        self.skin = random.choice(SKINS)
        self.hair = random.choice(GREYS if age >= 56 or (age >= 50 and random.random() < 0.4) else HAIRS)
        self.wide = random.uniform(52, 59) - (0 if male else 4)
        self.high = random.uniform(68, 75)
        self.style = random.randrange(3)
        self.glasses = random.random() < 0.3

    def draw(self) -> None:
        if not self.male:
            self._long_hair()
        self._clothes()
        if self.male:
            self._short_hair()
        self._head()
        if not self.male:
            self._fringe()
        elif self.style == 1:
            self._parting()
        self._face()

    def _oval(self, box: Box, colour: str) -> None:
        self.sheet.ellipse([n * FINER for n in box], fill=colour)

    def _shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.sheet.polygon([(x * FINER, y * FINER) for x, y in points], fill=colour)

    def _line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        self.sheet.line([(x * FINER, y * FINER) for x, y in points], colour, round(width * FINER), "curve")

    def _arc(self, box: Box, start: int, end: int, colour: str, width: float) -> None:
        self.sheet.arc([n * FINER for n in box], start, end, colour, round(width * FINER))

    def _clothes(self) -> None:
        jacket, shirt = self.random.choice(JACKETS), self.random.choice(SHIRTS)
        broad = 112 if self.male else 100
        self._oval((125 - broad, 255, 125 + broad, 470), jacket)
        self._shape([(92, 258), (158, 258), (125, 345)], shirt)
        self._shape([(104, 200), (146, 200), (148, 262), (125, 284), (102, 262)], _darker(self.skin, 0.93))
        self._shape([(90, 256), (104, 250), (125, 286), (113, 305)], _darker(shirt, 0.94))
        self._shape([(160, 256), (146, 250), (125, 286), (137, 305)], _darker(shirt, 0.94))
        self._shape([(84, 262), (96, 252), (125, 350), (100, 350)], _darker(jacket, 0.85))
        self._shape([(166, 262), (154, 252), (125, 350), (150, 350)], _darker(jacket, 0.85))

    def _head(self) -> None:
        for side in (-1, 1):
            x = 125 + side * (self.wide - 2)
            self._oval((x - 10, 140, x + 10, 176), _darker(self.skin, 0.93))
        hairline = (12, 8, 17)[self.style] if self.male else 0
        self._oval((125 - self.wide, 152 - self.high + hairline, 125 + self.wide, 152 + self.high), self.skin)

    def _short_hair(self) -> None:
        wide, top = self.wide + 4, 152 - self.high - 14
        self._oval((125 - wide, top, 125 + wide, top + 1.3 * self.high), self.hair)

    def _parting(self) -> None:
        """Hair combed over from one side."""
        box = (125 - self.wide - 3, 152 - self.high - 13, 125 + self.wide + 3, 152 + self.high * 0.5)
        self.sheet.chord([n * FINER for n in box], 188, 318, fill=self.hair)

    def _long_hair(self) -> None:
        bottom = (205, 236, 196)[self.style]
        wide = self.wide + (15 if self.style != 2 else 11)
        self._oval((125 - wide, 152 - self.high - 16, 125 + wide, 152 + self.high * 0.7), self.hair)
        self._shape(
            [(125 - wide, 140), (125 + wide, 140), (125 + wide - 6, bottom), (125 - wide + 6, bottom)], self.hair
        )

    def _fringe(self) -> None:
        top, wide = 152 - self.high - 10, self.wide + 3
        box = [n * FINER for n in (125 - wide, top, 125 + wide, top + 2 * self.high)]
        if self.style == 0:
            self.sheet.chord(box, 200, 340, fill=self.hair)
        else:
            side = 1 if self.style == 1 else -1
            self.sheet.chord(box, 206, 334, fill=self.hair)
            self._shape(
                [(125 + side * 4, top + 4), (125 - side * wide, top + 74), (125 - side * (wide - 12), top + 46)],
                self.hair,
            )

    def _face(self) -> None:
        ink = "#33261f"
        for side in (-1, 1):
            x = 125 + side * 23
            self._oval((x - 4.5, 148, x + 4.5, 157), ink)
            self._arc((x - 13, 132, x + 13, 152), 205, 335, _darker(self.hair, 0.9), 4 if self.male else 2.6)
            if self.glasses:
                self._arc((x - 18, 138, x + 18, 168), 0, 360, "#3a4347", 2.2)
        if self.glasses:
            self._line([(119, 151), (131, 151)], "#3a4347", 2.2)
        self._arc((117, 158, 133, 181), 40, 140, _darker(self.skin, 0.78), 2.6)
        self._arc((105, 168, 145, 202), 38, 142, "#a8574c" if self.male else "#b8483f", 3.4)


def _darker(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(int(colour[place : place + 2], 16) * share):02x}" for place in (1, 3, 5))
