"""Two people on one paper: what each wrote beside what was there before, field by field, and one paper made
of both.

Values are compared in the form in which a page posts them: texts, and lists of texts. `base` is what the
person saw when
the paper was opened; it travels signed with the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BoundField
from django.forms.widgets import ChoiceWidget
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext as _

SALT = "form-base"
THEIRS, MINE, BOTH = "theirs", "mine", "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the saved record and this person's paper differ, and the choice that the page
    proposes."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    #: For a list: what both have added, without what either took away; "" when there is nothing to join.
    both: str
    keep: str


def posted(bound: BoundField) -> Any:
    """The field's value as the page would post it: a text or, for several choices, a list."""
    value = bound.value()
    if isinstance(value, QuerySet | list | tuple | set):
        return [_one(item) for item in value]
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    widget = bound.field.widget
    if hasattr(widget, "format_value") and not isinstance(widget, ChoiceWidget):
        value = widget.format_value(value)
    return "" if value is None else _plain(str(value))


def base_of(form: BaseForm) -> str:
    """What the person sees on the paper now, signed."""
    return signing.dumps({name: posted(form[name]) for name in form.fields}, salt=SALT, compress=True)


def read_base(text: str) -> dict[str, Any]:
    """What the person saw; nothing when the text was not signed here."""
    try:
        base: dict[str, Any] = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return {}
    return base


def differences(mine: BaseForm, theirs: BaseForm, base: Mapping[str, Any]) -> list[Difference]:
    """Where the two papers say different things. What only one of them changed is proposed as that one has
    it."""
    return [
        _difference(mine[name], theirs[name], base.get(name, posted(theirs[name])))
        for name in mine.fields
        if _meant(mine[name], posted(mine[name])) != _meant(theirs[name], posted(theirs[name]))
    ]


def _difference(mine: BoundField, theirs: BoundField, before: Any) -> Difference:
    here, there = posted(mine), posted(theirs)
    mine_changed = _meant(mine, here) != _meant(mine, before)
    theirs_changed = _meant(mine, there) != _meant(mine, before)
    joined = united(before, here, there) if isinstance(here, list) and isinstance(before, list) else None
    both = (
        joined is not None
        and mine_changed
        and theirs_changed
        and sorted(map(str, joined))
        not in (
            sorted(map(str, here)),
            sorted(map(str, there)),
        )
    )
    return Difference(
        name=mine.name,
        label=str(mine.label),
        before=shown(mine, before),
        theirs=shown(mine, there),
        mine=shown(mine, here),
        both=shown(mine, joined) if both else "",
        keep=BOTH if both else MINE if mine_changed else THEIRS,
    )


def united(before: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """Theirs with what I added and without what I took away."""
    kept = [item for item in theirs if item in mine or item not in before]
    return kept + [item for item in mine if item not in theirs and item not in before]


def as_chosen(data: QueryDict, theirs: BaseForm) -> QueryDict:
    """What this person posted, with the other's value in the fields where they chose it."""
    chosen = data.copy()
    base = read_base(data.get("before", ""))
    for name in theirs.fields:
        keep = data.get(f"keep-{name}")
        if keep == THEIRS:
            _put(chosen, theirs[name], posted(theirs[name]))
        elif keep == BOTH:
            field = theirs[name].field
            mine = field.widget.value_from_datadict(data, {}, theirs[name].html_name)
            there = posted(theirs[name])
            _put(
                chosen,
                theirs[name],
                united(base.get(name, there), [_one(item) for item in mine or ()], there),
            )
    return chosen


def _put(data: QueryDict, bound: BoundField, value: Any) -> None:
    """Write a value where its field reads it; a widget of several inputs says how (`as_data`)."""
    widget, name = bound.field.widget, bound.html_name
    if hasattr(widget, "as_data"):
        for key in [key for key in data if key.startswith(f"{name}-")]:
            del data[key]
        for key, text in widget.as_data(name, value).items():
            data[key] = text
        return
    data.pop(f"{name}-add", None)
    if isinstance(value, list):
        data.setlist(name, value)
    elif value == "" and bound.widget_type == "checkbox":
        data.pop(name, None)
    else:
        data[name] = value


def shown(bound: BoundField, value: Any) -> str:
    """A posted value as a person reads it: a choice's label, a date in words, a list in one line."""
    field = bound.field
    describe = getattr(field, "describe", None)
    if describe:
        return str(describe(value))
    if isinstance(value, list):
        return "; ".join(_label(field, item) for item in value)
    if bound.widget_type == "checkbox":
        return _("Yes") if value else _("No")
    meant = _meant(bound, value)
    if isinstance(meant, date):
        return formats.date_format(meant)
    if isinstance(meant, Decimal):
        return formats.number_format(meant, use_l10n=True, force_grouping=True)
    return _label(field, value)


def _label(field: Any, value: Any) -> str:
    """The words of a choice; any other value as it stands."""
    for option, label in getattr(field, "choices", ()):
        if str(option) == str(value):
            return str(label)
    # A picked record carries its uid in its box; who compares two papers reads its name.
    return str(value).rpartition(" [")[0] or str(value) if hasattr(field, "kind") else str(value)


def _meant(bound: BoundField, value: Any) -> Any:
    """A posted value made comparable: two ways to write one date or one amount are the same."""
    if isinstance(value, list):
        return sorted(str(item) for item in value)
    try:
        meant = bound.field.to_python(value)
    except (ValidationError, TypeError, ValueError):
        return value
    return meant if isinstance(meant, date | Decimal | int | float) else value


def _one(item: Any) -> Any:
    if isinstance(item, Model):
        return str(item.pk)
    return list(item) if isinstance(item, list | tuple) else _plain(str(item))


def _plain(text: str) -> str:
    """A browser sends line ends as CR LF; the store has LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
