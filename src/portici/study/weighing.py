"""A computed edition under other weights of its domains: worked out at once, kept by nobody until a desk is asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, gettext_noop

from . import choices, sureness
from .choices import Choices
from .models import Edition
from .results import Outcome, kept_inputs, outcomes_of
from .sureness import Asked, Sureness
from .trying import parse, work_out

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
    """The weights of the index's own parts as the edition was computed; none where they cannot be changed but as text."""
    said = choices.read(edition.specification)
    found: Mapping[str, float] = edition.manifest.get("weights", {}).get("index", {})
    if said is None:
        return []
    return [Weight(code, label, found[code]) for code, label in _tops(said) if code in found]


def reweighted(specification: str, weights: Mapping[str, float]) -> str:
    """The specification with these weights of the index's own parts, brought to the sum 1.

    Raises Invalid when they are all 0, or the form cannot show the specification.
    """
    said = choices.read(specification)
    total = sum(weights.values())
    if said is None or total <= 0:
        raise Invalid([_no_weights(total)])
    codes = choices.codes_of(said)
    share = {code: weight / total for code, weight in weights.items()}
    domains = tuple(replace(one, weight=share[codes[one.label]]) for one in said.domains)
    indicators = tuple(one if one.domain else replace(one, weight=share[one.code]) for one in said.indicators)
    index = replace(said.index, weights=choices.GIVEN)
    return choices.written(replace(said, index=index, domains=domains, indicators=indicators))


def weigh(edition: Edition, weights: Mapping[str, float]) -> Weighed:
    """The edition's frozen inputs under other weights. Raises Invalid."""
    spec = parse(reweighted(edition.specification, weights))
    rows = kept_inputs(edition.results.all())
    asked = replace(sureness.asked_of(edition.uncertainty) or Asked(draws=DRAWS), draws=DRAWS)
    asked = replace(asked, k=min(asked.k, sum(not row.excluded_by for row in rows)))
    found = sureness.work_out(asked, spec, rows)
    return Weighed(outcomes_of(work_out(spec, rows)), {one.code: one for one in found}, asked)


def _tops(said: Choices) -> list[tuple[str, str]]:
    codes = choices.codes_of(said)
    domains = [(codes[one.label], one.label) for one in said.domains]
    return [*domains, *((one.code, one.label or one.code) for one in said.indicators if not one.domain)]


def _no_weights(total: float) -> Finding:
    accepted = Message(gettext_noop("Weights of which one at least is above 0."))
    todo = Message(gettext_noop("Give the parts weights; they are divided by their sum."))
    return error("edition.weights", f"{total:g}", accepted, todo)
