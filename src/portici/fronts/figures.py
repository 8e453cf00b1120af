"""A number on a page, with the way to the rows that it is made of.

The page that a figure leads to marks its rows (`data-row`, with `data-value`) so that a person, or the tests' crawler, can add them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Figure:
    """`how` says what the rows behind `url` give: their `count`, their `sum`, a `share`, a `change`, or the `published` value."""

    label: str | Promise
    value: int | float | Decimal | None
    url: str
    how: str = "count"
    text: str = ""  # the value as shown; "" to show the number itself
    note: str | Promise = ""


def tally(label: Any, value: int, url: str) -> Figure:
    """How many records there are; `label` is a lazy plural form by `count`, read at once for this number."""
    return Figure(label % {"count": value}, value, url)
