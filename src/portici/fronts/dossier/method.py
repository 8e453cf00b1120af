"""An edition's specification in plain words: how figures become an index, generated and never written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portici.fronts.templatetags.portici import number
from portici.study import sureness, trying
from portici.study.models import Edition

from .scales import far_out, missing, plain, scale, together, transformed, weighed

if TYPE_CHECKING:
    from portici.engine.index.spec import Indicator, Level, Specification


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done, as sentences."""

    title: str
    sentences: Sequence[str]


def method_of(edition: Edition) -> list[Step]:
    """What is done to the figures, in the order in which it is done."""
    spec = trying.parse(edition.specification)
    steps = [
        Step(_("Direction"), list(_directions(spec))),
        Step(_("Missing values"), list(_missing(spec))),
        Step(_("Values far out"), list(_far_out(spec))),
        Step(_("To one scale"), list(_scales(spec))),
        Step(_("Weights"), list(_weights(spec, edition.manifest.get("weights", {})))),
        Step(_("Put together"), list(_together(spec))),
        Step(_("Order of the areas"), list(_places(spec))),
        Step(_("How sure the places are"), list(_how_sure(edition))),
    ]
    return [step for step in steps if step.sentences]


def _name(part: Indicator | Level) -> str:
    return part.label or (_("the index") if part.code == "index" else part.code)


def _named(parts: Iterable[Indicator | Level]) -> str:
    return ", ".join(f"“{_name(part)}”" for part in parts)


def _grouped(parts: Iterable[Any], told: Callable[[Any], str], every: str = "") -> Iterator[str]:
    """Parts of which the same is said, in one sentence; `every` is what all of them together are called."""
    groups: dict[str, list[Any]] = {}
    for part in parts:
        groups.setdefault(told(part), []).append(part)
    for text, listed in groups.items():
        is_all = len(groups) == 1 and len(listed) > 1
        yield f"{every if every and is_all else _named(listed)}: {text}."


def _levels(spec: Specification) -> list[Level]:
    """The index first, then its domains from the top down."""
    return list(reversed(list(spec.levels())))


def _directions(spec: Specification) -> Iterator[str]:
    is_worse = spec.index.higher == "worse"
    yield _("A higher index means more distress.") if is_worse else _("A higher index means less distress.")
    turned = [
        part for level in spec.levels() for part in level.parts if part.higher != level.higher
    ]  # fmt: skip
    if turned:
        yield _("Turned round, since a higher value there means the opposite: %(named)s.") % {
            "named": _named(turned)
        }


def _missing(spec: Specification) -> Iterator[str]:
    yield from _grouped(spec.indicators(), lambda one: missing(one.missing), _("All indicators"))
    kept = [level for level in _levels(spec) if type(level.missing).__name__ != "Refuse"]
    yield from _grouped(kept, lambda level: missing(level.missing))


def _far_out(spec: Specification) -> Iterator[str]:
    yield from _grouped(spec.indicators(), lambda one: far_out(one.outliers), _("All indicators"))


def _scales(spec: Specification) -> Iterator[str]:
    def told(part: Indicator | Level) -> str:
        before = [transformed(one) for one in getattr(part, "transform", ())]
        return ", ".join([*before, *map(scale, part.normalise)]) or scale_unsaid()

    yield from _grouped(spec.indicators(), told, _("All indicators"))
    again = [level for level in _levels(spec) if level.normalise]
    for level in again:
        yield _("The score of “%(name)s” is brought to a scale once more: %(how)s.") % {
            "name": _name(level),
            "how": told(level),
        }


def scale_unsaid() -> str:
    from portici.engine.index.scales import Unchanged

    return scale(Unchanged())


def _weights(spec: Specification, weights: dict[str, dict[str, float]]) -> Iterator[str]:
    for level in _levels(spec):
        if len(level.parts) < 2:
            continue
        found = weights.get(level.code, {})
        listed = "; ".join(
            f"“{_name(part)}” {plain(found[part.code])}" for part in level.parts if part.code in found
        )
        text = _("In “%(level)s”, %(how)s: %(listed)s.")
        yield text % {"level": _name(level), "how": weighed(level.weights), "listed": listed or "–"}


def _together(spec: Specification) -> Iterator[str]:
    yield from _grouped(
        (level for level in _levels(spec) if len(level.parts) > 1), lambda level: together(level.aggregate)
    )


def _places(spec: Specification) -> Iterator[str]:
    if spec.rank.first == "worst":
        yield _("Place 1 is the most distressed area; equal areas share a place.")
    else:
        yield _("Place 1 is the least distressed area; equal areas share a place.")


def _how_sure(edition: Edition) -> Iterator[str]:
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None:
        yield _("The edition does not say how sure the places are: other choices were not tried.")
        return
    said = {"draws": number(asked.draws), "seed": str(asked.seed), "k": number(asked.k)}
    yield (
        _("The ranking was drawn %(draws)s times (seed %(seed)s), each time with other reasonable choices.")
        % said
    )
    if asked.concentration:
        yield _("Weights vary around the chosen ones (Dirichlet, concentration %(number)s).") % {
            "number": plain(asked.concentration)
        }
    if asked.normalisations:
        yield _("The scale varies: the chosen one, standard scores, from lowest to highest, percentiles.")
    if asked.aggregations:
        yield _("The way of putting parts together varies: the chosen one, arithmetic and geometric mean.")
    if asked.leave_out:
        yield _("One indicator at a time may be left out.")
    if asked.error:
        yield _("Every value is taken with a standard error of %(number)s%% of it.") % {
            "number": plain(asked.error * 100)
        }
    yield (
        _("An area's interval holds nine places in ten; its probability is that of the first %(k)s.") % said
    )
