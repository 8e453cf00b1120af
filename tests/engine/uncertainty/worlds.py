"""Invented tables and specifications, and the index computed anew for each draw, one after the other."""

from dataclasses import replace

import numpy as np

from portici.engine.index.prepare import prepare
from portici.engine.index.score import score
from portici.engine.index.spec import (
    Aggregation,
    Arithmetic,
    Exponential,
    First,
    Geometric,
    Given,
    Groups,
    Higher,
    Indicator,
    Level,
    MazziottaPareto,
    MinMax,
    Over,
    Penalty,
    Percentile,
    RankRule,
    Specification,
    Sum,
    TableRules,
    ZScore,
)
from portici.engine.index.table import Table
from portici.engine.uncertainty.choices import Choices, Dirichlet, MeasurementError

RULES = TableRules(("code",))
NORMALISATIONS = (None, ZScore(), MinMax(low=1.0, high=100.0), Percentile(low=1.0))
AGGREGATIONS = (Arithmetic(), Geometric(), MazziottaPareto(Penalty.ADDED))


def table(areas: int, columns: int = 5, seed: int = 3) -> Table:
    """Correlated positive columns c0, c1, …, e0, the standard error of c0, and people."""
    random = np.random.default_rng(seed)
    distress = random.normal(size=areas)
    made = {f"c{one}": np.exp(0.2 * distress + 0.2 * random.normal(size=areas)) for one in range(columns)}
    made["e0"] = 0.05 * random.random(areas)
    made["people"] = random.integers(0, 3_000, areas).astype(float)
    return Table(tuple(f"A{number:06}" for number in range(areas)), made)


def shuffled(one: Table, seed: int = 1) -> Table:
    order = np.random.default_rng(seed).permutation(len(one.keys))
    columns = {name: values[order] for name, values in one.columns.items()}
    return Table(tuple(one.keys[row] for row in order), columns)


def indicator(number: int, **said) -> Indicator:
    defaults = {"column": f"c{number}", "normalise": (ZScore(),)}
    return Indicator(f"i{number}", said.pop("higher", Higher.WORSE), **(defaults | said))


def flat(columns: int = 5, **said) -> Specification:
    parts = tuple(indicator(number) for number in range(columns))
    return Specification(RULES, Level("index", Higher.WORSE, parts), **said)


def nested(first: First = First.WORST) -> Specification:
    """Two domains and an indicator; the second domain is made exponential, the first has one part turned round."""
    money = Level(
        "money",
        Higher.WORSE,
        (indicator(0, weight=3.0), indicator(1, weight=1.0, higher=Higher.BETTER, complement=200.0)),
        weights=Given(normalise=True),
        weight=0.5,
    )
    homes = Level(
        "homes",
        Higher.WORSE,
        (indicator(2, normalise=()), indicator(3, normalise=())),
        aggregate=Sum(),
        normalise=(Exponential(),),
        weight=0.3,
    )
    parts = (money, homes, indicator(4, weight=0.2))
    return Specification(
        RULES, Level("index", Higher.WORSE, parts, weights=Given()), rank=RankRule(first=first)
    )


def counted(aggregate: Aggregation) -> Specification:
    """Means and deviations count people, of indicators, of a domain and of the index."""
    scale = (ZScore(over=Over.POPULATION),)
    homes = Level(
        "homes",
        Higher.BETTER,
        (indicator(0, normalise=scale), indicator(1, normalise=scale, higher=Higher.BETTER)),
        complement=200.0,
        normalise=scale,
    )
    parts = (homes, indicator(2, normalise=scale), indicator(3, normalise=(Groups(7, Over.POPULATION),)))
    rules = TableRules(("code",), population="people")
    return Specification(rules, Level("index", Higher.WORSE, parts, aggregate=aggregate, normalise=scale))


def alone_in_a_domain() -> Specification:
    """As `nested`, but the third part is a domain of one indicator, made a z-score."""
    one = nested()
    money, homes, _fifth = one.index.parts
    lone = Level("lone", Higher.WORSE, (indicator(4),), normalise=(ZScore(),), weight=0.2)
    return replace(one, index=replace(one.index, parts=(money, homes, lone)))


EVERYTHING = Choices(
    normalisations=NORMALISATIONS,
    aggregations=AGGREGATIONS,
    levels=("index",),
    weights=Dirichlet(40.0),
    left_out=("i0", "i1", "i4"),
    errors={"i0": MeasurementError(column="e0"), "i2": MeasurementError(relative=0.05)},
)


def computed(model, drawn) -> np.ndarray:
    """Ranks (draws, areas) in the table's order: a specification of its own for each draw, given to the index itself."""
    return np.array([_one(model, drawn.take(slice(row, row + 1))) for row in range(len(drawn))])


def _one(model, drawn) -> np.ndarray:
    weights = model.without_left_out(drawn)[0]
    specification = model.inputs.spec
    said = {}
    for level, place in zip(specification.levels(), model.levels, strict=True):
        for part, weight in zip(level.parts, weights[place.first : place.last], strict=True):
            said[level.code, part.code] = float(weight)
    other = model.choices.normalisations[drawn.normalisation[0]] if model.choices.normalisations else None
    index = _level(specification.index, said, model, int(drawn.aggregation[0]), other)
    values = dict(model.inputs.prepared.values)
    if drawn.error[0, 1] >= 0:
        values |= model.disturbed(*drawn.error[0].tolist())
    prepared = replace(model.inputs.prepared, values=values)
    return np.floor(score(prepared, replace(specification, index=index)).rank).astype(int)


def _level(level: Level, said, model, aggregation: int, other) -> Level:
    parts = []
    for part in level.parts:
        weighed = replace(part, weight=said[level.code, part.code])
        if isinstance(part, Level):
            parts.append(_level(weighed, said, model, aggregation, other))
        else:
            parts.append(weighed if other is None else replace(weighed, normalise=(other,)))
    return replace(level, parts=tuple(parts), aggregate=model.method(level, aggregation), weights=Given())


def published(one: Table, specification: Specification) -> np.ndarray:
    return score(prepare(one, specification), specification).rank
