"""Which choices an edition's ranking hangs on, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.fronts.templatetags.portici import percent
from portici.study import carrying
from portici.study.carrying import Share
from portici.study.models import Edition

#: The engine's choices, as a sentence names them.
CHOICES = {
    "normalisation": gettext_lazy("how the figures are brought to one scale"),
    "aggregation": gettext_lazy("how they are put together"),
    "weights": gettext_lazy("the weights"),
    "left out": gettext_lazy("which indicator is left out"),
    "measurement error": gettext_lazy("the errors of measurement"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A choice with the share that it carries alone, the error of that, and the share with what it does together with others."""

    choice: str
    alone: str
    error: str
    together: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """The finding in a sentence, and each choice, the one that carries most first."""

    sentence: str
    lines: Sequence[Line]


def hanging_of(edition: Edition) -> Hanging | None:
    """What the ranking hangs on; None when the edition did not ask how sure it is, or varied nothing."""
    shares = sorted(carrying.kept(edition.manifest), key=lambda one: -one.first)
    if not shares:
        return None
    lines = [
        Line(str(CHOICES[one.choice]), _share(one.first), percent(one.first_error), _share(one.total))
        for one in shares
    ]
    return Hanging(_sentence(shares), lines)


def _sentence(shares: Sequence[Share]) -> str:
    first, *others = shares
    if first.first <= 0 and first.total <= 0:
        return _("None of the choices that were varied moves the ranking.")
    said = {"choice": CHOICES[first.choice], "share": _share(first.first)}
    if others:
        second = others[0]
        said |= {"other": CHOICES[second.choice], "other_share": _share(second.first)}
        # Twice the error of the difference: what another seed might turn round.
        if first.first - second.first <= 2 * hypot(first.first_error, second.first_error):
            return (
                _(
                    "The ranking hangs about alike on %(choice)s, %(share)s, and on %(other)s, %(other_share)s."
                )
                % said
            )
    if first.first > 0.5:
        return _("The ranking hangs mostly on %(choice)s: %(share)s.") % said
    return _("The ranking hangs on %(choice)s more than on any other choice: %(share)s.") % said


def _share(value: float) -> str:
    """Estimates wander: what comes out below nothing is nothing."""
    return percent(max(value, 0.0))
