"""Small texts that several pages write in the same way."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def period_text(first: Any, last: Any) -> str:
    """From a day to another in the page's language; a dash when neither is known."""
    start, end = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (first, last))
    if start and end:
        return f"{start} – {end}"
    if start:
        return _("from %(day)s") % {"day": start}
    return _("until %(day)s") % {"day": end} if end else "–"
