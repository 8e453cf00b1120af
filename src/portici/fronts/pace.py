"""How often one visitor may search and take files away: who asks faster is told to wait, and for how long.

Sign-in, codes and passwords are counted by allauth in the shared store; this spares the machine, so each web process counts for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portici.kernel import clock

from .api import problems
from .clients import address_of

MINUTE = 60
#: allauth's longest window, for answers that it gives without saying when to come back.
LONGEST = 5 * MINUTE
#: What takes seconds when it is asked for the first time, or is put together each time.
WRITTEN = ("/dossier/", "/dossier.pdf", "/dossier.zip")

#: Private calendars: each asks for all of somebody's deadlines, and its address is not to be guessed.
CALENDARS = "/calendario/"


class PaceMiddleware:
    """Counts what is dear to answer, by account or by address, in windows of a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        dear = dear_to_answer(request)
        if dear is not None:
            moment = clock.now()
            wait = MINUTE - moment.second
            if _count(request, dear, f"{moment:%Y%m%d%H%M}") > _limit(dear):
                return too_many(request, wait=wait)
        return self.get_response(request)


def dear_to_answer(request: HttpRequest) -> str | None:
    """What is asked for: "api", "search", "file", or None for a page that is not counted."""
    if problems.for_machines(request):
        return "api"
    if request.GET.get("formato") or request.path.endswith(WRITTEN) or request.path.startswith(CALENDARS):
        return "file"
    return "search" if request.GET.get("q") else None


def _limit(dear: str) -> int:
    limits: dict[str, int] = {
        "api": settings.API_PER_MINUTE,
        "file": settings.FILES_PER_MINUTE,
        "search": settings.SEARCHES_PER_MINUTE,
    }
    return limits[dear]


def _count(request: HttpRequest, dear: str, window: str) -> int:
    key = f"{dear}:{window}:{sha256(address_of(request).encode()).hexdigest()[:24]}"
    pace = caches["pace"]
    pace.add(key, 0, MINUTE)
    try:
        return pace.incr(key)
    except ValueError:  # dropped between the two: the window was full of other visitors
        return 1


def too_many(request: HttpRequest, *, wait: int = LONGEST) -> HttpResponse:
    """The answer to who asks too often, with the seconds to wait."""
    minutes = -(-wait // MINUTE)
    response: HttpResponse
    if problems.for_machines(request):
        response = problems.problem(request, 429)
    else:
        response = render(request, "429.html", {"seconds": wait, "minutes": minutes}, status=429)
    response["Retry-After"] = str(wait)
    return response


def handler429(request: HttpRequest) -> HttpResponse:
    """allauth's own refusals, in the house's words."""
    return too_many(request)
