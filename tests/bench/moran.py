"""Local Moran beside esda and beside brute force over the same draws, and beside what the machine can do at most.

Seconds are of the processor, all threads added: what else the machine does falls on neither side. esda's are taken after its
compilation.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from portici.engine.clusters import LocalMoran, Weights, global_moran, local_moran
from portici.engine.clusters.permutations import draws
from tests.bench.record import WORK, Measure, apart, peak_memory

AREAS, PERMUTATIONS, SEED = 400_000, 9_999, 7
#: esda with weights by distance is timed on so many areas and its seconds scaled in proportion: it grows faster than
#: that, so the scaling favours it.
FEWER = 40_000
KINDS = ("contiguity", "distance")
SAMPLE = 60
COLUMBUS = 0.50018856


def lattice(areas: int, kind: str) -> tuple[np.ndarray, Weights]:
    """Invented areas: squares side by side, two diagonals in five cut, so that they have 3 to 8 neighbours; values that gather.

    By distance the neighbours are the same, and each pair has a weight of its own.
    """
    side = round(areas**0.5)
    at = np.arange(side * (areas // side)).reshape(-1, side)
    random = np.random.default_rng(areas)
    corners = np.concatenate((at[:-1, :-1].ravel(), at[:-1, 1:].ravel()))
    opposite = np.concatenate((at[1:, 1:].ravel(), at[1:, :-1].ravel()))
    kept = random.random(len(corners)) > 0.4
    left = np.concatenate((at[:, :-1].ravel(), at[:-1].ravel(), corners[kept]))
    right = np.concatenate((at[:, 1:].ravel(), at[1:].ravel(), opposite[kept]))
    distance = np.ones(len(left)) if kind == "contiguity" else 1 / random.uniform(0.7, 1.6, len(left))
    weights = Weights.of_pairs(range(at.size), left, right, distance).standardised()  # type: ignore[arg-type]
    noise = random.normal(size=at.size)
    return noise + weights.lag(noise), weights


def ours(kind: str, areas: int, permutations: int) -> dict[str, Any]:
    """Seconds after compilation, the peak, and whether brute force over the same draws gives the same p for some areas or all."""
    values, weights = lattice(areas, kind)
    local_moran(values, weights, seed=SEED, permutations=9)
    wall, processor = time.perf_counter(), time.process_time()
    found = local_moran(values, weights, seed=SEED, permutations=permutations)
    took = {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}
    peak = peak_memory()
    random = np.random.default_rng(1)
    places = (
        np.arange(weights.n) if weights.n <= SAMPLE**2 else random.choice(weights.n, SAMPLE, replace=False)
    )
    np.savez(_kept(kind, areas, "ours"), statistic=found.statistic, p=found.p)
    return {
        **took,
        "peak": peak,
        "pairs": len(weights.data),
        "equal": _is_brute_force(found, weights, places),
    }


def _is_brute_force(found: LocalMoran, weights: Weights, places: np.ndarray) -> bool:
    """Each area is taken out of each permutation, the first that are left are weighed, and the lags counted, ties and all."""
    blocks = draws(found.z, weights, permutations=found.permutations, seed=found.seed)
    ids = np.concatenate(list(blocks))
    for place in places.tolist():
        row = slice(weights.indptr[place], weights.indptr[place + 1])
        heaviest = np.sort(weights.data[row])[::-1]
        k = len(heaviest)
        own = (ids == place).cumsum(axis=1) > 0
        neighbours = np.where(own[:, :k], ids[:, 1 : k + 1], ids[:, :k])
        lags = (heaviest * found.z[neighbours]).sum(axis=1)
        tails = min(int((lags >= found.lag[place]).sum()), int((lags <= found.lag[place]).sum()))
        if found.p[place] != (1 + tails) / (found.permutations + 1):
            return False
    return True


def esda(kind: str, areas: int, permutations: int) -> dict[str, Any]:
    """Seconds after compilation and the peak, of esda over the same values and weights with draws of its own."""
    import warnings

    from esda import Moran_Local
    from libpysal.graph import Graph

    warnings.simplefilter("ignore")
    small, few = lattice(900, kind)
    said = {"transformation": "r", "keep_simulations": False, "seed": SEED}
    Moran_Local(small, Graph.from_sparse(few.matrix.tocoo()), permutations=9, **said)
    values, weights = lattice(areas, kind)
    graph = Graph.from_sparse(weights.matrix.tocoo())
    started = time.process_time()
    found = Moran_Local(values, graph, permutations=permutations, **said)
    took = time.process_time() - started
    np.savez(_kept(kind, areas, "esda"), statistic=found.Is, p=found.p_sim)
    return {"processor": took, "peak": peak_memory()}


def _kept(kind: str, areas: int, whose: str) -> Path:
    return WORK / f"moran-{kind}-{areas}-{whose}.npz"


def agree(kind: str, areas: int) -> bool:
    """Whether ours and esda's have the same statistics to 1e-9 and, with draws of their own, p that agree at .05 for 97 areas in 100."""
    mine, other = (np.load(_kept(kind, areas, whose)) for whose in ("ours", "esda"))
    same = np.abs(mine["statistic"] - other["statistic"]).max() < 1e-9
    return bool(same and ((mine["p"] <= 0.05) == (other["p"] <= 0.05)).mean() >= 0.97)


def columbus() -> float:
    """Global Moran of crime in the Columbus of libpysal, by queen contiguity."""
    from importlib.util import find_spec

    import shapefile
    from shapely.geometry import shape

    from portici.engine.clusters import contiguity

    place = find_spec("libpysal")
    assert place is not None
    assert place.submodule_search_locations is not None
    with shapefile.Reader(
        str(Path(place.submodule_search_locations[0]) / "examples" / "columbus" / "columbus")
    ) as reader:
        shapes = [shape(one.__geo_interface__) for one in reader.shapes()]
        crime = [row["CRIME"] for row in reader.records()]
    weights = contiguity(shapes, [str(one) for one in range(len(shapes))]).standardised()
    return global_moran(crime, weights, seed=SEED).statistic


def limits() -> dict[str, float]:
    """What one processor does at most now: bytes/s of a triad out of memory, products and sums a second in a matrix product."""
    a, b, c = np.ones((3, 8_000_000))
    square = np.ones((1_500, 1_500))

    def triad() -> None:
        np.multiply(b, 2.0, out=a)
        np.add(a, c, out=a)

    return {
        "bytes": 5 * a.nbytes / min(_timed(triad) for _turn in range(5)),
        "operations": 2 * 1_500**3 / min(_timed(lambda: square @ square) for _turn in range(3)),
    }


def _timed(work: Any) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def measures() -> list[Measure]:
    """Against esda, against brute force, in memory, as the areas grow, and against the machine."""
    state = WORK / "moran"
    bench = "tests.bench.moran"
    sizes = [AREAS // 4, AREAS // 2, AREAS]
    [found] = apart(bench, "columbus", state=state)
    answers = [
        Measure(
            "Moran's I of crime in Columbus, how far from what is published",
            abs(found - COLUMBUS),
            "",
            "half of its last decimal",
            5e-9,
            "<= 1",
        )
    ]
    [most] = apart(bench, "limits", state=state)
    for kind, times in zip(KINDS, (500, 5), strict=True):
        [small] = apart(bench, "ours", kind, "2500", "999", state=state)
        mine = [apart(bench, "ours", kind, str(size), str(PERMUTATIONS), state=state)[0] for size in sizes]
        whole = kind == "contiguity"
        areas = AREAS if whole else FEWER
        [other] = apart(bench, "esda", kind, str(areas), str(PERMUTATIONS), state=state)
        apart(bench, "ours", kind, str(areas), str(PERMUTATIONS), state=state)
        equal = small["equal"] and all(one["equal"] for one in mine) and agree(kind, areas)
        scaled = "" if whole else f", timed on {FEWER} areas and scaled"
        answers += _of(
            kind,
            mine,
            other["processor"] * AREAS / areas,
            f"esda after its compilation{scaled}",
            times,
            equal,
        )
        if whole:
            answers.append(
                Measure("memory of that", mine[-1]["peak"], "MiB", "esda", other["peak"], "<= 1", equal)
            )
        answers.append(_beside_machine(kind, mine[-1], most))
    return answers


def _of(
    kind: str, mine: list[dict[str, Any]], reference: float, name: str, times: int, equal: bool
) -> list[Measure]:
    areas = f"local Moran, {AREAS} areas x {PERMUTATIONS} permutations, {kind}"
    speed = AREAS / mine[-1]["processor"]
    return [
        Measure(areas, speed, "areas/s of processor", name, AREAS / reference, f">= {times}", equal),
        Measure(
            f"{areas}, seconds",
            mine[-1]["processor"],
            "s",
            "a quarter of the areas",
            mine[0]["processor"],
            "<= 5.2",
            equal,
        ),
        Measure(
            f"{areas}, seconds",
            mine[-1]["processor"],
            "s",
            "half of the areas",
            mine[1]["processor"],
            "<= 2.6",
            equal,
        ),
    ]


def _beside_machine(kind: str, mine: dict[str, Any], most: dict[str, float]) -> Measure:
    """Equal weights: each pair and each area's columns pass through memory once. Others: each pair is weighed in each draw."""
    if kind == "contiguity":
        least = (12 * mine["pairs"] + 80 * AREAS) / most["bytes"]
        name = "reading every pair and writing every answer at this memory's speed"
    else:
        least = 2 * mine["pairs"] * PERMUTATIONS / most["operations"]
        name = "as many products and sums in a matrix product"
    return Measure(
        f"local Moran, {kind}, seconds", mine["processor"], "s", name, least, "<= 300", mine["equal"]
    )


def main(words: list[str]) -> Any:
    what, *said = [int(word) if word.isdigit() else word for word in words]
    WORK.mkdir(parents=True, exist_ok=True)
    return {"ours": ours, "esda": esda, "columbus": columbus, "limits": limits}[str(what)](*said)


if __name__ == "__main__":
    print(json.dumps([main(sys.argv[1:])]))
