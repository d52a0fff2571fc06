"""A kept file as an answer."""

import pytest
from django.http import Http404

from povertyplan.accounts.models import User
from povertyplan.files.actions import keep_file
from povertyplan.files.serving import serve
from tests.papers import PDF, photo


def test_a_photo_is_shown(office_user: User) -> None:
    answer = serve(keep_file(photo(), by=office_user))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("inline")
    assert "private" in answer["Cache-Control"]
    answer.close()


def test_a_pdf_from_outside_is_saved_and_not_opened_in_our_pages(office_user: User) -> None:
    answer = serve(keep_file(PDF, by=office_user))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]
    answer.close()


def test_a_file_lost_on_disk_is_not_there(office_user: User) -> None:
    file = keep_file(PDF, by=office_user)
    file.content.storage.delete(file.content.name or "")
    with pytest.raises(Http404):
        serve(file)
