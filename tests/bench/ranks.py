"""Monte Carlo ranks beside a plain pandas loop over the same draws, and beside what the machine can do at most."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import numpy as np

from portici.engine.index.spec import Higher, Indicator, Level, Specification, TableRules, ZScore
from portici.engine.index.table import Table
from portici.engine.uncertainty import draws as drawing
from portici.engine.uncertainty.choices import Choices, Dirichlet
from portici.engine.uncertainty.inputs import inputs_of
from portici.engine.uncertainty.model import Model
from portici.engine.uncertainty.results import Uncertainty
from portici.engine.uncertainty.run import run
from tests.bench.record import peak_memory

INDICATORS = 20
SEED, K = 2026, 100
CHOICES = Choices(weights=Dirichlet(50.0))
SPECIFICATION = Specification(
    TableRules(("code",)),
    Level(
        "index",
        Higher.WORSE,
        tuple(
            Indicator(f"i{one}", Higher.WORSE, column=f"i{one}", normalise=(ZScore(),))
            for one in range(INDICATORS)
        ),
    ),
)


def table(areas: int) -> Table:
    """Invented areas whose indicators agree somewhat, as those of real ones do."""
    random = np.random.default_rng(areas)
    distress = random.normal(size=areas)
    columns = {f"i{one}": distress + random.normal(size=areas) for one in range(INDICATORS)}
    return Table(tuple(f"{number:08}" for number in range(areas)), columns)


def ours(areas: int, draws: int, threads: int = 0) -> dict[str, Any]:
    """Seconds of the second run, of which the first compiled; the process's peak."""
    one, threads = table(areas), threads or os.cpu_count() or 1
    small = 10**8 // (areas * INDICATORS) > draws
    run(one, SPECIFICATION, CHOICES, draws=2, seed=SEED, k=min(K, areas), compiled=not small)
    wall, processor = time.perf_counter(), time.process_time()
    run(one, SPECIFICATION, CHOICES, draws=draws, seed=SEED, k=min(K, areas), threads=threads)
    return {
        "seconds": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "peak": peak_memory(),
    }


def loop(areas: int, draws: int) -> dict[str, Any]:
    """The plain pandas loop over so many of the same draws: seconds of each, and whether our answers over them are its own."""
    import pandas as pd

    one, k = table(areas), min(K, areas)
    frame = pd.DataFrame(one.columns, index=one.keys)
    normalised = 100 + 10 * (frame - frame.mean()) / frame.std(ddof=0)
    model = Model(inputs_of(one, SPECIFICATION, CHOICES), CHOICES, SEED)
    weights = drawing.settings(CHOICES, model.levels, seed=SEED, first=0, last=draws).weights
    started, ranks = time.perf_counter(), []
    for row in weights:
        ranks.append((normalised * row).sum(axis=1).rank(ascending=False, method="min"))
    seconds = time.perf_counter() - started
    found = run(one, SPECIFICATION, CHOICES, draws=draws, seed=SEED, k=k, compiled=True)
    every = np.array([each.to_numpy() for each in ranks], dtype=np.int64)
    return {"seconds": seconds / draws, "equal": are_equal(found, every, k)}


def are_equal(found: Uncertainty, ranks: np.ndarray, k: int) -> bool:
    """Everything exact to the last digit; intervals no narrower, and wider by less than a cell at each end."""
    ordered = np.sort(ranks, axis=0)
    low, high = (ordered[int(np.ceil(share * len(ranks) - 1e-9)) - 1] for share in (0.05, 0.95))
    return bool(
        np.array_equal(found.mean, ranks.sum(axis=0) / len(ranks))
        and np.array_equal(found.among, (ranks <= k).sum(axis=0) / len(ranks))
        and np.array_equal(found.lowest, ordered[0])
        and np.array_equal(found.highest, ordered[-1])
        and ((found.low <= low) & (low - found.low < found.cell)).all()
        and ((found.high >= high) & (found.high - high < found.cell)).all()
    )


def machine() -> dict[str, float]:
    """What this machine does at most now: bytes/s moved by a triad, products and sums a second in a matrix product; all processors."""
    from concurrent.futures import ThreadPoolExecutor

    many, processors = 8_000_000, os.cpu_count() or 1
    a, b, c = np.ones((3, processors, many))

    def triad(one: int) -> None:
        np.multiply(b[one], 2.0, out=a[one])
        np.add(a[one], c[one], out=a[one])

    with ThreadPoolExecutor(processors) as pool:
        moved = min(_timed(lambda: list(pool.map(triad, range(processors)))) for _turn in range(5))
    square = np.ones((1500, 1500))
    product = min(_timed(lambda: square @ square) for _turn in range(5))
    return {"bytes": 5 * 8 * many * processors / moved, "operations": 2 * 1500**3 / product}


def _timed(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main(words: list[str]) -> Any:
    what, numbers = words[0], [int(word) for word in words[1:]]
    return {"ours": ours, "loop": loop, "machine": machine}[what](*numbers)


if __name__ == "__main__":
    print(json.dumps([main(sys.argv[1:])]))
