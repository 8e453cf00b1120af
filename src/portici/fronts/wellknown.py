"""What machines look for at a fixed address: robots.txt and security.txt (RFC 9116)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portici.kernel import clock

#: Beginnings of addresses that are no reading matter.
CLOSED = ("/ufficio/", "/accesso/", "/redazione/")
VALID_DAYS = 180


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the office, the editors' rooms and the door, in any language; where the site's map is."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    closed = [*CLOSED, *(f"/{code}{start}" for code in others for start in CLOSED)]
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in closed), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}")
    return _text(lines)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness; 404 when the installation names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # On the day, so that the answer is the same from one visit to the next.
    until = datetime.combine(
        clock.today() + timedelta(days=VALID_DAYS), time.min, timezone.get_default_timezone()
    )
    contact = settings.SECURITY_CONTACT
    if "@" in contact and not contact.startswith(("mailto:", "https://")):
        contact = f"mailto:{contact}"
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    canonical = request.build_absolute_uri(request.path)
    return _text(
        [
            f"Contact: {contact}",
            f"Expires: {until.isoformat()}",
            f"Preferred-Languages: {languages}",
            f"Canonical: {canonical}",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
