"""What the parts of a specification must keep to among themselves, once each is what its annotations want."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from portici.kernel.findings import Finding

from . import spec_flaws
from .spec import (
    INDEX,
    Given,
    Goalposts,
    Indicator,
    LeaveOut,
    Level,
    Loadings,
    Maximum,
    Minimum,
    Over,
    ParentMean,
    Power,
    PrincipalComponents,
    Product,
    Refuse,
    Regression,
    Specification,
    Sum,
    walk,
)

#: Headings that the output has of its own.
OWN = (INDEX, "rank", "class", "state")
#: Ends the heading of a domain's score before it is normalised again.
RAW = "_raw"
#: How far from 1 the sum of weights may be: what decimals written by people leave.
TOLERANCE = 1e-9

#: Stands for the table of rules in a place; no code of a part is like it.
TABLE = "[table]"
CLASSES = "[classes]"

#: A part's code and the key of it that is at fault.
Place = tuple[str, ...]


def flaws_of(spec: Specification) -> Iterator[tuple[Place, Finding]]:
    """Every fault of the tree, with the part and the key that it lies in.

    >>> from .spec import Higher, TableRules
    >>> one = Indicator("rank", Higher.WORSE, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level(INDEX, Higher.WORSE, (one,)))
    >>> [(place, finding.code) for place, finding in flaws_of(spec)]
    [(('rank', 'code'), 'spec.doubled')]
    """
    yield from _marks(spec)
    yield from _codes(spec)
    yield from _counted(spec)
    for level in spec.levels():
        yield from _weights(level)
        yield from _methods(level)
        for part in level.parts:
            if isinstance(part, Indicator):
                yield from _missing(part, level, spec)


def _marks(spec: Specification) -> Iterator[tuple[Place, Finding]]:
    rules = spec.table
    if not rules.key or "" in rules.key:
        yield (TABLE, "key"), spec_flaws.absent("key")
    if len(rules.separator) > 1:
        yield (TABLE, "separator"), spec_flaws.no_mark(rules.separator)
    if rules.decimal not in ("", ".", ",") or (rules.decimal and rules.decimal == rules.separator):
        yield (TABLE, "decimal"), spec_flaws.no_decimal(rules.decimal)


def _counted(spec: Specification) -> Iterator[tuple[Place, Finding]]:
    """What counts residents wants to know how many they are."""
    asked = [((part.code, "normalise"), any(map(_counts, part.normalise))) for part in walk(spec.index)]
    asked += [((level.code, "weights"), _counts(level.weights)) for level in spec.levels()]
    asked.append(((CLASSES, "over"), _counts(spec.classes)))
    for place, counts in asked:
        if counts and not spec.table.population:
            yield place, spec_flaws.no_population()
    for one in spec.indicators():
        if any(_counts(how) and getattr(how, "reference_rows", None) for how in one.normalise):
            yield (one.code, "normalise"), spec_flaws.no_counted_reference()


def _counts(how: object) -> bool:
    return getattr(how, "over", Over.AREAS) is Over.POPULATION


def _codes(spec: Specification) -> Iterator[tuple[Place, Finding]]:
    taken = {*OWN, *spec.table.key, spec.table.name, spec.table.parent, ""}
    for part in walk(spec.index):
        if part is spec.index:
            continue
        headings = {part.code}
        if isinstance(part, Level) and part.normalise:
            headings.add(part.code + RAW)
        if headings & taken:
            yield (part.code, "code"), spec_flaws.doubled(part.code)
        taken |= headings


def _weights(level: Level) -> Iterator[tuple[Place, Finding]]:
    place = (level.code, "weights")
    said = [part.weight for part in level.parts if part.weight is not None]
    if isinstance(level.aggregate, Sum | Product | Minimum | Maximum):
        if said and not any(said) and len(said) == len(level.parts):
            yield place, spec_flaws.weights_sum(0)
        return
    if not isinstance(level.weights, Given):
        if said:
            yield place, spec_flaws.useless_weight(p.code for p in level.parts if p.weight is not None)
    elif len(said) < len(level.parts):
        yield place, spec_flaws.no_weight(p.code for p in level.parts if p.weight is None)
    elif sum(said) == 0 or not (level.weights.normalise or isclose(sum(said), 1, abs_tol=TOLERANCE)):
        yield place, spec_flaws.weights_sum(sum(said))


def _methods(level: Level) -> Iterator[tuple[Place, Finding]]:
    if isinstance(level.aggregate, Power) and level.aggregate.exponent == 0:
        yield (level.code, "aggregate"), spec_flaws.no_exponent()
    if _is_component(level) and not (
        isinstance(level.aggregate, Sum) and isinstance(level.missing, Refuse | LeaveOut)
    ):
        yield (level.code, "weights"), spec_flaws.component_alone("component")
    indicators = [part for part in level.parts if isinstance(part, Indicator)]
    later = [(level.code, level.normalise), *((one.code, one.normalise[1:]) for one in indicators)]
    for code, steps in later:
        if any(isinstance(how, Goalposts) and (how.reference_column or how.reference_rows) for how in steps):
            yield (code, "normalise"), spec_flaws.useless_reference()


def _is_component(level: Level) -> bool:
    how = level.weights
    return isinstance(how, PrincipalComponents) and how.loadings is Loadings.COMPONENT


def _missing(part: Indicator, level: Level, spec: Specification) -> Iterator[tuple[Place, Finding]]:
    place = (part.code, "missing")
    if isinstance(part.missing, ParentMean) and not spec.table.parent:
        yield place, spec_flaws.no_parent()
    if not isinstance(part.missing, Regression):
        return
    others = [one.code for one in spec.indicators() if one.code != part.code]
    unknown = [code for code in part.missing.on if code not in others]
    beside = [one for one in level.parts if isinstance(one, Indicator) and one.code != part.code]
    if unknown or not (part.missing.on or beside):
        yield place, spec_flaws.no_predictor(", ".join(unknown), others)
