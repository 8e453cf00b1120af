"""What each answer tells the browser besides the content policy, which django-csp writes."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class HeadersMiddleware:
    """Forbids the machine's senses to the pages; keeps out of shared stores what only who is signed in may read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if hasattr(request, "user") and request.session.accessed and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response
