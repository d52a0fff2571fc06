"""Keeping a file: judged by its first bytes, kept once, drawn anew."""

from io import BytesIO

import pytest
from django.db import Error, transaction
from PIL import Image

from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.files.actions import keep_file
from povertyplan.files.models import FileKind, StoredFile
from povertyplan.files.pictures import LARGEST_FILE, PAGE
from tests.papers import PDF, WORD, photo


@pytest.mark.parametrize(
    ("content", "kind"),
    [(photo(), FileKind.PHOTO), (photo(1, "PNG"), FileKind.PHOTO), (PDF, FileKind.PDF)],
)
def test_what_can_be_evidence(office_user: User, content: bytes, kind: FileKind) -> None:
    assert keep_file(content, by=office_user).kind == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WORD, "选照片（JPG、PNG）或 PDF"),
        (b"GIF89a" + photo(), "选照片（JPG、PNG）或 PDF"),
        (b"<html><script>", "选照片（JPG、PNG）或 PDF"),
        (b"%PDF-1.4 torn off", "不完整"),
        (photo()[:200], "打不开"),
        (b"", "选照片"),
        (b"%PDF-" + b"0" * LARGEST_FILE + b"%%EOF", "超过 8 MB"),
    ],
)
def test_what_cannot(office_user: User, content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        keep_file(content, by=office_user, field="paper")
    assert refusal.value.field == "paper"
    assert not StoredFile.objects.exists()


def test_the_same_content_is_one_file(office_user: User) -> None:
    assert keep_file(PDF, by=office_user) == keep_file(PDF, by=office_user)
    assert StoredFile.objects.count() == 1


def test_a_photo_keeps_nothing_but_the_picture(office_user: User) -> None:
    """Where and with which camera it was taken says where a family lives."""
    large, out = Image.new("RGB", (4000, 3000), "white"), BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "照相机"
    large.save(out, "JPEG", exif=exif)
    kept = keep_file(out.getvalue(), by=office_user)
    with kept.content.open("rb") as content, Image.open(content) as picture:
        assert max(picture.size) <= max(PAGE)
        assert not picture.getexif()


@pytest.mark.parametrize("change", ["delete", "update"])
def test_a_kept_file_stays(office_user: User, change: str) -> None:
    file = keep_file(PDF, by=office_user)
    rows = StoredFile.objects.filter(pk=file.pk)
    with pytest.raises(Error, match=r"append_only|Cannot"), transaction.atomic():
        _ = rows.delete() if change == "delete" else rows.update(size=1)
