"""A good set at once, without proof: the start of the exact search, and what is left where that is stopped.

Greedy: what the rule demands first, then whatever adds most and still fits. Then single areas are taken in or exchanged as long as
the set gains.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Set

import numpy as np

from .problem import Problem
from .rules import Contiguous

#: From how many areas, the worthiest ones, a connected set is grown.
SEEDS = 60
#: How many exchanges at most.
EXCHANGES = 1_000


def greedy(problem: Problem) -> frozenset[int] | None:
    """The best of the sets grown greedily, or none where none of them keeps the rule."""
    found = [grown for grown in _starts(problem) if problem.keeps(grown)]
    return max(found, key=lambda one: (problem.worth(one), sorted(one)), default=None)


def improved(problem: Problem, chosen: Iterable[int]) -> frozenset[int]:
    """The set after exchanges that each gain, until none does."""
    held = frozenset(chosen)
    for _step in range(EXCHANGES):
        better = next(_better(problem, held), None)
        if better is None:
            break
        held = better
    return held


def _better(problem: Problem, held: frozenset[int]) -> Iterator[frozenset[int]]:
    """Sets that gain by taking one in, or one in for one out, the largest gain first; those that keep the rule."""
    values, residents = problem.values, problem.areas.residents
    room = np.inf if problem.rule.most_residents is None else problem.rule.most_residents
    room -= float(residents[sorted(held)].sum())
    outside = np.array(sorted(set(range(problem.areas.n)) - held), dtype=np.int64)
    steps: list[tuple[float, int, int]] = []
    for out in [-1, *sorted(held)]:
        gain = values[outside] - (values[out] if out >= 0 else 0.0)
        fits = residents[outside] <= room + (residents[out] if out >= 0 else 0)
        steps += [
            (-float(gain[at]), out, int(outside[at])) for at in np.flatnonzero((gain > 0) & fits).tolist()
        ]
    for _gain, out, into in sorted(steps):
        tried = (held - {out}) | {into}
        if problem.keeps(tried):
            yield tried


def _starts(problem: Problem) -> Iterator[frozenset[int]]:
    by_value = problem.order
    if problem.rule.contiguous is Contiguous.AS_ONE:
        seeds = sorted(problem.given) or by_value[:SEEDS]
        yield from (_grown(problem, seed) for seed in seeds)
        return
    density = problem.values / np.maximum(problem.areas.residents, 1)
    by_density = np.lexsort((np.arange(problem.areas.n), -density)).tolist()
    by_size = np.lexsort((np.arange(problem.areas.n), -problem.values, problem.areas.residents)).tolist()
    for first in (by_value, by_density, by_size):
        for order in (by_value, by_density):
            yield _filled(problem, _demanded(problem, first), order)


def _demanded(problem: Problem, order: list[int]) -> set[int]:
    """What must be in, and of each group that must be there the first in this order."""
    held = set(problem.given)
    for places in problem.groups.values():
        if not held & places:
            held.update([one for one in order if one in places and one not in problem.barred][:1])
    return held


def _filled(problem: Problem, held: set[int], order: list[int]) -> frozenset[int]:
    """With each area in this order that still fits; in pieces that hang together where the rule asks for it."""
    near = problem.areas.near or ()
    waiting, moved = order, True
    while waiting and moved:
        moved, later = False, []
        for one in waiting:
            if one in held or one in problem.barred or not _fits(problem, held, one):
                continue
            touching = all(
                one not in whole.places or not held & whole.places or near[one] & held & whole.places
                for whole in problem.wholes
            )
            if touching:
                held.add(one)
                moved = True
            else:
                later.append(one)
        waiting = later
    return frozenset(held)


def _fits(problem: Problem, held: Set[int], one: int) -> bool:
    rule, residents = problem.rule, problem.areas.residents
    if rule.most_areas is not None and len(held) >= rule.most_areas:
        return False
    total = int(residents[sorted(held)].sum()) + int(residents[one])
    return rule.most_residents is None or total <= rule.most_residents


def _grown(problem: Problem, seed: int) -> frozenset[int]:
    """From one area along the shortest ways to what must be in and to each group lacking, then filled beside it."""
    held = {seed} - problem.barred
    wanted = [frozenset([one]) for one in sorted(problem.given)] + list(problem.groups.values())
    lacking = [places for places in wanted if not held & places]
    while lacking and held:
        way = _way(problem, held, frozenset().union(*lacking))
        if not way:
            break
        held.update(way)
        lacking = [places for places in lacking if not held & places]
    return _filled(problem, held, problem.order)


def _way(problem: Problem, held: Set[int], goal: Set[int]) -> list[int]:
    """The fewest areas that lead from the set to the goal, the worthier first among equals; none where no way leads there."""
    near = problem.areas.near or ()
    before: dict[int, int] = {}
    edge = deque(sorted(held))
    while edge:
        at = edge.popleft()
        for other in sorted(near[at] - held - problem.barred, key=lambda one: (-problem.values[one], one)):
            if other not in before:
                before[other] = at
                if other in goal:
                    return _back(before, other, held)
                edge.append(other)
    return []


def _back(before: dict[int, int], last: int, held: Set[int]) -> list[int]:
    way = [last]
    while before[way[-1]] not in held:
        way.append(before[way[-1]])
    return way
