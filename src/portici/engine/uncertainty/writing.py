"""A run as files: CSV in UTF-8, comma, decimal point, every digit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portici.kernel.parsing import csv_text, safe_cell

#: An area's key, the ends of its interval with the median between them, and the share of draws in which it is among the first k.
Interval = tuple[str, float, float, float, float]
#: A choice, its first-order share with the standard error, its total share with the standard error.
Carried = tuple[str, float, float, float, float]


def intervals_text(rows: Iterable[Interval], key: Sequence[str] = ("code",)) -> str:
    """A line an area, under the columns that make its key.

    >>> print(intervals_text([("1", 1.0, 2.0, 3.0, 0.25)]), end="")
    code,rank_low,rank_median,rank_high,probability
    1,1.0,2.0,3.0,0.25
    """
    headings = [*key, "rank_low", "rank_median", "rank_high", "probability"]
    return _text(headings, ((_words(one[0], len(key)), one[1:]) for one in rows))


def shares_text(rows: Iterable[Carried]) -> str:
    """A line a choice that varied.

    >>> print(shares_text([("weights", 0.5, 0.25, 0.75, 0.125)]), end="")
    choice,first,first_error,total,total_error
    weights,0.5,0.25,0.75,0.125
    """
    headings = ["choice", "first", "first_error", "total", "total_error"]
    return _text(headings, (([one[0]], one[1:]) for one in rows))


def _words(key: str, count: int) -> list[str]:
    """The key under each of its columns."""
    if count == 1:
        return [key]
    # Tables bring numpy along, which a page that writes this file can do without.
    from portici.engine.index.table import JOINT

    return key.split(JOINT)


def _text(headings: Sequence[str], rows: Iterable[tuple[Sequence[str], Sequence[float]]]) -> str:
    return csv_text([headings, *([*map(safe_cell, words), *map(repr, numbers)] for words, numbers in rows)])
