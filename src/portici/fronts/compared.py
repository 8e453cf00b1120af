"""Two versions of a sheet beside each other, for the portal and the office: which two, and what stands in each column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portici.fronts.templatetags.portici import money
from portici.programme.comparison import Comparison, Line, compare
from portici.programme.models import Sheet


@dataclass(frozen=True, slots=True)
class Choice:
    """A version that may be compared: the key it has in the address, what it is called, where the page kept of it is."""

    key: str
    label: str
    sheet: Sheet
    file_url: str = ""


def choices_of(versions: Iterable[tuple[str, Sheet]], file_url: Callable[[str], str]) -> list[Choice]:
    """The versions, as an actor's query gave them, under the keys that they have in addresses; `file_url` gives by key
    where a page kept as published is saved from."""
    return [
        Choice(key, _label(sheet), sheet, file_url(key) if hasattr(sheet, "snapshot") else "")
        for key, sheet in versions
    ]


def _label(sheet: Sheet) -> str:
    day = date_format(sheet.as_of, "SHORT_DATE_FORMAT")
    parts = [day, sheet.published_by or _("the office")]
    if sheet.is_example:
        parts.append(_("invented example"))
    return " · ".join(parts)


def chosen(asked: Any, choices: Sequence[Choice]) -> tuple[Choice, Choice] | None:
    """The earlier and the later version asked for (`da`, `a`); the two newest when none is; None when there are not two.

    `choices` are newest first. Raises Http404 for a version that is not among them.
    """
    if len(choices) < 2:
        return None
    by_key = {choice.key: choice for choice in choices}
    try:
        return by_key[asked.get("da") or choices[1].key], by_key[asked.get("a") or choices[0].key]
    except KeyError:
        raise Http404 from None


def compared(before: Choice, after: Choice, choices: Sequence[Choice]) -> dict[str, Any]:
    """What the template `includes/compared.html` shows."""
    found: Comparison = compare(before.sheet, after.sheet)
    return {
        "choices": choices,
        "before": before,
        "after": after,
        "pair": (before, after),
        "comparison": found,
        "lines": [
            (line, said(line, line.before), said(line, line.after), _signed(line)) for line in found.lines
        ],
    }


def said(line: Line, value: Any) -> Any:
    """A value as the sheet shows it."""
    if line.is_amount:
        return money(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "–" if value in (None, "") else str(value)


def _signed(line: Line) -> str:
    if not line.difference:
        return ""
    sign = "+" if line.difference > 0 else "−"
    return f"{sign} {money(abs(line.difference))}"
