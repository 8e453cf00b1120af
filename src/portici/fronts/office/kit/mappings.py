"""Values that are tables of names and values (a formula, the facts of a place), as a person reads them."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.territory.models import OPEN_AGE, Sex

#: The names that a formula is written with; those of other tables are words already.
NAMES = {
    "bands": gettext_lazy("ages"),
    "age_from": gettext_lazy("from age"),
    "age_to": gettext_lazy("to age"),
    "sex": gettext_lazy("sex"),
    "citizenship": gettext_lazy("citizenship"),
    "over": gettext_lazy("for every 100 of"),
    "years": gettext_lazy("years"),
}


def table_words(text: str) -> str:
    """The table that the journal keeps as text, "name: value; name: value"; another text as it stands."""
    table = _read(text)
    return _table(table) if isinstance(table, Mapping) else text


def _read(text: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, SyntaxError, RecursionError):
            continue
    return None


def _table(table: Mapping[Any, Any]) -> str:
    return "; ".join(f"{NAMES.get(name, name)}: {_value(name, value)}" for name, value in table.items())


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return f"({_table(value)})" if value else _("all")
    if isinstance(value, list | tuple):
        return ", ".join(_band(*one) if _is_band(one) else str(one) for one in value)
    if name == "sex" and value in Sex.values:
        return str(Sex(value).label)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "–" if value is None else str(value)


def _is_band(one: Any) -> bool:
    return isinstance(one, list | tuple) and len(one) == 2


def _band(first: Any, last: Any) -> str:
    if last in (None, OPEN_AGE):
        return _("%(first)s or more") % {"first": first}
    return str(first) if first == last else f"{first}–{last}"
