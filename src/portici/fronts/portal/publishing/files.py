"""The street's doors to files: each asks whether the picture or the document may be seen at this moment."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from portici.fronts import pictures
from portici.fronts.portal.programme.reading import project_at
from portici.fronts.posters import ITALIAN, pdf_response
from portici.kernel.actor import VISITOR
from portici.publishing import queries
from portici.publishing.poster import may_print

#: A browser may keep a picture for an hour: what is withheld must not stay on screens for a year.
KEPT = "public, max-age=3600"


@require_safe
def picture(_request: HttpRequest, uid: str, width: int, form: str) -> FileResponse:
    """A picture in one of the sizes and formats; made the first time that somebody asks for it."""
    if form not in pictures.FORMATS or width not in pictures.WIDTHS:
        raise Http404
    found = queries.open_picture(uid)
    if found is None or (form in ("jpg", "png") and form != pictures.fallback_of(found)):
        raise Http404
    name, media_type = pictures.FORMATS[form]
    return _file(found.get_rendition(f"width-{width}|format-{name}").file, media_type)


@require_safe
def document(_request: HttpRequest, uid: str) -> FileResponse:
    """A document, to be kept rather than opened: what somebody wrote does not run under the site's name."""
    found = queries.open_document(uid)
    if found is None:
        raise Http404
    name = f"{slugify(found.title)[:80] or 'documento'}.{found.file_extension}"
    response = _file(found.file, found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(file: Any, media_type: str) -> FileResponse:
    try:
        opened = file.storage.open(file.name, "rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(opened, content_type=media_type)
    response.headers["Cache-Control"] = KEPT
    return response


@require_safe
def poster(request: HttpRequest, code: str, sheet: str) -> HttpResponse:
    """The poster or the plaque of a published project."""
    project = project_at(code)
    if sheet not in ITALIAN or not may_print(project):
        raise Http404
    return pdf_response(request, VISITOR, project, ITALIAN[sheet])
