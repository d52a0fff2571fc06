"""Keeping a file that somebody brought."""

from hashlib import sha256

from django.core.files.base import ContentFile

from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import FileKind, StoredFile
from povertyplan.files.pictures import LARGEST_FILE, redrawn

_PDF = b"%PDF-"
_PDF_END = b"%%EOF"


def keep_file(content: bytes, *, by: User | None, field: str = "file") -> StoredFile:
    """A photo (JPG, PNG; drawn anew) or a PDF of at most 8 MB. Judged by its first bytes, never by its name."""
    if len(content) > LARGEST_FILE:
        raise Refused("文件超过 8 MB，先缩小再传", field=field)
    if content.startswith(_PDF):
        if _PDF_END not in content[-1024:]:
            raise Refused("这个 PDF 不完整，重新存一次再传", field=field)
        return _kept(content, FileKind.PDF, by=by)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise Refused("这种文件不能作凭证，选照片（JPG、PNG）或 PDF", field=field)
    return _kept(redrawn(content, field=field), FileKind.PHOTO, by=by)


def keep_picture(drawn: bytes, *, by: User | None) -> StoredFile:
    """A photo that `redrawn` has drawn; drawing it once more would make another file of it."""
    return _kept(drawn, FileKind.PHOTO, by=by)


def _kept(content: bytes, kind: FileKind, *, by: User | None) -> StoredFile:
    digest = sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known:
        return known
    file = StoredFile(sha256=digest, kind=kind, size=len(content), stored_by=by)
    file.content.save(f"{digest[:32]}.{kind}", ContentFile(content), save=False)
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=digest)
