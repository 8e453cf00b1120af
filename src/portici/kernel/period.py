"""Dates as people write them, and the time from one date to another, either of which may be open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from .codes.parsed import Parsed, error, warning
from .findings import Finding, Invalid, Message, gettext_noop
from .parsing import is_null

_ORDERS = (
    re.compile(r"(?P<day>[0-9]{1,2})(?P<mark>[-/. ])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
FIRST_YEAR, LAST_YEAR = 1990, 2100


def parse_date(text: str) -> Parsed[date]:
    """A date, day first or year first; no value and no finding for a mark of "no value".

    Accepted: `01-11-2016`, `01/11/2016`, `1.11.2016`, `2016-11-01`, `20161101`, with midnight after it or
    not. A year before 1990 or after 2100 is a warning, with the probable year. Errors: days that do not
    exist, years of two digits, month names.

    >>> parse_date("01/11/2016").value == parse_date("2016-11-01").value == parse_date("20161101").value
    True
    >>> parse_date("n.d."), parse_date("31-02-2020").ok
    (Parsed(value=None, findings=()), False)
    """
    read = _read_date(text)
    return read if read.value is None else Parsed(read.value, _unlikely(read.value, text))


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both days included; None means open on that side.

    The constructor raises `Invalid` when the end comes before the start; `of` and `parse` give it as a
    finding.

    >>> period = Period.parse("01-11-2016", "30/03/2021").require()
    >>> period.months(), period.contains(date(2021, 3, 30))
    (53, True)
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        reversed_ = _order_findings(self.start, self.end)
        if reversed_:
            raise Invalid(reversed_)

    @classmethod
    def of(cls, start: date | None, end: date | None) -> Parsed[Self]:
        """A period from dates. Findings are at `start` or `end`: wrong order, unlikely years."""
        findings = (
            *(finding.at("start") for finding in _unlikely(start)),
            *(finding.at("end") for finding in _unlikely(end)),
        )
        reversed_ = _order_findings(start, end)
        return Parsed(None, (*reversed_, *findings)) if reversed_ else Parsed(cls(start, end), findings)

    @classmethod
    def parse(cls, start: str, end: str) -> Parsed[Self]:
        """A period from texts, each as `parse_date` takes it."""
        first, last = parse_date(start).at("start"), parse_date(end).at("end")
        findings = (*first.findings, *last.findings)
        reversed_ = _order_findings(first.value, last.value)
        if reversed_ or not (first.ok and last.ok):
            return Parsed(None, (*reversed_, *findings))
        return Parsed(cls(first.value, last.value), findings)

    def months(self) -> int | None:
        """How many calendar months it touches; None when a side is open.

        >>> Period(date(2020, 1, 31), date(2020, 2, 1)).months()
        2
        """
        if self.start is None or self.end is None:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def contains(self, day: date) -> bool:
        """Whether the day lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether at least one day lies in both.

        >>> Period(None, date(2020, 1, 1)).overlaps(Period(date(2020, 1, 1), None))
        True
        """
        return _not_after(self.start, other.end) and _not_after(other.start, self.end)


def _not_after(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


def _read_date(text: str) -> Parsed[date]:
    if is_null(text):
        return Parsed(None)
    plain = _MIDNIGHT.sub("", " ".join(text.split()))
    match = next((found for order in _ORDERS if (found := order.fullmatch(plain))), None)
    if match is None:
        accepted = Message(
            gettext_noop("A date, like 01/11/2016 or 2016-11-01, with all four digits of the year.")
        )
        return Parsed(None, (error("date.shape", text, accepted, _rewrite()),))
    try:
        return Parsed(date(int(match["year"]), int(match["month"]), int(match["day"])))
    except ValueError:
        accepted = Message(gettext_noop("A day that exists; it was read as day %(day)s of month %(month)s."))
        params = {"day": match["day"], "month": match["month"]}
        return Parsed(None, (error("date.none", text, Message(accepted.template, params), _rewrite()),))


def _rewrite() -> Message:
    return Message(gettext_noop("Write day, month and year, or n.d. if the date is not known."))


def _order_findings(start: date | None, end: date | None) -> tuple[Finding, ...]:
    if start is None or end is None or start <= end:
        return ()
    accepted = Message(
        gettext_noop("The end comes on or after the start, %(start)s."), {"start": start.isoformat()}
    )
    todo = Message(gettext_noop("Correct one of the two dates."))
    return (error("period.order", end.isoformat(), accepted, todo).at("end"),)


def _unlikely(day: date | None, text: str = "") -> tuple[Finding, ...]:
    if day is None or is_likely(day):
        return ()
    accepted = Message(
        gettext_noop("Years here go from %(first)s to %(last)s."), {"first": FIRST_YEAR, "last": LAST_YEAR}
    )
    guess = probable_year(day.year)
    todo = (
        Message(gettext_noop("Check the year."))
        if guess is None
        else Message(gettext_noop("Check the year: is it %(year)s?"), {"year": guess})
    )
    return (warning("date.year", text or day.isoformat(), accepted, todo),)


def is_likely(day: date) -> bool:
    """Whether the year is of these times, and not a slip like 0021.

    >>> is_likely(date(2021, 9, 1)), is_likely(date(21, 9, 1))
    (True, False)
    """
    return FIRST_YEAR <= day.year <= LAST_YEAR


def probable_year(year: int) -> int | None:
    """The year probably meant by one before 1990 or after 2100; None when no guess is better than others.

    Two digits are of this century up to 69, of the last from 90; else one digit of a year 20xx is mistyped.

    >>> probable_year(21), probable_year(95), probable_year(1021), probable_year(1985), probable_year(9999)
    (2021, 1995, 2021, None, None)
    """
    if year < 100:
        guess = year + (2000 if year < 70 else 1900)
        return guess if guess >= FIRST_YEAR else None
    guess = 2000 + year % 100
    mistyped = sum(a != b for a, b in zip(f"{year:04}", str(guess), strict=True))
    return guess if mistyped == 1 else None
