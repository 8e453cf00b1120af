"""The language that errors are told in: what Accept-Language asks for; no cookie, no session."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header


def language_of(request: HttpRequest) -> str:
    """The first language of Accept-Language that the site speaks, else the site's own."""
    for asked, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if asked == "*":
            break
        try:
            return get_supported_language_variant(asked)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
