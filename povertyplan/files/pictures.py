"""Pictures: checked by their first bytes and their size, then drawn anew."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from povertyplan.audit.refusal import Refused

LARGEST_FILE: Final = 8 * 1024 * 1024
LARGEST_AREA: Final = 24_000_000
# Twice the printed size at 300 dpi would be 600 × 840; more is only weight on a weak line.
PORTRAIT: Final = (720, 1000)
# A photographed page of minutes is still read at this size.
PAGE: Final = (1600, 1600)
_FIRST_BYTES: Final = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
# What Pillow raises on pictures that are cut short, forged or far too large.
_BROKEN: Final = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def redrawn(content: bytes, *, within: tuple[int, int] = PAGE, field: str = "photo") -> bytes:
    """A JPEG of at most `within` pixels, upright, on white, without anything but the picture (no place, no camera)."""
    if len(content) > LARGEST_FILE:
        raise Refused("照片超过 8 MB，先缩小再传", field=field)
    kind = next((kind for first, kind in _FIRST_BYTES.items() if content.startswith(first)), None)
    if kind is None:
        raise Refused("这个文件不是照片，选 JPG 或 PNG", field=field)
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            width, height = picture.size
            if width * height > LARGEST_AREA:
                raise Refused("照片超过 2400 万像素，先缩小再传", field=field)
            return _drawn_anew(picture, within)
    except _BROKEN as broken:
        raise Refused("这张照片打不开，换一张再传", field=field) from broken


def _drawn_anew(picture: Image.Image, within: tuple[int, int]) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail(within)
    page = Image.new("RGB", upright.size, "white")
    with_alpha = upright.convert("RGBA")
    page.paste(with_alpha, mask=with_alpha)
    out = BytesIO()
    page.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
