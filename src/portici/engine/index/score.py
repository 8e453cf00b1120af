"""The tree worked out: each level's parts normalised, weighed, put together, up to the index and its rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from portici.kernel.faults import Fault, Faulty
from portici.kernel.findings import Finding, Invalid

from . import flaws
from .aggregate import Untaken, aggregate
from .arrays import Floats, rank
from .grouping import classes
from .normalise import normalise
from .prepare import with_bounds
from .result import Prepared, Scores
from .spec import INDEX, First, Higher, Level, Part, Present, RankRule, Refuse, Specification
from .transform import oriented
from .weights import weights_of


def score(prepared: Prepared, spec: Specification) -> Scores:
    """Every part, the index and the rank of the k areas prepared. Raises Faulty with each part that cannot be worked out.

    >>> from .spec import Indicator, TableRules
    >>> rent = Indicator("rent", Higher.WORSE, column="rent")
    >>> spec = Specification(TableRules(("code",)), Level(INDEX, Higher.WORSE, (rent,)))
    >>> scores = score(Prepared((0, 1), ("A", "B"), {"rent": np.array([1.0, 2.0])}, {}), spec)
    >>> scores.index.tolist(), scores.rank.tolist()
    ([1.0, 2.0], [2.0, 1.0])
    """
    work = _Work(prepared, spec)
    index = work.part(spec.index, None)
    if index is None or work.faults:
        raise Faulty(work.faults)
    del work.parts[INDEX]
    ranks = ranked(index, spec.rank, spec.index.higher)
    return Scores(
        work.parts, work.raw, work.weights, index, ranks, _classes(index, prepared, spec), tuple(work.short)
    )


def _classes(index: Floats, prepared: Prepared, spec: Specification) -> Floats | None:
    if spec.classes is None:
        return None
    try:
        return classes(index, spec.classes, spec.rank, spec.index.higher, prepared.sizes)
    except Invalid as error:
        raise Faulty([Fault(spec.file, 0, finding.at("classes")) for finding in error.findings]) from error


def ranked(index: Floats, rule: RankRule, higher: Higher) -> Floats:
    """Ranks (n,) of the index (n,): 1 at the end that the rule says; areas equal to `decimals` share a rank.

    >>> ranked(np.array([1.0, 3.0, 3.0]), RankRule(First.BEST), Higher.WORSE).tolist()
    [1.0, 2.0, 2.0]
    """
    told = index if rule.decimals is None else np.round(index, rule.decimals)
    return rank(told, rule.ties, descending=(rule.first is First.WORST) == (higher is Higher.WORSE))


@dataclass
class _Work:
    """Values of each part by code, as they are worked out from below. `gone` (k,) are areas without a score from here on."""

    prepared: Prepared
    spec: Specification
    parts: dict[str, Floats] = field(default_factory=dict)
    raw: dict[str, Floats] = field(default_factory=dict)
    weights: dict[str, Mapping[str, float]] = field(default_factory=dict)
    short: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gone = np.zeros(len(self.prepared.rows), dtype=bool)

    def part(self, part: Part, above: Level | None) -> Floats | None:
        """The part's values as the level above takes them; None when it, or what is below, cannot be worked out."""
        if isinstance(part, Level):
            values = self._level(part)
            if values is None:
                return None
            self.raw[part.code] = values
            turn = above is not None and part.higher is not above.higher
            values = oriented(values, turn=turn, complement=part.complement)
        else:
            values = self.prepared.values[part.code]
        try:
            self.parts[part.code] = self._normalised(part, values, above)
        except Invalid as error:
            self._tell(part, error.findings)
            return None
        return self.parts[part.code]

    def _normalised(self, part: Part, values: Floats, above: Level | None) -> Floats:
        """The values after each method in turn; bounds of the first are in the part's own unit."""
        base = self.prepared.bases.get(part.code)
        for place, method in enumerate(part.normalise):
            how = with_bounds(method, part, above) if place == 0 else method
            values = normalise(values, how, base if place == 0 else None, self.prepared.sizes)
        return values

    def _level(self, level: Level) -> Floats | None:
        found = [self.part(part, level) for part in level.parts]
        values = [one for one in found if one is not None]
        if len(values) < len(found):
            return None
        try:
            return self._put_together(level, np.column_stack(values))
        except Untaken as error:
            whose = flaws.listed(self.prepared.keys[row] for row in error.rows)
            self._tell(level, tuple(replace(one, found=f"{one.found}: {whose}") for one in error.findings))
        except Invalid as error:
            self._tell(level, error.findings)
        return None

    def _put_together(self, level: Level, parts: Floats) -> Floats:
        weights = weights_of(level, parts, self.prepared.sizes)
        codes = [part.code for part in level.parts]
        self.weights[level.code] = dict(zip(codes, weights.tolist(), strict=True))
        gaps = np.isnan(parts)
        if not gaps.any():
            return aggregate(parts, weights, level.aggregate)
        return self._with_gaps(level, parts, weights, gaps)

    def _with_gaps(self, level: Level, parts: Floats, weights: Floats, gaps: NDArray[np.bool_]) -> Floats:
        """Scores of areas some of which lack parts, as the level says."""
        lacking = gaps.any(axis=1) & ~self.gone
        for row in np.flatnonzero(lacking).tolist():
            codes = (part.code for part, gap in zip(level.parts, gaps[row], strict=True) if gap)
            self.short.append((level.code, row, tuple(codes)))
        if isinstance(level.missing, Refuse) and lacking.any():
            raise Invalid(
                [flaws.lacks_parts(self.prepared.keys[row] for row in np.flatnonzero(lacking).tolist())]
            )
        if isinstance(level.missing, Present):
            there = np.where(gaps, 0.0, weights)
            share = there.sum(axis=1) / weights.sum()
            enough = (share >= level.missing.share) & ~self.gone
        else:
            self.gone |= lacking
            enough, there, share = (
                ~gaps.any(axis=1),
                np.broadcast_to(weights, parts.shape),
                np.ones(len(parts)),
            )
        scores = np.full(len(parts), np.nan)
        own = there[enough] / share[enough, None]
        # A part that is not there weighs nothing; the 1 in its place is only a number that every method takes.
        try:
            scores[enough] = aggregate(np.where(gaps, 1.0, parts)[enough], own, level.aggregate)
        except Untaken as error:
            rows = np.flatnonzero(enough)[list(error.rows)]
            raise Untaken(error.findings[0], rows.tolist()) from error
        return scores

    def _tell(self, part: Part, findings: tuple[Finding, ...]) -> None:
        self.faults += [Fault(self.spec.file, part.line, finding.at(part.code)) for finding in findings]
