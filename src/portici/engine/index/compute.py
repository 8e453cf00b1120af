"""From a table and a specification to the result: prepared, scored, set out again over all areas of the table."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np

from .arrays import Floats
from .prepare import prepare
from .result import Manifest, Prepared, Result, Scores, State
from .score import score
from .spec import Specification, walk
from .table import Table


def compute(table: Table, spec: Specification) -> Result:
    """The index of the table's areas (n), each part of it, ranks, and what was filled, changed or left out on the way.

    Raises Faulty with everything that stands in the way, each with file, line and part.

    >>> from .spec import Higher, Indicator, Level, TableRules, ZScore
    >>> rent = Indicator("rent", Higher.WORSE, column="rent", normalise=(ZScore(),))
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, (rent,)))
    >>> result = compute(Table(("A", "B"), {"rent": np.array([20.0, 30.0])}), spec)
    >>> result.index.tolist(), result.rank.tolist()
    ([90.0, 110.0], [2.0, 1.0])
    """
    prepared = prepare(table, spec)
    return set_out(table, spec, prepared, score(prepared, spec))


def set_out(table: Table, spec: Specification, prepared: Prepared, scores: Scores) -> Result:
    """The scores of those who take part (k), over all areas of the table (n).

    >>> from .spec import Higher, Indicator, Level, TableRules
    >>> rent = Indicator("rent", Higher.WORSE, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, (rent,)))
    >>> table = Table(("A", "B"), {"rent": np.array([20.0, 30.0])}, excluded=np.array([False, True]))
    >>> prepared = prepare(table, spec)
    >>> set_out(table, spec, prepared, score(prepared, spec)).index.tolist()
    [20.0, nan]
    """
    rows = np.array(prepared.rows)

    def over_all(values: Floats) -> Floats:
        if len(rows) == len(table.keys):
            return values
        whole = np.full(len(table.keys), np.nan)
        whole[rows] = values
        return whole

    indicators = {p.code: p for p in spec.indicators() if not p.published}
    domains = [
        part.code for part in walk(spec.index) if part.code not in indicators and part is not spec.index
    ]
    raw = {p.code: over_all(scores.raw[p.code]) for p in spec.levels() if p.normalise}
    return Result(
        specification=spec,
        keys=table.keys,
        names=table.names,
        indicators={code: over_all(scores.parts[code]) for code in indicators},
        domains={code: over_all(scores.parts[code]) for code in domains},
        raw=raw,
        index=over_all(scores.index),
        rank=over_all(scores.rank),
        states=_states(table, rows, scores.index),
        weights=scores.weights,
        filled=prepared.filled,
        winsorised=prepared.winsorised,
        classes=None if scores.classes is None else over_all(scores.classes),
        short=tuple((code, prepared.keys[row], lacked) for code, row, lacked in scores.short),
        manifest=manifest(table, spec),
        faults=(*table.faults, *prepared.faults),
    )


def manifest(table: Table, spec: Specification) -> Manifest:
    """What the result was made of.

    >>> from .spec import Higher, Level, TableRules
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, ()), file="spec.toml")
    >>> manifest(Table((), {}, file="areas.csv"), spec).table
    'areas.csv'
    """
    return Manifest(table.file, table.digest, spec.file, spec.digest, version("portici"))


def _states(table: Table, rows: np.ndarray, index: Floats) -> tuple[State, ...]:
    kinds = tuple(State)
    places = np.full(len(table.keys), kinds.index(State.LEFT_OUT))
    if table.excluded is not None:
        places[table.excluded] = kinds.index(State.EXCLUDED)
    places[rows] = np.where(np.isnan(index), kinds.index(State.INCOMPLETE), kinds.index(State.INCLUDED))
    return tuple([kinds[place] for place in places.tolist()])
