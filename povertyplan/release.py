"""Which release of the program answers: pages kept by a browser are of one release."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

_FOLDERS = ("office", "funds", "enterprises", "households", "villages", "povertyplan", "templates", "static")
_KINDS = (".py", ".html", ".css", ".js")


@cache
def release() -> str:
    """Differs where a file that makes pages was written; the same in every process of one installation."""
    base = Path(settings.BASE_DIR)
    made = sha256(f"{settings.OFFICE_NAME}{settings.OFFICE_HOTLINE}".encode())
    for folder in _FOLDERS:
        for path in sorted((base / folder).rglob("*.*")):
            if path.suffix in _KINDS:
                about = path.stat()
                made.update(f"{path} {about.st_size} {about.st_mtime_ns}".encode())
    return made.hexdigest()[:12]
