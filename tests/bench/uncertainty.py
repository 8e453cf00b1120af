"""The measures of Monte Carlo ranks: speed beside pandas, memory, distance from the machine's limit, growth, pages meanwhile."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from tests.bench.record import ROOT, WORK, Beside, Measure, apart, environment
from tests.e2e import store

#: Areas, draws of ours, draws of the loop, how many times the loop, MiB.
SIZES = ((10_000, 10_000, 60, 25, 400), (400_000, 1_000, 12, 80, 1_144))
#: Bytes that must move for an area and a draw even when scores never leave the caches: its rank written and read, its counter read and written.
MOVED = 12
#: A product and a sum for each of twenty indicators.
COMPUTED = 40
VISITS = 25


def rank_measures() -> Iterator[Measure]:
    """Against pandas, as the areas grow, on a page, and what pages take meanwhile."""
    for part in (_beside_pandas, _growth, _redraw, _pages_meanwhile):
        yield from part()


def _asked(what: str, *said: object) -> Any:
    return apart("tests.bench.ranks", what, *map(str, said), state=WORK / "ranks")[0]


def _beside_pandas() -> list[Measure]:
    measures = []
    threads = os.cpu_count() or 1
    limits = _asked("machine")
    for areas, draws, few, times, room in SIZES:
        what = f"{areas:,} areas, {draws:,} draws"
        for choices, target in (("everything", times), ("weights", times // 10)):
            slow, fast = _asked("loop", choices, areas, few), _asked("ours", choices, areas, draws, threads)
            measures.append(
                Measure(
                    f"Monte Carlo ranks, {what}, {choices} varied",
                    draws / fast["seconds"],
                    "draws/s",
                    f"a plain pandas loop over {few} of the draws",
                    1 / slow["seconds"],
                    f">= {target}",
                    slow["equal"],
                )
            )
            measures.append(
                Measure(
                    f"the same for a second of one processor, {choices} varied",
                    draws / fast["processor"],
                    "draws/s",
                    "that loop",
                    1 / slow["processor"],
                    f">= {target / threads:g}",
                    slow["equal"],
                )
            )
            if choices == "everything":
                measures.append(
                    Measure(
                        f"memory of that run, {what}", fast["peak"], "MiB", "what is allowed", room, "<= 1"
                    )
                )
        best = areas * draws * max(MOVED / limits["bytes"], COMPUTED / limits["operations"])
        measures.append(
            Measure(
                f"Monte Carlo ranks, {what}, weights varied",
                fast["seconds"],
                "s",
                f"this machine's limit ({limits['bytes'] / 1e9:.0f} GB/s, {limits['operations'] / 1e9:.0f} GFLOP/s)",
                best,
                "<= 60",
            )
        )
    return measures


def _growth() -> list[Measure]:
    """Processor time for an area and a draw at three sizes, twofold and fourfold."""
    measures = []
    for sizes in (
        ((50_000, 400), (100_000, 400), (200_000, 400)),
        ((10_000, 4_000), (10_000, 8_000), (10_000, 16_000)),
    ):
        each = [
            min(_asked("ours", "weights", *size, 1)["processor"] for _turn in range(2)) / (size[0] * size[1])
            for size in sizes
        ]
        for (areas, draws), cost in zip(sizes[1:], each[1:], strict=True):
            measures.append(
                Measure(
                    f"time for an area and a draw, {areas:,} areas, {draws:,} draws",
                    cost * 1e9,
                    "ns",
                    f"that of {sizes[0][0]:,} areas, {sizes[0][1]:,} draws",
                    each[0] * 1e9,
                    "<= 1.5",
                )
            )
    return measures


def _redraw() -> list[Measure]:
    """A weight is moved on a page: ninety areas, a thousand draws, from the table to the answer."""
    slow, fast = _asked("loop", "everything", 90, 100), _asked("ours", "everything", 90, 1_000, 1)
    return [
        Measure("redraw of 90 areas, 1,000 draws", fast["seconds"], "s", "what is allowed", 1, "<= 1"),
        Measure(
            "redraw of 90 areas, 1,000 draws",
            1_000 / fast["seconds"],
            "draws/s",
            "a plain pandas loop over 100 of the draws",
            1 / slow["seconds"],
            ">= 25",
            slow["equal"],
        ),
    ]


def _pages_meanwhile() -> list[Measure]:
    """The first pages of the portal, asked again and again, without and with a long run in a process of its own."""
    state = WORK / "meanwhile"
    shutil.rmtree(state, ignore_errors=True)
    shutil.copytree(store.template().state, state)
    pages = Beside("tests.bench.pages", state)
    addresses = pages.ask("addresses")[:3]
    for address in addresses:
        pages.ask("seconds", address)
    alone = {address: _waited(pages, address) for address in addresses}
    long_run = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.ranks", "beside"],
        cwd=ROOT,
        env=environment(WORK / "ranks"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert long_run.stdout is not None
    begun = long_run.stdout.readline() == "begun\n"
    meanwhile = {address: _waited(pages, address) for address in addresses}
    going_on = long_run.poll() is None
    long_run.terminate()
    long_run.wait()
    pages.end()
    return [
        Measure(
            f"{address} during a long run",
            meanwhile[address],
            "s",
            "the same page without",
            alone[address],
            "<= 1.5",
            begun and going_on,
        )
        for address in addresses
    ]


def _waited(pages: Beside, address: str) -> float:
    """Seconds until the page is there, the median of some visits."""
    seconds = []
    for _visit in range(VISITS):
        started = time.perf_counter()
        pages.ask("seconds", address)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)
