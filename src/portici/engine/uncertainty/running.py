"""Going through the draws: steps of equal method, shared out among threads, tallied, told, stopped, taken up again.

Draws are taken `AHEAD` at a time and put in order of their methods, so that a normalised table is made once for many of them. Each step
ranks its draws, a thread some of them, and then adds them up, a thread some of the areas. All that is kept are whole numbers, so the
result is the same however the work was shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import numpy as np

from . import checkpoint
from .draws import Settings, settings
from .model import Model
from .tallies import Tally

#: Draws whose settings are made, and put in order, at once.
AHEAD = 16_384
#: Ranks held at once, all threads together.
HELD = 16_000_000
#: Ranks computed between two checkpoints.
BETWEEN_CHECKPOINTS = 500_000_000
#: From so many products of an area, a draw and a part on, compiling is worth while.
LARGE = 100_000_000

Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The run was told to stop; what it had is in its checkpoint."""

    def __init__(self, done: int) -> None:
        super().__init__(f"stopped after {done} draws")
        self.done = done

    def __reduce__(self) -> tuple[type[Stopped], tuple[int]]:
        return Stopped, (self.done,)


def arithmetic(size: int) -> ModuleType:
    """The module whose loops suit so many products: numpy's, or the compiled ones; their answers are equal."""
    if size < LARGE:
        from . import plain

        return plain
    from . import kernels

    return kernels


class Ranker:
    """Ranks draws of a model in threads of its own; used with `with`."""

    def __init__(self, model: Model, loops: ModuleType, threads: int) -> None:
        self.model, self.loops, self.threads = model, loops, threads
        self.pool = ThreadPoolExecutor(threads)

    def __enter__(self) -> Ranker:
        return self

    def __exit__(self, *_error: object) -> None:
        self.pool.shutdown()

    def rank(self, drawn: Settings, ranks: np.ndarray) -> None:
        """ranks (draws, areas) of draws that share their methods."""
        columns = self.model.columns(drawn, self.pool.map)

        def some(first: int, last: int) -> None:
            for start in range(first, last, self.model.rows_at_once):
                here = slice(start, min(last, start + self.model.rows_at_once))
                scores = self.model.scores(drawn.take(here), columns, self.loops)
                for one in range(0, len(scores), self.model.rows_near):
                    near = slice(one, one + self.model.rows_near)
                    self.loops.rank(scores[near], ranks[here][near], self.model.ties)

        self.share_out(len(drawn), some)

    def tally(self, ranks: np.ndarray, into: Tally) -> None:
        """Add these ranks."""

        def some(first: int, last: int) -> None:
            self.loops.tally(ranks, (first, last), into.shift, into.among, into.counts, into.sums)

        self.share_out(ranks.shape[1], some)

    def share_out(self, many: int, work: Callable[[int, int], None]) -> None:
        """Cut 0..many into a piece a thread."""
        cuts = [many * one // self.threads for one in range(self.threads + 1)]
        list(self.pool.map(work, cuts[:-1], cuts[1:]))


def go(
    ranker: Ranker,
    seed: int,
    draws: int,
    tally: Tally,
    *,
    progress: Progress | None,
    stopped: Callable[[], bool] | None,
    kept: Path | None,
    digest: str,
) -> None:
    """Rank and tally all draws. Errors: `Stopped`; `Invalid` for a checkpoint that is not of this run."""
    done = checkpoint.load(kept, digest, tally) if kept else 0
    areas, saved = ranker.model.areas, done
    ranks = np.empty((min(draws, at_once(areas)), areas), np.int32)
    for step in steps(ranker.model, seed, draws, done):
        ranker.rank(step, ranks[: len(step)])
        ranker.tally(ranks[: len(step)], tally)
        done += len(step)
        if progress:
            progress(done, draws)
        ends = done < draws and stopped is not None and stopped()
        if kept and (ends or (done - saved) * areas > BETWEEN_CHECKPOINTS):
            checkpoint.save(kept, digest, done, tally)
            saved = done
        if ends:
            raise Stopped(done)
    if kept:
        kept.unlink(missing_ok=True)


def at_once(areas: int) -> int:
    """Draws of a step."""
    return max(4, min(1024, HELD // areas))


def steps(model: Model, seed: int, draws: int, done: int = 0) -> Iterator[Settings]:
    """All draws after the first `done` in the order of work, each step of one normalisation and one aggregation."""
    passed = 0
    for first in range(0, draws, AHEAD):
        last = min(draws, first + AHEAD)
        if last <= done:
            passed = last
            continue
        drawn = settings(model.choices, model.levels, seed=seed, first=first, last=last)
        for rows in cut(drawn, at_once(model.areas)):
            if passed >= done:
                yield drawn.take(rows)
            passed += len(rows)


def cut(drawn: Settings, most: int) -> Iterator[np.ndarray]:
    """Numbers of draws, in runs of equal methods of at most so many."""
    order = np.lexsort((drawn.aggregation, drawn.normalisation))
    methods = np.stack([drawn.normalisation[order], drawn.aggregation[order]])
    changes = np.flatnonzero((methods[:, 1:] != methods[:, :-1]).any(axis=0)) + 1
    for run in np.split(order, changes):
        yield from (run[start : start + most] for start in range(0, len(run), most))
