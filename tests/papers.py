"""What people bring as evidence: a photographed page, a scanned paper, and what they bring by mistake."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORD = b"PK\x03\x04word/document.xml"


def photo(seed: int = 1, kind: str = "JPEG") -> bytes:
    page = Image.new("RGB", (60, 80), "white")
    ImageDraw.Draw(page).text((8, 30), f"{seed}", fill="black")
    out = BytesIO()
    page.save(out, kind)
    return out.getvalue()


def upload(content: bytes, name: str = "凭证.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
