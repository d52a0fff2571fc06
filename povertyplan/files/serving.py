"""A kept file as an answer; the caller has asked whether this person may see it."""

from django.http import FileResponse, Http404

from povertyplan.files.models import StoredFile

TYPES = {"jpeg": "image/jpeg", "pdf": "application/pdf"}


def serve(file: StoredFile) -> FileResponse:
    """Photos are shown, anything else is saved to disk: a PDF from outside is not opened inside our pages."""
    try:
        content = file.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        content,
        content_type=TYPES[file.kind],
        as_attachment=not file.is_photo,
        filename=f"{file.sha256[:12]}.{file.kind}",
    )
    response["Cache-Control"] = "private, max-age=300"
    return response
