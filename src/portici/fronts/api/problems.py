"""What went wrong, as application/problem+json (RFC 9457): in the reader's language, never with what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views import defaults

from portici.fronts.templatetags.portici import said
from portici.kernel.findings import Message

from .language import language_of

CONTENT_TYPE = "application/problem+json"
PREFIX = "/api/"
TITLES: dict[int, str | Promise] = {
    400: _("The request cannot be understood"),
    404: _("There is nothing published at this address"),
    405: _("This address can only be read"),
    406: _("The answer is JSON, which was not asked for"),
    422: _("Some parameters cannot be used"),
    429: _("Too many requests"),
    500: _("The service failed"),
}
DETAILS: dict[int, str | Promise] = {
    400: _("Check the address and the headers of the request."),
    404: _("What is not published answers like what does not exist. Look it up in the list of its kind."),
    405: _("Use GET, HEAD or OPTIONS."),
    406: _("Ask for application/json, application/geo+json or */*."),
    422: _("Each error names the parameter, and what is accepted."),
    429: _("Wait as many seconds as Retry-After says, then go on more slowly."),
    500: _("Nothing was changed. Try again; if it goes on, tell the office."),
}


def problem(request: HttpRequest, status: int, errors: Iterable[tuple[str, Message]] = ()) -> JsonResponse:
    """The problem of this status; `errors` are (parameter, what is accepted)."""
    language = language_of(request)
    with override(language):
        told: dict[str, Any] = {
            "type": "about:blank",
            "status": status,
            "title": str(TITLES[status]),
            "detail": str(DETAILS[status]),
        }
        if listed := [{"field": field, "message": said(message)} for field, message in errors]:
            told["errors"] = listed
    response = JsonResponse(told, status=status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    in_the_open(response)
    return response


def in_the_open(response: HttpResponse) -> HttpResponse:
    """Any page of any site may read the answer; it was made without looking at who asks."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Language, Retry-After"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def for_machines(request: HttpRequest) -> bool:
    """Whether the request is to the API, where answers are for programs."""
    return request.path_info.startswith(PREFIX)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400` of the site."""
    return problem(request, 400) if for_machines(request) else defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404` of the site."""
    return problem(request, 404) if for_machines(request) else defaults.page_not_found(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """`handler500` of the site."""
    return problem(request, 500) if for_machines(request) else defaults.server_error(request)
