"""A page as a portal published it, kept as evidence: given back as the file that it is, to be saved and never shown as a page."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.utils.text import slugify

from portici.kernel.uploads import Content
from portici.programme.domain import stored_file
from portici.programme.models import Snapshot

#: Ending and media type by what the content was found to be, whatever it was called when it came.
TYPES = {
    Content.PDF: ("pdf", "application/pdf"),
    Content.TEXT: ("txt", "text/plain"),
    Content.PNG: ("png", "image/png"),
    Content.JPEG: ("jpg", "image/jpeg"),
    Content.WEBP: ("webp", "image/webp"),
}


def download(snapshot: Snapshot | None) -> FileResponse:
    """The file, byte for byte. Raises Http404 where there is none, or it is no longer in its place."""
    path = stored_file(snapshot) if snapshot else None
    if snapshot is None or path is None or not path.is_file():
        raise Http404
    ending, media_type = TYPES[Content(snapshot.content)]
    code = snapshot.sheet.project.code
    name = f"{slugify(f'{code} {snapshot.portal}')}-{snapshot.taken_on:%Y-%m-%d}.{ending}"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    # What is withheld a moment later must not go on being read from a store on the way.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
