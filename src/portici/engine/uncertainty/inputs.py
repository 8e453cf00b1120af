"""From a table and a specification to what draws start from: the published ranking, values, weights, standard errors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from portici.engine.index.normalise import normalise
from portici.engine.index.outliers import winsorised
from portici.engine.index.prepare import prepare, turns, with_bounds
from portici.engine.index.result import Prepared
from portici.engine.index.score import score
from portici.engine.index.spec import (
    First,
    Higher,
    Indicator,
    Level,
    Normalisation,
    Part,
    Specification,
)
from portici.engine.index.table import Table
from portici.engine.index.transform import oriented, read_values, transformed
from portici.kernel.findings import Invalid

from . import flaws
from .choices import Choices


@dataclass(frozen=True)
class Inputs:
    """Areas that take part (n): `keys`, `published` ranks, `values` of each indicator before normalisation, `read` as in the table with
    gaps filled, `deviations` the standard errors of those that have one (n,); `weights` of each level's parts; `places` (n,) where each
    key stands among all in order."""

    spec: Specification
    prepared: Prepared
    keys: tuple[str, ...]
    published: np.ndarray
    weights: dict[str, np.ndarray]
    read: dict[str, np.ndarray]
    deviations: dict[str, np.ndarray]
    places: np.ndarray

    @property
    def values(self) -> dict[str, np.ndarray]:
        return dict(self.prepared.values)

    @property
    def highest_first(self) -> bool:
        """Whether rank 1 is the highest score."""
        worse_is_higher = self.spec.index.higher is Higher.WORSE
        return worse_is_higher is (self.spec.rank.first is First.WORST)

    @property
    def worst_first(self) -> bool:
        """Whether rank 1 is the most distressed."""
        return self.spec.rank.first is First.WORST

    def level_of(self, part: Part) -> Level:
        return next(level for level in self.spec.levels() if part in level.parts)

    def column(self, part: Indicator, values: np.ndarray, other: Normalisation | None = None) -> np.ndarray:
        """The indicator's values (n,) as its level takes them, by its own normalisation or another."""
        base = self.prepared.bases.get(part.code)
        for place, method in enumerate(part.normalise if other is None else (other,)):
            how = with_bounds(method, part, self.level_of(part)) if place == 0 else method
            values = normalise(values, how, base if place == 0 else None, self.prepared.sizes)
        return values

    def uncertain(self) -> list[tuple[Indicator, np.ndarray]]:
        """The indicators with errors of measurement, and their standard errors (n,)."""
        return [
            (one, self.deviations[one.code]) for one in self.spec.indicators() if one.code in self.deviations
        ]

    def disturbed(self, part: Indicator, error: np.ndarray) -> np.ndarray:
        """Values (n,) before normalisation, had the table had these errors."""
        turn = turns(part, self.level_of(part))
        moved = transformed(self.read[part.code] + error, part.transform)
        return oriented(winsorised(moved, part.outliers), turn=turn, complement=part.complement)

    def finished(
        self, part: Level, scores: np.ndarray, parent: Level, sizes: np.ndarray | None
    ) -> np.ndarray:
        """A domain's scores (draws, n) as the level above takes them; `sizes` (n,) are in the scores' order."""
        turned = oriented(scores, turn=part.higher is not parent.higher, complement=part.complement)
        for place, method in enumerate(part.normalise):
            how = with_bounds(method, part, parent) if place == 0 else method
            turned = np.stack([normalise(row, how, sizes=sizes) for row in turned])
        return turned


def inputs_of(table: Table, specification: Specification, choices: Choices) -> Inputs:
    """Raises Faulty for what the index itself refuses; Invalid for what draws cannot start from."""
    prepared = prepare(table, specification)
    scores = score(prepared, specification)
    rows = np.array(prepared.rows)
    keys = tuple(table.keys[row] for row in prepared.rows)
    gaps = [code for code, values in prepared.values.items() if np.isnan(values).any()]
    if gaps:
        raise Invalid([flaws.gaps(gaps)])
    columns = {name: values[rows] for name, values in table.columns.items()}
    read = {code: _read(code, specification, columns, prepared, keys) for code in choices.errors}
    return Inputs(
        specification,
        prepared,
        keys,
        np.asarray(scores.rank),
        {
            level.code: np.array([scores.weights[level.code][part.code] for part in level.parts])
            for level in specification.levels()
        },
        read,
        {code: _deviation(code, choices, read[code], columns) for code in choices.errors},
        _places(keys) if choices.errors else np.arange(len(keys)),
    )


def _places(keys: tuple[str, ...]) -> np.ndarray:
    places = np.empty(len(keys), np.int64)
    places[np.argsort(np.array(keys))] = np.arange(len(keys))
    return places


def _read(
    code: str,
    specification: Specification,
    columns: dict[str, np.ndarray],
    prepared: Prepared,
    keys: tuple[str, ...],
) -> np.ndarray:
    """As in the table, with gaps filled as the index filled them."""
    indicator = next(one for one in specification.indicators() if one.code == code)
    values = read_values(indicator, columns).copy()
    row_of = {key: row for row, key in enumerate(keys)}
    for one in prepared.filled:
        if one.code == code and one.value is not None:
            values[row_of[one.key]] = one.value
    return values


def _deviation(code: str, choices: Choices, read: np.ndarray, columns: dict[str, np.ndarray]) -> np.ndarray:
    error = choices.errors[code]
    deviation = np.full(len(read), error.absolute) + np.abs(read) * error.relative
    return np.asarray(deviation + columns[error.column] if error.column else deviation)


def digest_of(inputs: Inputs, *more: object) -> str:
    """SHA-256 of all that a run depends on; the same for rows in another order only if they are in that order."""
    digest = hashlib.sha256(repr((inputs.spec.index, inputs.spec.rank, inputs.keys, *more)).encode())
    sizes = () if inputs.prepared.sizes is None else (inputs.prepared.sizes,)
    arrays = (*inputs.values.values(), *inputs.prepared.bases.values(), *inputs.deviations.values(), *sizes)
    for values in arrays:
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()
