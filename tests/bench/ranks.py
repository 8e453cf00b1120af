"""Monte Carlo ranks beside a plain pandas loop over the same draws, and beside what the machine can do at most."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from typing import Any

import numpy as np

from portici.engine.index.spec import (
    Arithmetic,
    Geometric,
    Higher,
    Indicator,
    Level,
    MazziottaPareto,
    MinMax,
    Penalty,
    Percentile,
    Specification,
    TableRules,
    ZScore,
)
from portici.engine.index.table import Table
from portici.engine.uncertainty import draws as drawing
from portici.engine.uncertainty.apart import apart
from portici.engine.uncertainty.choices import Choices, Dirichlet
from portici.engine.uncertainty.inputs import inputs_of
from portici.engine.uncertainty.model import Model
from portici.engine.uncertainty.results import Uncertainty
from portici.engine.uncertainty.run import run
from portici.engine.uncertainty.running import Stopped
from tests.bench.record import peak_memory

INDICATORS = 20
#: Up to so many areas a page waits for the answer, and no compiler is asked.
SMALL = 500
SEED, K = 2026, 100
WEIGHTS = Dirichlet(50.0)
#: All that an analyst may choose otherwise, and weights alone.
CHOICES = {
    "everything": Choices(
        (ZScore(), MinMax(low=1.0, high=100.0), Percentile(low=1.0)),
        (Arithmetic(), Geometric(), MazziottaPareto(Penalty.ADDED)),
        weights=WEIGHTS,
        left_out=tuple(f"i{one}" for one in range(INDICATORS)),
    ),
    "weights": Choices(weights=WEIGHTS),
}
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


def ours(choices: str, areas: int, draws: int, threads: int) -> dict[str, Any]:
    """Seconds of the second run, of which the first compiled; the process's peak."""
    one, said = table(areas), {"seed": SEED, "k": min(K, areas), "compiled": areas > SMALL}
    run(one, SPECIFICATION, CHOICES[choices], draws=20, **said)
    wall, processor = time.perf_counter(), time.process_time()
    run(one, SPECIFICATION, CHOICES[choices], draws=draws, threads=threads, **said)
    return {
        "seconds": time.perf_counter() - wall,
        "processor": time.process_time() - processor,
        "peak": peak_memory(),
    }


def loop(choices: str, areas: int, draws: int) -> dict[str, Any]:
    """A plain pandas loop over so many of the same draws: seconds of each, and of the processor, and whether our answers are its own.

    A draw normalises, leaves out, weighs, puts together and ranks; ranks are kept, and quantiles taken of them at the end. Where the
    weights alone vary, the table is normalised once, before.
    """
    import pandas as pd

    one, k = table(areas), min(K, areas)
    frame = pd.DataFrame(one.columns, index=one.keys)
    model = Model(inputs_of(one, SPECIFICATION, CHOICES[choices]), CHOICES[choices], SEED)
    drawn = drawing.settings(CHOICES[choices], model.levels, seed=SEED, first=0, last=draws)
    started, processor, ranks = time.perf_counter(), time.process_time(), []
    normalised = normalised_by(frame, 0)
    for row in range(draws):
        weights = pd.Series(drawn.weights[row], index=frame.columns)
        if choices == "everything":
            normalised = normalised_by(frame, drawn.normalisation[row])
            if drawn.left_out[row] >= 0:
                code = CHOICES[choices].left_out[drawn.left_out[row]]
                weights[code] = 0.0
                weights /= weights.sum()
        scores = put_together(normalised, weights, drawn.aggregation[row])
        ranks.append(scores.rank(ascending=False, method="min"))
    kept = pd.concat(ranks, axis=1)
    limits = kept.quantile([0.05, 0.95], axis=1), (kept <= k).mean(axis=1)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    assert len(limits[1]) == areas
    found = run(one, SPECIFICATION, CHOICES[choices], draws=draws, seed=SEED, k=k, compiled=True)
    return {
        "seconds": seconds / draws,
        "processor": processor / draws,
        "equal": are_equal(found, kept.to_numpy().T.astype(np.int64), k),
    }


def normalised_by(frame: Any, method: int) -> Any:
    """As the first entries of `CHOICES` say."""
    if method == 0:
        return 100 + 10 * (frame - frame.mean()) / frame.std(ddof=0)
    if method == 1:
        return 1 + 99 * (frame - frame.min()) / (frame.max() - frame.min())
    return 1 + 99 * (frame.rank() - 1) / (len(frame) - 1)


def put_together(parts: Any, weights: Any, method: int) -> Any:
    """As the second entries of `CHOICES` say."""
    if method == 1:
        return np.exp((np.log(parts) * weights).sum(axis=1))
    mean = (parts * weights).sum(axis=1)
    return mean if method == 0 else mean + (parts.sub(mean, axis=0) ** 2 * weights).sum(axis=1) / mean


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


def beside() -> None:
    """A run of an hour in a process of its own, which says when it has begun and ends when this process does."""
    told: list[int] = []

    def progress(done: int, _draws: int) -> None:
        if not told:
            print("begun", flush=True)
        told.append(done)

    apart(
        run,
        table(100_000),
        SPECIFICATION,
        CHOICES["everything"],
        draws=10**7,
        seed=SEED,
        k=K,
        progress=progress,
        stopped=ENDING.is_set,
    )


#: Set when this process is told to end.
ENDING = threading.Event()


def main(words: list[str]) -> Any:
    if words == ["beside"]:
        signal.signal(signal.SIGTERM, lambda *_signal: ENDING.set())
        with contextlib.suppress(Stopped):
            beside()
        return None
    what, *said = [int(word) if word.isdigit() else word for word in words]
    return {"ours": ours, "loop": loop, "machine": machine}[what](*said)


if __name__ == "__main__":
    print(json.dumps([main(sys.argv[1:])]))
