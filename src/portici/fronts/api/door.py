"""The machines' door: it only reads, as a visitor whoever asks, and says when nothing has changed.

The ETag is the digest of the whole answer (of a map: of all that it is made of, so that no border is read in vain). What an answer holds
follows from the publication of all that it names, and some of it from the day: no date, count or version proves that it is the same, so
If-Modified-Since alone is answered in full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date, parse_etags, quote_etag
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from .problems import in_the_open, problem
from .refusals import unknown

READING = ("GET", "HEAD", "OPTIONS")
#: What a reader who asks for JSON takes too, and the other way round.
KIN = {"application/geo+json": "application/json", "application/openapi+json": "application/json"}
#: The language of addresses in the portal: answers do not depend on who reads them.
LINKS_IN = "it"
#: Where a view leaves the time of the record's last change, on the request.
CHANGED_AT = "portici_changed_at"


def served(view: Callable[..., Any], parameters: Callable[[], frozenset[str]]) -> Callable[..., Any]:
    """The view behind the door; `parameters` are the ones that its address takes."""

    @csrf_exempt  # nothing is written here: whatever is no reading is refused
    @gzip_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READING:
            refused = problem(request, 405)
            refused["Allow"] = ", ".join(READING)
            return refused
        if request.method == "OPTIONS":
            return _what_may_be_asked()
        return _read(request, view, parameters(), *args, **kwargs)

    return answer


def _what_may_be_asked() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(READING)
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return in_the_open(response)


def _read(
    request: HttpRequest, view: Callable[..., Any], parameters: frozenset[str], *args: Any, **kwargs: Any
) -> HttpResponse:
    if others := sorted(set(request.GET) - parameters):
        return problem(request, 422, [(name[:40], unknown(parameters)) for name in others[:10]])
    method, request.method = request.method, "GET"
    try:
        with override(LINKS_IN):
            response: HttpResponse = view(request, *args, **kwargs)
    finally:
        request.method = method
    if response.status_code == 200 and not _wanted(request, response):
        return problem(request, 406)
    return _unless_known(request, response)


def _wanted(request: HttpRequest, response: HttpResponse) -> bool:
    media = response.get("Content-Type", "").partition(";")[0]
    return request.accepts(media) or request.accepts(KIN.get(media, media))


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == 200:
        if not response.has_header("ETag"):
            response["ETag"] = tag_of(response.content)
        response = unless_held(request, response["ETag"], lambda: response)
        if changed_at := getattr(request, CHANGED_AT, None):
            response["Last-Modified"] = http_date(changed_at.timestamp())
    if response.status_code in {200, 304}:
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["Accept"])
    return in_the_open(response)


def tag_of(content: bytes) -> str:
    """The ETag of an answer that is just this."""
    return quote_etag(hashlib.sha256(content).hexdigest()[:40])


def unless_held(request: HttpRequest, etag: str, build: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or 304 when the reader holds it; a compressed one has the same tag, marked as weak."""
    held = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    response = HttpResponseNotModified() if "*" in held or etag in held else build()
    response["ETag"] = etag
    return response
