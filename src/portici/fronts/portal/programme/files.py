"""What of a project is saved rather than read: the page of its sheet as a portal published it."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portici.fronts.snapshots import download
from portici.kernel.actor import VISITOR
from portici.programme import queries

from .reading import project_at, versions_of


@require_safe
def snapshot(_request: HttpRequest, code: str, date: str, ordinal: int = 1) -> FileResponse:
    """The page kept beside a version, open as long as the version is."""
    for version in versions_of(project_at(code)):
        if (version.sheet.as_of.isoformat(), version.ordinal) == (date, ordinal):
            return download(queries.snapshot_of(VISITOR, version.sheet))
    raise Http404
