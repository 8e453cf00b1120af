"""Whether what is chosen hangs together, and the rows that a program lacks where it does not.

Each connected part has a root: r_i is 1 for the first, in a fixed order, of the part's chosen areas (of those in the smallest group, where all
groups must be there), so r_i <= x_i and Σ r_i <= 1. Let W be areas and S the areas outside W that touch it. An area i of W is
reached from the root only over S, or the root is in W itself; and so is a group that must be there:

    x_i <= Σ_(s in S) x_s + Σ_(v in W) r_v,        1 <= Σ_(s in S or in the group, not in W) x_s + Σ_(v in W) r_v.

There are too many such rows to write down; they are added as they are broken. First for the relaxed program, in which x may be a
fraction: the W that breaks most is a smallest cut between the root and i (maximum flow through areas of capacity x). Then for each whole answer: W is
a piece without the root. Where all must hang together and a piece W lacks a group that must be there, x_i <= Σ_(s in S) x_s. The program allows at
each step more than the rule does, so its bound is the rule's too. Source: Álvarez-Miranda, Ljubić and Mutzel, The maximum
weight connected subgraph problem, in Facets of combinatorial optimization (2013); Carvajal et al., Imposing connectivity constraints in
forest planning models, Operations Research 61 (2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from .areas import Floats
from .program import Row

#: Fractions below this are not looked at; a row must be broken by more.
FRACTION = 0.02
#: Fractions are counted in this many parts, since flows are whole numbers.
PARTS = 1_000_000

Near = Sequence[Set[int]]


def pieces(chosen: Iterable[int], near: Near) -> list[set[int]]:
    """The parts of `chosen` that hang together, by breadth first, in the order of their first area.

    >>> pieces([0, 1, 3], [{1}, {0, 2}, {1, 3}, {2}])
    [{0, 1}, {3}]
    """
    left = set(chosen)
    found = []
    while left:
        piece = reached(min(left), left, near)
        found.append(piece)
        left -= piece
    return found


def reached(start: int, within: Set[int], near: Near) -> set[int]:
    """What can be reached from `start` without leaving `within`."""
    seen, edge = {start}, [start]
    while edge:
        edge = [other for one in edge for other in near[one] & within if other not in seen]
        edge = list(dict.fromkeys(edge))
        seen.update(edge)
    return seen


def around(piece: Set[int], near: Near, within: Set[int]) -> set[int]:
    """The areas of `within` that touch the piece and are not in it."""
    return {other for one in piece for other in near[one]} & within - piece


@dataclass(frozen=True, eq=False)
class Whole:
    """Areas of which what is chosen must hang together; `roots` says at which column of the program each that may be root has its r.

    `goals` are groups that it must reach.
    """

    places: frozenset[int]
    roots: dict[int, int]
    goals: tuple[frozenset[int], ...] = ()

    def gates(self, within: Set[int], gate: Set[int]) -> Row:
        """-Σ_(s in gate) x_s - Σ_(v in within) r_v."""
        roots = (self.roots[one] for one in sorted(within & self.roots.keys()))
        return dict.fromkeys(sorted(gate), -1.0) | dict.fromkeys(roots, -1.0)

    def rows(self, within: Set[int], gate: Set[int], reached_by: Iterable[int]) -> Iterator[Row]:
        """x_i less the gates, at most 0, for each i of `reached_by`."""
        shared = self.gates(within, gate)
        for one in reached_by:
            yield {one: 1.0, **shared}


def growing(piece: Set[int], near: Near, within: Set[int]) -> Iterator[Row]:
    """Rows that ask for a neighbour of the piece wherever one of its areas is chosen."""
    gate = dict.fromkeys(sorted(around(piece, near, within)), -1.0)
    for one in sorted(piece):
        yield {one: 1.0, **gate}


def cuts(whole: Whole, near: Near, columns: Floats) -> Iterator[tuple[Row, float]]:
    """Rows, each with what it may be at most, that a fractional answer breaks: one at most for each area and goal.

    `columns` are the values of x and r.
    """
    flows = _Flows(whole, near, columns)
    for goal in whole.goals:
        found = flows.cut_before([2 * flows.at[one] + 1 for one in sorted(goal & flows.at.keys())], 1.0)
        if found is not None:
            gate = around(found, near, whole.places) | (goal - found)
            yield whole.gates(found, gate), -1.0
    for one in flows.places:
        if columns[one] > FRACTION:
            found = flows.cut_before([2 * flows.at[one]], columns[one])
            if found is not None:
                # What stands at 0 could lead there too: all that touches from outside is the gate.
                within = reached(one, found, near)
                yield next(whole.rows(within, around(within, near, whole.places), [one])), 0.0


class _Flows:
    """Areas as pipes of capacity x, fed with r: node 2a enters the a-th area, 2a + 1 leaves it; then the source, then the sink."""

    def __init__(self, whole: Whole, near: Near, columns: Floats) -> None:
        self.places = sorted(place for place in whole.places if columns[place] > 1e-9)
        self.at = {place: order for order, place in enumerate(self.places)}
        self.source = 2 * len(self.places)
        self.arcs = [(2 * self.at[one], 2 * self.at[one] + 1, columns[one]) for one in self.places]
        self.arcs += [
            (self.source, 2 * self.at[one], columns[whole.roots[one]])
            for one in self.places
            if one in whole.roots
        ]
        self.arcs += [
            (2 * self.at[one] + 1, 2 * self.at[other], 2.0)
            for one in self.places
            for other in sorted(near[one] & self.at.keys())
        ]

    def cut_before(self, ends: list[int], asked: float) -> set[int] | None:
        """The areas that the source does not reach once the smallest cut before the ends is made; none where as much as asked flows."""
        from scipy.sparse.csgraph import breadth_first_order, maximum_flow

        graph = _graph([*self.arcs, *((end, self.source + 1, 2.0) for end in ends)], self.source + 2)
        flow = maximum_flow(graph, self.source, self.source + 1)
        if flow.flow_value / PARTS > asked - FRACTION:
            return None
        left: Any = graph - flow.flow
        left.eliminate_zeros()
        before = set(breadth_first_order(left, self.source, return_predecessors=False).tolist())
        return {place for place in self.places if 2 * self.at[place] not in before}


def _graph(arcs: list[tuple[int, int, float]], size: int) -> Any:
    from scipy.sparse import csr_array

    rows, columns, capacity = zip(*arcs, strict=True)
    counted = np.rint(np.array(capacity) * PARTS).astype(np.int32)
    return csr_array((counted, (np.array(rows), np.array(columns))), shape=(size, size))
