"""A computed edition under other weights of its domains: worked out at once, kept by nobody until a desk is asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, gettext_noop

from . import choices, sureness
from .models import Edition
from .results import Outcome, kept_inputs, outcomes_of
from .sureness import Asked, Sureness
from .trying import parse, work_out

if TYPE_CHECKING:
    from portici.engine.index.spec import Specification

#: Draws behind the intervals of what is shown at once.
DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Weight:
    """A part that stands in the index itself, a domain or an indicator, and its weight there."""

    code: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What other weights come to: an outcome an area, and how sure each place is."""

    outcomes: Sequence[Outcome]
    sure: Mapping[str, Sureness]
    asked: Asked


def weights_of(edition: Edition) -> list[Weight]:
    """The weights of the index's own parts as the edition was computed; none of an edition without results, nor where loadings of a
    principal component stand for weights and some are below 0."""
    found: Mapping[str, float] = edition.manifest.get("weights", {}).get("index", {})
    if not found or min(found.values()) < 0:
        return []
    tops = parse(edition.specification).index.parts
    return [Weight(one.code, one.label or one.code, found[one.code]) for one in tops if one.code in found]


def is_kept(edition: Edition) -> bool:
    """Whether other weights can be written as a specification: the form's text of it says the same."""
    return choices.read(edition.specification) is not None


def reweighted(specification: str, weights: Mapping[str, float]) -> str:
    """The specification with these weights of the index's own parts, brought to the sum 1.

    Raises Invalid when they are all 0, or the form cannot show the specification.
    """
    share = _shares(weights)
    said = choices.read(specification)
    if said is None:
        raise Invalid([_as_text()])
    codes = choices.codes_of(said)
    domains = tuple(replace(one, weight=share[codes[one.label]]) for one in said.domains)
    indicators = tuple(
        one if one.domain else replace(one, weight=share[one.called]) for one in said.indicators
    )
    index = replace(said.index, weights=choices.GIVEN)
    return choices.written(replace(said, index=index, domains=domains, indicators=indicators))


def weigh(edition: Edition, weights: Mapping[str, float]) -> Weighed:
    """The edition's frozen inputs under other weights. Raises Invalid."""
    spec = _weighed(parse(edition.specification), _shares(weights))
    rows = kept_inputs(edition.results.all())
    asked = replace(sureness.asked_of(edition.uncertainty) or Asked(draws=DRAWS), draws=DRAWS)
    asked = replace(asked, k=min(asked.k, sum(not row.excluded_by for row in rows)))
    found = sureness.work_out(asked, spec, rows)
    return Weighed(outcomes_of(work_out(spec, rows)), {one.code: one for one in found}, asked)


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights brought to the sum 1. Raises Invalid when they are all 0."""
    total = sum(weights.values())
    if total <= 0:
        raise Invalid([_no_weights(total)])
    return {code: weight / total for code, weight in weights.items()}


def _weighed(spec: Specification, share: Mapping[str, float]) -> Specification:
    """The specification with these weights of the index's own parts, whatever else it says."""
    from portici.engine.index.spec import Given

    parts = tuple(replace(one, weight=share[one.code]) for one in spec.index.parts)
    return replace(spec, index=replace(spec.index, parts=parts, weights=Given()))


def _as_text() -> Finding:
    accepted = Message(
        gettext_noop("A specification that the form can show: its weights are written by the form.")
    )
    todo = Message(gettext_noop("Draft the next edition from this one, and write the weights in its text."))
    return error("edition.weights", "", accepted, todo)


def _no_weights(total: float) -> Finding:
    accepted = Message(gettext_noop("Weights of which one at least is above 0."))
    todo = Message(gettext_noop("Give the parts weights; they are divided by their sum."))
    return error("edition.weights", f"{total:g}", accepted, todo)
