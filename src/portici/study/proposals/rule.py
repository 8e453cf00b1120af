"""The rule of a proposal in plain values, as the office states it and as the store keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Any

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

if TYPE_CHECKING:
    from portici.engine.selection import Rule


class RuleKind(StrEnum):
    """All that reach a value; the k most distressed; the set that covers most under limits."""

    THRESHOLD = "threshold"
    WORST = "worst"
    BEST = "best-set"


class Covers(StrEnum):
    """What the best set covers: residents by the place of their area, residents times the index, people in distress as counted."""

    PLACE = "place"
    INDEX = "index"
    COUNT = "count"


class Together(StrEnum):
    """What must hang together: nothing, all that is chosen, what is chosen in each area of the higher layer."""

    NO = "no"
    AS_ONE = "as one"
    IN_EACH = "in each group"


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule. `threshold` is on the index's own scale; `residents` and `distressed` are columns of counts, CODE@PERIOD; `layer`
    is the code of the higher layer of which each area must have one."""

    kind: str
    threshold: float | None = None
    number: int | None = None
    most_areas: int | None = None
    most_residents: int | None = None
    residents: str = ""
    coverage: str = Covers.PLACE
    distressed: str = ""
    layer: str = ""
    contiguous: str = Together.NO

    @property
    def columns(self) -> list[str]:
        """The counts that it reads."""
        return [name for name in (self.residents, self.distressed) if name]


def stated_of(values: Mapping[str, Any]) -> Stated:
    return Stated(**values)


def as_values(stated: Stated) -> dict[str, Any]:
    """What the store keeps: what the rule says, and nothing of what it does not.

    >>> as_values(Stated("worst", number=3))
    {'kind': 'worst', 'number': 3}
    """
    plain = asdict(Stated(""))
    said = {name: value for name, value in asdict(stated).items() if value != plain[name]}
    return {name: str(value) if isinstance(value, StrEnum) else value for name, value in said.items()}


def of_kind(stated: Stated) -> Stated:
    """The rule without what another kind of rule would ask: what is kept is what was obeyed."""
    if stated.kind == RuleKind.THRESHOLD:
        return Stated(stated.kind, threshold=stated.threshold, residents=stated.residents)
    if stated.kind == RuleKind.WORST:
        return Stated(stated.kind, number=stated.number, residents=stated.residents)
    return Stated(
        stated.kind,
        most_areas=stated.most_areas,
        most_residents=stated.most_residents,
        residents=stated.residents,
        coverage=stated.coverage,
        distressed=stated.distressed if stated.coverage == Covers.COUNT else "",
        layer=stated.layer,
        contiguous=stated.contiguous,
    )


def engine_rule(stated: Stated, *, turned: bool) -> Rule:
    """The engine's rule; `turned` where a lower index means more distress, which the engine is then given with its sign changed."""
    from portici.engine.selection import BestSet, Contiguous, Coverage, MostDistressed, Threshold

    if stated.kind == RuleKind.THRESHOLD:
        value = stated.threshold or 0.0
        return Threshold(-value if turned else value)
    if stated.kind == RuleKind.WORST:
        return MostDistressed(stated.number or 0)
    by_count = stated.coverage == Covers.COUNT
    return BestSet(
        most_areas=stated.most_areas,
        most_residents=stated.most_residents,
        one_per_group=bool(stated.layer),
        contiguous=Contiguous(stated.contiguous),
        coverage=Coverage.DISTRESSED_RESIDENTS if by_count else Coverage.RESIDENTS_TIMES_INDEX,
    )


def on_stated(stated: Stated) -> Iterator[Finding]:
    """An error for each thing that a rule of this kind needs and does not say."""
    if stated.kind == RuleKind.THRESHOLD and (stated.threshold is None or not isfinite(stated.threshold)):
        yield _lacks("threshold", _A_NUMBER, _GIVE_THRESHOLD)
    if stated.kind == RuleKind.WORST and (stated.number is None or stated.number < 1):
        yield _lacks("number", _A_COUNT, _GIVE_NUMBER)
    if stated.kind != RuleKind.BEST:
        return
    if stated.most_areas is None and stated.most_residents is None:
        yield _lacks("most_areas", _A_LIMIT, _GIVE_LIMIT)
    if not stated.residents:
        yield _lacks("residents", _RESIDENTS, _GIVE_RESIDENTS)
    if stated.coverage == Covers.COUNT and not stated.distressed:
        yield _lacks("distressed", _DISTRESSED, _GIVE_DISTRESSED)
    if stated.contiguous == Together.IN_EACH and not stated.layer:
        yield _lacks("layer", _LAYER, _GIVE_LAYER)


def _lacks(name: str, accepted: str, todo: str) -> Finding:
    return error("proposal.lacks", "", Message(accepted), Message(todo)).at(name)


_A_NUMBER = gettext_noop("A number on the scale of the index.")
_GIVE_THRESHOLD = gettext_noop("Write the value from which an area is proposed.")
_A_COUNT = gettext_noop("A number of areas from 1 on.")
_GIVE_NUMBER = gettext_noop("Write how many areas to take.")
_A_LIMIT = gettext_noop("A limit of areas, of residents, or both.")
_GIVE_LIMIT = gettext_noop("Write a limit: without one the rule takes every area.")
_RESIDENTS = gettext_noop("How many people live in each area.")
_GIVE_RESIDENTS = gettext_noop("Choose the count of residents.")
_DISTRESSED = gettext_noop("How many people in distress live in each area.")
_GIVE_DISTRESSED = gettext_noop("Choose the count, or what else the set covers.")
_LAYER = gettext_noop("The higher layer in whose areas what is chosen hangs together.")
_GIVE_LAYER = gettext_noop("Choose the layer, or ask that all hangs together.")
