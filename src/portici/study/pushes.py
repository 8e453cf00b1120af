"""What pushes an area up or down in an edition, compared with the mean of the areas: domain by domain, and the indicator that does most in each.

A part pushes by its weight times how far its score lies from the mean: with an arithmetic mean that is exactly what it adds to the
index's own distance from the mean; with the other ways to put parts together it says which part is far from the mean and weighs, which is
what a reader asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import trying
from .models import AreaResult, Edition

if TYPE_CHECKING:
    from portici.engine.index.spec import Indicator, Level


@dataclass(frozen=True, slots=True)
class Push:
    """A part of the index in an area. `strength` above zero pushes towards distress; `column` is empty for a domain.

    `through` is the part within a domain that pushes most in the same direction, down to an indicator.
    """

    code: str
    label: str
    column: str
    score: float
    mean: float
    strength: float
    through: Push | None = None

    @property
    def leaf(self) -> Push:
        """The indicator that it comes down to, itself when it is one."""
        return self.through.leaf if self.through is not None else self


def pushes_of(edition: Edition, row: AreaResult, rows: Sequence[AreaResult]) -> list[Push]:
    """The index's own parts in a row of a computed edition, the strongest towards distress first.

    The means are those of `rows` that have a score. Parts that the row lacks are left out.
    """
    from portici.engine.index.spec import Higher

    index = trying.parse(edition.specification).index
    ranked = [one for one in rows if one.index is not None]
    area = _Area(row, ranked, edition.manifest.get("weights", {}))
    found = area.below(index, 1.0 if index.higher is Higher.WORSE else -1.0)
    return sorted(found, key=lambda push: -push.strength)


@dataclass(frozen=True, slots=True)
class _Area:
    """A row beside those that its scores are compared with; weights by level and part."""

    row: AreaResult
    rows: Sequence[AreaResult]
    weights: Mapping[str, Mapping[str, float]]

    def below(self, level: Level, sign: float) -> Iterable[Push]:
        """The parts of a level; `sign` is 1 where a higher score of it is more distress. Parts are stored as their level takes them."""
        for part in level.parts:
            score = self.row.parts.get(part.code)
            scores = [value for one in self.rows if (value := one.parts.get(part.code)) is not None]
            if score is None or not scores:
                continue
            mean = sum(scores) / len(scores)
            strength = sign * self.weights.get(level.code, {}).get(part.code, 1.0) * (score - mean)
            turned = sign if part.higher is level.higher else -sign
            yield Push(
                code=part.code,
                label=part.label or part.code,
                column=getattr(part, "column", ""),
                score=score,
                mean=mean,
                strength=strength,
                through=self.through(part, turned, strength),
            )

    def through(self, part: Level | Indicator, sign: float, strength: float) -> Push | None:
        """The part within a domain that pushes most the way that the domain does; None for an indicator."""
        from portici.engine.index.spec import Level as Domain

        if not isinstance(part, Domain):
            return None
        way = 1.0 if strength >= 0 else -1.0
        return max(self.below(part, sign), key=lambda push: way * push.strength, default=None)
