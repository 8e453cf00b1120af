"""One log line and one count for each answer: which page, how long, what came of it. Never who, from where, or the address itself:
an address holds what a visitor searched for."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse

from portici.fronts.operations import metrics

logger = logging.getLogger("portici.access")
#: A proxy in front gives a request its number, so that its log and ours can be laid side by side.
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class WatchMiddleware:
    """Stands first, so that it sees the whole of an answer's time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        number = request.headers.get("X-Request-ID", "")
        number = number if _NUMBER.fullmatch(number) else uuid.uuid4().hex
        response = self.get_response(request)
        seconds = perf_counter() - started
        route, method = _route(request), request.method if request.method in _METHODS else "OTHER"
        metrics.observe(route=route, method=str(method), status=response.status_code, seconds=seconds)
        logger.info(
            "answered",
            extra={
                "request": number,
                "route": route,
                "method": method,
                "status": response.status_code,
                "milliseconds": round(seconds * 1000, 1),
            },
        )
        response["X-Request-ID"] = number
        return response


def _route(request: HttpRequest) -> str:
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route) if match else "none"
