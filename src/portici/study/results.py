"""What an edition comes to, row by row: as it is stored, as it is written into a file, as it is compared to the last digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING

from portici.kernel.parsing import csv_text, safe_cell

from .clustering import Local
from .inputs import Row
from .models import AreaResult
from .sureness import Sureness

if TYPE_CHECKING:
    from portici.engine.index.result import Result

#: Columns before and after those of the index's parts.
BEFORE, AFTER = ("code", "name"), ("index", "rank", "state")
#: As in `engine.index`: the root of the tree, and the ending of a score before it was normalised again.
INDEX, RAW = "index", "_raw"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An area's results; None where there is none. `parts` goes by heading."""

    code: str
    name: str
    state: str
    parts: Mapping[str, float | None]
    index: float | None
    rank: float | None
    lacks: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Difference:
    """The first area in which two results differ in a column, and in how many they do."""

    column: str
    code: str
    before: str
    after: str
    count: int


def headings_of(result: Result) -> list[str]:
    """The parts of the index in the order of the engine's own table: indicators, domains, each after what it was before
    it was normalised again."""
    listed = list(result.indicators)
    for code in [*result.domains, INDEX]:
        listed += [code + RAW] * (code in result.raw) + [code] * (code != INDEX)
    return listed


def outcomes_of(result: Result) -> list[Outcome]:
    """The engine's result over n areas, one row each."""
    columns = {**result.indicators, **result.domains}
    columns |= {code + RAW: values for code, values in result.raw.items()}
    listed = {name: values.tolist() for name, values in columns.items()}
    lacks: dict[str, list[str]] = {}
    for _level, key, parts in result.short:
        lacks.setdefault(key, []).extend(parts)
    for one in result.filled:
        if one.method == "leave-out":
            lacks.setdefault(one.key, []).append(one.code)
    index, rank = result.index.tolist(), result.rank.tolist()
    return [
        Outcome(
            code=key,
            name=result.names[place],
            state=result.states[place].value,
            parts={name: _known(values[place]) for name, values in listed.items()},
            index=_known(index[place]),
            rank=_known(rank[place]),
            lacks=tuple(lacks.get(key, ())),
        )
        for place, key in enumerate(result.keys)
    ]


def stored(rows: Iterable[AreaResult]) -> list[Outcome]:
    """The results as the store keeps them."""
    return [
        Outcome(row.code, row.name, row.state, row.parts, row.index, row.rank, tuple(row.lacks))
        for row in rows
    ]


def kept_inputs(rows: Iterable[AreaResult]) -> list[Row]:
    """The inputs as the store keeps them."""
    return [Row(row.code, row.name, row.parent_code, row.inputs, row.excluded_by) for row in rows]


def kept_sureness(rows: Iterable[AreaResult]) -> list[Sureness]:
    """How sure each place is, as the store keeps it; nothing of areas without a place."""
    return [
        Sureness(row.code, row.rank_low, row.rank_median, row.rank_high, row.probability)
        for row in rows
        if row.rank_low is not None
        and row.rank_median is not None
        and row.rank_high is not None
        and row.probability is not None
    ]


def kept_clusters(rows: Iterable[AreaResult]) -> list[Local]:
    """Each area among its neighbours, as the store keeps it; nothing of areas of which nothing is told."""
    return [Local(row.code, row.quadrant, row.cluster_p, row.cluster_q) for row in rows if row.quadrant]


def table_text(outcomes: Sequence[Outcome], headings: Sequence[str]) -> str:
    """The results as CSV (UTF-8, comma, decimal point, every digit), as `portici index` writes them from the same inputs.

    >>> print(table_text([Outcome("1", "Savena", "included", {"rent": 0.5}, 0.5, 1.0)], ["rent"]), end="")
    code,name,rent,index,rank,state
    1,Savena,0.5,0.5,1,included
    """
    return csv_text([[*BEFORE, *headings, *AFTER], *(cells_of(one, headings) for one in outcomes)])


def inputs_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """The inputs as the table that `portici index` reads with the edition's specification."""
    lines = [["code", "name", "parent", "excluded", *columns]]
    for row in rows:
        cells = ["" if (value := row.inputs[name]) is None else repr(value) for name in columns]
        words = map(safe_cell, (row.code, row.name, row.parent_code))
        lines.append([*words, "1" if row.excluded_by else "0", *cells])
    return csv_text(lines)


def cells_of(one: Outcome, headings: Sequence[str]) -> list[str]:
    """A row of the table, every number with all its digits."""
    numbers = [*(one.parts.get(name) for name in headings), one.index]
    return [
        safe_cell(one.code),
        safe_cell(one.name),
        *("" if value is None else repr(float(value)) for value in numbers),
        "" if one.rank is None else _place(one.rank),
        one.state,
    ]


def _place(rank: float) -> str:
    """A whole rank without a decimal point; equal areas that share a mean may have halves."""
    return str(int(rank)) if rank.is_integer() else repr(rank)


def differences(
    before: Sequence[Outcome], after: Sequence[Outcome], headings: Sequence[str]
) -> list[Difference]:
    """The columns in which two results over the same areas differ, to the last digit."""
    names = [*BEFORE, *headings, *AFTER]
    pairs = [
        (one.code, cells_of(one, headings), cells_of(other, headings))
        for one, other in zip(before, after, strict=True)
    ]
    found = []
    for place, name in enumerate(names):
        other = [
            (code, left[place], right[place]) for code, left, right in pairs if left[place] != right[place]
        ]
        if other:
            found.append(Difference(name, *other[0], count=len(other)))
    return found


def _known(value: float) -> float | None:
    """None for not-a-number. Zero has no sign: not every store keeps one."""
    return None if isnan(value) else value + 0.0
