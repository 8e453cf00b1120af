"""A formula said in words, for the page behind a figure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portici.territory.figures import Band, Group
from portici.territory.models import OPEN_AGE, Method, Sex

#: The citizenships that counts tell apart.
_CITIZENSHIPS = {
    "it": pgettext_lazy("citizenship", "Italian"),
    "foreign": pgettext_lazy("citizenship", "foreign"),
}


def group_words(group: Group) -> str:
    """ "people of 0–14 and of 65 or more years, women"."""
    ages = _(" and ").join(_band(band) for band in group.bands)
    said = [
        _("residents") if ages == _band((0, OPEN_AGE)) else _("residents of %(ages)s years") % {"ages": ages}
    ]
    if group.sex:
        said.append(str(Sex(group.sex).label).lower())
    if group.citizenship:
        said.append(
            _("citizenship: %(citizenship)s")
            % {"citizenship": _CITIZENSHIPS.get(group.citizenship, group.citizenship)}
        )
    return ", ".join(said)


def _band(band: Band) -> str:
    first, last = band
    if last == OPEN_AGE:
        return _("%(first)s or more") % {"first": first}
    return str(first) if first == last else f"{first}–{last}"


def method_words(method: str) -> Any:
    """How the value follows from the sums; nothing where it is the sum."""
    said = {
        Method.SHARE: _("100 × numerator ÷ denominator"),
        Method.CHANGE: _("100 × (after − before) ÷ before"),
    }
    return said.get(Method(method), "")


def age_words(first: int | None, last: int | None) -> str:
    """The ages of a row; "" for a row that is not of an age."""
    if first is None:
        return ""
    return _band((first, OPEN_AGE if last is None else last))
