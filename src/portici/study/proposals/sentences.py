"""Sentences as the store keeps them, a template and its values, and as a page says them in its own language.

Areas are kept by their codes and said by their names, to those who may see them; numbers are kept with all their digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from portici.kernel.findings import Message

#: [template, {name: value}]; a value is a number, a text, or {"area": code}, {"group": code}.
Kept = list[Any]
#: Values of the engine's sentences that are an area's key, and those that are on the scale of the index.
AREAS, GROUPS, SCALES = frozenset({"other"}), frozenset({"group"}), frozenset({"value", "threshold"})
#: Digits that a number below 1 is shown with.
FIGURES = 3


def kept(message: Message, groups: Mapping[str, str] | None = None, *, turned: bool = False) -> Kept:
    """The engine's message for the store. `groups` gives the code of a group's name; `turned` gives values on the index's
    scale their sign back.

    >>> kept(Message("Above %(other)s: %(value)s.", {"other": "A1", "value": -3.0}), turned=True)
    ['Above %(other)s: %(value)s.', {'other': {'area': 'A1'}, 'value': 3.0}]
    """
    return [
        message.template,
        {name: _kept(name, value, groups or {}, turned) for name, value in message.params.items()},
    ]


def _kept(name: str, value: Any, groups: Mapping[str, str], turned: bool) -> Any:
    if name in AREAS:
        return {"area": value}
    if name in GROUPS:
        return {"group": groups[value]}
    return -value + 0.0 if turned and name in SCALES else value


def told(sentence: Kept, names: Mapping[str, str], groups: Mapping[str, str] | None = None) -> str:
    """The sentence in the language of the page; `names` and `groups` by code, of those whom the reader may see."""
    template, params = sentence
    said = {name: _told(value, names, groups or {}) for name, value in params.items()}
    return str(_(template) % said)


def _told(value: Any, names: Mapping[str, str], groups: Mapping[str, str]) -> str:
    if isinstance(value, dict) and "area" in value:
        return names.get(value["area"]) or _("an area that is not public")
    if isinstance(value, dict):
        return groups.get(value["group"]) or _("an area that is not public")
    return figure(value) if isinstance(value, int | float) else str(value if value is not None else "–")


def figure(value: float) -> str:
    """A number as a sentence says it: whole ones whole, others with two decimals, small ones with three digits.

    >>> figure(12), figure(104.375), figure(0.00123456), figure(-0.0)
    ('12', '104.38', '0.00123', '0')
    """
    if float(value).is_integer():
        return str(number_format(int(value), use_l10n=True, force_grouping=True))
    size = abs(value)
    places = 0 if size >= 10_000 else 2 if size >= 0.1 else FIGURES - 1 - floor(log10(size))
    shown = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(number_format(shown, decimal_pos=places, use_l10n=True, force_grouping=True))
