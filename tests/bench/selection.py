"""The best set beside the greedy one, of invented areas whose values are pure noise: what it covers, how far the bound is, how long it takes."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np

from portici.engine.clusters import Weights
from portici.engine.selection import Areas, BestSet, Contiguous, Effort, areas_of, choose
from portici.engine.selection.greedy import greedy
from portici.engine.selection.problem import problem_of
from tests.bench.record import WORK, Measure, apart

SECONDS = 30.0
#: How far the bound may be above a set that is not proved within these seconds; a proved one is at its bound.
LOOSEST = "<= 1.15"
RULES = {
    "at most 10 areas, 60,000 residents, one of each of 6 groups": BestSet(10, 60_000, one_per_group=True),
    "at most 10 areas that hang together": BestSet(10, contiguous=Contiguous.AS_ONE),
    "at most 10 areas that hang together, one of each of 6 groups": BestSet(
        10, one_per_group=True, contiguous=Contiguous.AS_ONE
    ),
}
#: Rows and columns of a lattice; with contiguity only the first.
SIZES = ((9, 10), (20, 20), (50, 50))


def lattice(rows: int, columns: int) -> Areas:
    """Squares that touch at sides and corners; two by three groups."""
    random = np.random.default_rng(rows)
    at = np.arange(rows * columns).reshape(rows, columns)
    keys = [f"{number:05}" for number in range(at.size)]
    left = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel(), at[:-1, :-1].ravel(), at[:-1, 1:].ravel()))
    right = np.concatenate((at[:, 1:].ravel(), at[1:].ravel(), at[1:, 1:].ravel(), at[1:, :-1].ravel()))
    groups = [
        f"{2 * row // rows}-{3 * column // columns}" for row in range(rows) for column in range(columns)
    ]
    return areas_of(
        keys,
        100 * random.random(at.size),
        random.integers(500, 9_000, at.size),
        groups=groups,
        neighbours=Weights.of_pairs(keys, left, right),
    )


def solved(name: str, rows: int, columns: int) -> dict[str, Any]:
    """What is covered, the bound, and seconds."""
    areas = lattice(rows, columns)
    problem = problem_of(areas, RULES[name])
    simple = greedy(problem)
    started = time.perf_counter()
    found = choose(RULES[name], areas, effort=Effort(seconds=SECONDS), runner_up=False)
    took = time.perf_counter() - started
    kept = problem.keeps(areas.keys.index(key) for key in found.chosen)
    return {
        "value": found.value,
        "bound": found.bound,
        "proved": found.proved,
        "greedy": problem.worth(simple or ()),
        "seconds": took,
        "kept": kept,
    }


def measures() -> list[Measure]:
    """Never below greedy; proved, or a bound beside it."""
    answers = []
    for name, rule in RULES.items():
        for rows, columns in SIZES[: 1 if rule.contiguous is not Contiguous.NO else None]:
            [one] = apart("tests.bench.selection", name, str(rows), str(columns), state=WORK / "selection")
            said = f"{rows * columns} areas, {name}"
            how = "proved" if one["proved"] else "not proved"
            answers += [
                Measure(f"{said}: covers", one["value"], "", "greedy", one["greedy"], ">= 1", one["kept"]),
                Measure(
                    f"{said}: bound, {how} in {one['seconds']:.1f} s",
                    one["bound"],
                    "",
                    "what is covered",
                    one["value"],
                    LOOSEST,
                    one["kept"],
                ),
            ]
    return answers


if __name__ == "__main__":
    print(json.dumps([solved(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))]))
