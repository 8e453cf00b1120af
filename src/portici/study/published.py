"""An edition's ranking beside the city's own published index: how far they agree, and where they differ most."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from portici.kernel.actor import Actor
from portici.records.links import seen
from portici.territory.models import Direction, Indicator, ObservationStatus
from portici.territory.queries import observed

from . import queries
from .models import AreaResult, Edition

#: Pairs below which a correlation of ranks says nothing.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """An area in both: the value of the city's index, and its places in both rankings of the same areas, 1 the most distressed.

    Equal areas share the mean of their places.
    """

    row: AreaResult
    value: float
    ours: float
    theirs: float

    @property
    def higher(self) -> float:
        """By how many places ours puts it nearer to the most distressed than the city's; negative when farther."""
        return self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class Beside:
    """Both rankings over the areas that have a place in ours and a value in the city's, in the order of ours.

    `spearman` and `kendall` (tau-b) go from -1 to 1; None for too few areas, or when either ranks all alike.
    `only_ours` have a place in the edition and no value in the city's index, `only_theirs` the reverse.
    """

    indicator: Indicator
    period: str
    pairs: Sequence[Pair]
    only_ours: Sequence[AreaResult]
    only_theirs: Sequence[AreaResult]
    spearman: float | None
    kendall: float | None

    def largest(self, count: int) -> list[Pair]:
        """The areas whose places differ most; those that do not differ are left out."""
        apart = [pair for pair in self.pairs if pair.higher]
        return sorted(apart, key=lambda pair: -abs(pair.higher))[:count]


def beside(actor: Actor, edition: Edition, seen_rows: Sequence[AreaResult] | None = None) -> Beside | None:
    """The city's index beside a computed edition that passed `visible_to(actor)`; None when none is named, or the actor
    does not see it. Areas that the actor does not see count in neither ranking. Three queries, one less with `seen_rows`: what
    `queries.results_of` gave already."""
    if edition.published_index_id is None:
        return None
    indicator = seen(Indicator, actor).filter(pk=edition.published_index_id).first()
    if indicator is None:
        return None
    rows = list(queries.results_of(actor, edition)) if seen_rows is None else seen_rows
    among = {row.area_id for row in rows}
    known = observed(indicator, edition.study.layer, edition.published_period, among=among)
    values = {
        area: value
        for area, (value, status) in known.items()
        if value is not None and status == ObservationStatus.OK
    }
    ranked = [row for row in rows if row.rank is not None]
    both = [row for row in ranked if row.area_id in values]
    sign = 1 if indicator.direction == Direction.HIGHER_IS_WORSE else -1
    distress = [sign * values[row.area_id] for row in both]
    ours = [-(row.rank or 0.0) for row in both]
    pairs = [
        Pair(row, values[row.area_id], own, theirs)
        for row, own, theirs in zip(both, places(ours), places(distress), strict=True)
    ]
    return Beside(
        indicator=indicator,
        period=edition.published_period,
        pairs=sorted(pairs, key=lambda pair: (pair.ours, pair.row.name)),
        only_ours=[row for row in ranked if row.area_id not in values],
        only_theirs=[row for row in rows if row.rank is None and row.area_id in values],
        **correlations(ours, distress),
    )


def places(distress: Sequence[float]) -> list[float]:
    """The place of each, 1 for the most; equal ones share the mean of their places, as in a rank correlation. With the smaller one
    an index of whole numbers, where many are equal, would seem to put all of them higher than ours does.

    >>> places([3.0, 9.0, 9.0, 1.0])
    [3.0, 1.5, 1.5, 4.0]
    """
    rising = sorted(-value for value in distress)
    return [(bisect_left(rising, -one) + bisect_right(rising, -one) + 1) / 2 for one in distress]


def correlations(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, float | None]:
    """Spearman's rho (Pearson's correlation of the places, equal ones sharing their mean) and Kendall's tau-b of n values each.

    What `scipy.stats` gives, which takes seconds to load, more than a page may. Time grows with n squared: a second for 20,000 areas.

    >>> correlations([1, 2, 3], [1, 2, 3]), correlations([1, 2, 3], [5, 5, 5])
    ({'spearman': 1.0, 'kendall': 1.0}, {'spearman': None, 'kendall': None})
    """
    if len(ours) < FEWEST or len(set(ours)) == 1 or len(set(theirs)) == 1:
        return {"spearman": None, "kendall": None}
    import numpy as np

    x, y = np.array(places(ours)), np.array(places(theirs))
    rho = float(np.corrcoef(x, y)[0, 1])
    agree = apart_x = apart_y = 0.0
    for place in range(len(x) - 1):
        by_x, by_y = np.sign(x[place + 1 :] - x[place]), np.sign(y[place + 1 :] - y[place])
        agree += float(by_x @ by_y)
        apart_x += float(by_x @ by_x)
        apart_y += float(by_y @ by_y)
    return {"spearman": round(rho, 12), "kendall": round(agree / (apart_x * apart_y) ** 0.5, 12)}
