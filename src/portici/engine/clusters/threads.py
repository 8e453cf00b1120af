"""Work on many rows shared among threads, each with its own part of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

#: Fewer rows than this for a thread are not worth starting it.
LEAST = 64


def shared(work: Callable[[int, int], None], rows: int, workers: int = 0, *, least: int = LEAST) -> None:
    """Call `work(first, last)` for parts that cover 0..rows; it must let go of the interpreter's lock and keep to its part.

    `workers` threads at most; 0 for as many as the processors that this process may use.

    >>> done = [False] * 100
    >>> def mark(first: int, last: int) -> None:
    ...     done[first:last] = [True] * (last - first)
    >>> shared(mark, 100)
    >>> all(done)
    True
    """
    parts = max(1, min(workers or _processors(), rows // least))
    ends = [part * rows // parts for part in range(parts + 1)]
    if parts == 1:
        work(0, rows)
        return
    with ThreadPoolExecutor(parts) as pool:
        list(pool.map(work, ends[:-1], ends[1:]))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
