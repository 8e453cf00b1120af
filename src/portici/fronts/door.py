"""The door: who comes in is made an actor, once a request; what the desks refuse is told on a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from portici.kernel.actor import VISITOR, Actor
from portici.kernel.findings import Refused
from portici.people.queries import actor_for


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind the request's session."""
    return actor_for(request.user) if request.user.is_authenticated else VISITOR


class DoorMiddleware:
    """Puts `request.actor` there (read from the store only when asked for) and answers a refusal with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No text of the house holds this character, and PostgreSQL refuses it: such an address names nothing.
        if "\x00" in request.path:
            raise Http404
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined] # the door puts it there
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "refused.html", {"reason": exception.reason}, status=403)
        return None
