"""Files of the library: as they lie in the store for who works in the editors' rooms, and by doors that ask first for the street."""

from __future__ import annotations

from posixpath import normpath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

#: The library's folders. Beside them lie the files that were imported, which may name people and are not for editors.
LIBRARY = ("documents/", "images/", "original_images/")


@require_safe
def kept_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file as it lies in the store. The door of the editors' rooms has asked who comes (see `editing`)."""
    path = normpath(path)
    if not path.startswith(LIBRARY):
        raise Http404
    response: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
