"""Small texts that several pages write in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext

from portici.kernel.clock import OFFICE_ZONE

#: The Italian articles before a day, each with the form that it takes before the vowels of eight and eleven.
_ITALIAN = {"il": ("il ", "l'"), "al": ("al ", "all'"), "dal": ("dal ", "dall'")}
_VOWELS = {8, 11}


def on_day(day: Any, article: str = "il", style: str = "DATE_FORMAT") -> str:
    """A day as a sentence goes on with it: in Italian with its article, "l'11 giugno 2026", "il 1º giugno
    2026"; in other languages the day alone. `article` is il, al or dal.
    """
    text = date_format(day, style)
    if get_language() != "it":
        return text
    if style == "DATE_FORMAT" and day.day == 1:
        text = "1º" + text.removeprefix("1")
    return _ITALIAN[article][day.day in _VOWELS] + text


def period_text(first: Any, last: Any) -> str:
    """From a day to another in the page's language; a dash when neither is known."""
    start, end = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (first, last))
    if start and end:
        return f"{start} – {end}"
    if start:
        return pgettext("a day with its article", "from %(day)s") % {
            "day": on_day(first, "dal", "SHORT_DATE_FORMAT")
        }
    return (
        pgettext("a day with its article", "until %(day)s") % {"day": on_day(last, "al", "SHORT_DATE_FORMAT")}
        if end
        else "–"
    )


def moment_text(moment: datetime) -> str:
    """A day with its hour, where the office is: "20 March 2026 10:00"."""
    return str(date_format(moment.astimezone(OFFICE_ZONE), "DATETIME_FORMAT"))
