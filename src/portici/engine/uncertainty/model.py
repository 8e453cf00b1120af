"""The index as draws need it: columns as read, weights of all levels in one row, scores of many draws at once.

Scores come from the same sums in the same order as `engine.index` makes them, level by level, so that a draw that changes nothing gives
the index's own digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import ModuleType
from typing import TypeAlias

import numpy as np

from portici.engine.index import spec
from portici.engine.index.normalise import normalise

from . import plain
from .choices import Choices
from .draws import Level, Settings, generator
from .inputs import Inputs
from .mixing import Each, made_ready, mixed, ready

#: Of each level that has indicators: their columns, and the same as the level's method takes them.
Columns: TypeAlias = dict[str, np.ndarray]
#: Numbers of a block of scores that one thread works on: what its nearest caches hold.
NEAR = 250_000
SEVERAL = 8
_ERROR = 1_000
_TIES = {
    spec.Ties.MIN: plain.SMALLEST,
    spec.Ties.MAX: plain.LARGEST,
    spec.Ties.DENSE: plain.DENSE,
    spec.Ties.MEAN: plain.MIDDLE,
}


@dataclass
class Model:
    """An index and the choices around it. Areas are held in the order of the published ranking (`order`: the table's row of each)."""

    inputs: Inputs
    choices: Choices
    seed: int = 0
    levels: tuple[Level, ...] = field(init=False)
    order: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        first, found = 0, []
        for level in self.inputs.spec.levels():
            found.append(Level(first, self.inputs.weights[level.code]))
            first = found[-1].last
        self.levels = tuple(found)
        self.order = np.argsort(self.inputs.published, kind="stable")
        self._scaled: tuple[int, Columns] | None = None
        self._kept: tuple[int, Columns] | None = None

    @property
    def areas(self) -> int:
        return len(self.inputs.keys)

    @property
    def sizes(self) -> np.ndarray | None:
        """Residents, in the order of the published ranking."""
        found = self.inputs.prepared.sizes
        return None if found is None else found[self.order]

    @property
    def ties(self) -> int:
        return _TIES[self.inputs.spec.rank.ties]

    @property
    def rows_at_once(self) -> int:
        """Draws that a thread scores at once: with several, each column is fetched once for them."""
        return max(SEVERAL, self.rows_near)

    @property
    def rows_near(self) -> int:
        """Draws that a thread ranks at once."""
        return max(1, NEAR // self.areas)

    @property
    def products(self) -> int:
        """Products of one draw."""
        return self.areas * sum(len(level.given) for level in self.levels)

    def columns(self, drawn: Settings, each: Each = map) -> Columns:
        """What draws of the same methods share; kept until draws of others come. `each` may work on several columns at once."""
        if self.choices.errors:
            return {}
        normalisation, aggregation = int(drawn.normalisation[0]), int(drawn.aggregation[0])
        if self._scaled is None or self._scaled[0] != normalisation:
            self._kept = self._scaled = None  # let go of the old before making the new
            self._scaled = normalisation, self._normalised(normalisation, self.inputs.values, each)
        if self._kept is None or self._kept[0] != aggregation:
            self._kept = None
            self._kept = aggregation, self._ready(self._scaled[1], aggregation, each)
        return self._kept[1]

    def scores(self, drawn: Settings, columns: Columns, loops: ModuleType) -> np.ndarray:
        """Scores (draws, areas) of draws that share their methods, the highest to be ranked first."""
        aggregation = int(drawn.aggregation[0])
        weights = self.without_left_out(drawn)
        if self.choices.errors:
            columns = self._with_errors(drawn)
        index = self.inputs.spec.index
        scores = self._score(index, aggregation, weights, columns, loops)
        for how in index.normalise:
            scores = np.stack([normalise(row, how, sizes=self.sizes) for row in scores])
        decimals = self.inputs.spec.rank.decimals
        if decimals is not None:
            scores = np.round(scores, decimals)
        return scores if self.inputs.highest_first else -scores

    def without_left_out(self, drawn: Settings) -> np.ndarray:
        """Weights with that of the indicator left out at zero, the others of its level scaled up to the level's sum."""
        weights = drawn.weights.copy()
        codes = [[part.code for part in level.parts] for level in self.inputs.spec.levels()]
        for number, code in enumerate(self.choices.left_out):
            rows = np.flatnonzero(drawn.left_out == number)
            if len(rows):
                self._leave_out(weights, rows, code, codes)
        return weights

    def _leave_out(self, weights: np.ndarray, rows: np.ndarray, code: str, codes: list[list[str]]) -> None:
        home = next((one for one, parts in enumerate(codes) if code in parts), None)
        if home is None:
            return
        level = self.levels[home]
        part = weights[rows, level.first : level.last]
        before = part.sum(axis=1, keepdims=True)
        part[:, codes[home].index(code)] = 0.0
        left = part.sum(axis=1, keepdims=True)
        alone = left[:, 0] == 0  # its domain goes with it
        weights[rows[~alone], level.first : level.last] = (part * (before / np.where(left > 0, left, 1)))[
            ~alone
        ]
        if alone.any():
            domain = [one.code for one in self.inputs.spec.levels()][home]
            self._leave_out(weights, rows[alone], domain, codes)

    def _columns(self, normalisation: int, aggregation: int, values: dict[str, np.ndarray]) -> Columns:
        """By level: the columns (parts that are indicators, 1, areas), ready for the level's method when all its parts are."""
        return self._ready(self._normalised(normalisation, values, map), aggregation, map)

    def _ready(self, normalised: Columns, aggregation: int, each: Each) -> Columns:
        made = {}
        for level in self.inputs.spec.levels():
            if level.code in normalised:
                columns, how = normalised[level.code], self.method(level, aggregation)
                whole = len(columns) == len(level.parts)
                made[level.code] = made_ready(columns, how, each) if whole else columns
        return made

    def _normalised(self, normalisation: int, values: dict[str, np.ndarray], each: Each) -> Columns:
        """By level: its indicators (parts, 1, areas) as it takes them."""
        alternatives = self.choices.normalisations
        other = alternatives[normalisation] if alternatives else None

        def column(part: spec.Indicator) -> np.ndarray:
            return self.inputs.column(part, values[part.code], other)[None, self.order]

        parts_of = {
            level.code: [part for part in level.parts if isinstance(part, spec.Indicator)]
            for level in self.inputs.spec.levels()
        }
        return {code: np.stack(list(each(column, parts))) for code, parts in parts_of.items() if parts}

    def method(self, level: spec.Level, aggregation: int) -> spec.Aggregation:
        """How the level's parts are put together under this alternative."""
        alternatives = self.choices.aggregations
        other = alternatives[aggregation] if alternatives else None
        open_here = not self.choices.levels or level.code in self.choices.levels
        return other if other is not None and open_here else level.aggregate

    def _score(
        self, level: spec.Level, aggregation: int, weights: np.ndarray, columns: Columns, loops: ModuleType
    ) -> np.ndarray:
        """The level's scores (draws, areas) before what its parent makes of them."""
        how = self.method(level, aggregation)
        if not any(isinstance(part, spec.Level) for part in level.parts):
            parts = columns[level.code]
        else:
            own = iter(columns.get(level.code, ()))
            made = [
                self.inputs.finished(
                    part, self._score(part, aggregation, weights, columns, loops), level, self.sizes
                )
                if isinstance(part, spec.Level)
                else np.broadcast_to(next(own), (len(weights), self.areas))
                for part in level.parts
            ]
            parts = ready(np.stack(made), how)
        place = self._place(level.code)
        return mixed(parts, np.ascontiguousarray(weights[:, place.first : place.last]), how, loops)

    def _place(self, code: str) -> Level:
        return next(
            place
            for level, place in zip(self.inputs.spec.levels(), self.levels, strict=True)
            if level.code == code
        )

    def _with_errors(self, drawn: Settings) -> Columns:
        """Columns of each draw made anew from values with errors added."""
        each = [
            self._columns(
                int(drawn.normalisation[0]),
                int(drawn.aggregation[0]),
                self.disturbed(int(side), int(number)),
            )
            for side, number in drawn.error
        ]
        return {code: np.concatenate([one[code] for one in each], axis=1) for code in each[0]}

    def disturbed(self, side: int, number: int) -> dict[str, np.ndarray]:
        """Values with the errors of draw `number` of a side; areas take them by the order of their keys."""
        values = dict(self.inputs.values)
        for one, (part, deviation) in enumerate(self.inputs.uncertain()):
            random = generator(self.seed, side, _ERROR + one, number)
            error = deviation * random.standard_normal(self.areas)[self.inputs.places]
            values[part.code] = self.inputs.disturbed(part, error)
        return values
