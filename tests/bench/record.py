"""One measure: a ratio to a named reference, taken on the same work in the same run."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"


@dataclass(frozen=True)
class Measure:
    """`ratio` is value / reference, and the target says which side of it is good: "<= 1.5", ">= 0.2"."""

    name: str
    value: float
    unit: str
    reference: str
    reference_value: float
    target: str
    answers_equal: bool = True
    compares: str = "ratio"  # or "value"

    @property
    def ratio(self) -> float:
        return self.value / self.reference_value if self.reference_value else 0.0

    @property
    def met(self) -> bool:
        sign, _space, bound = self.target.partition(" ")
        found = self.ratio if self.compares == "ratio" else self.value
        return self.answers_equal and (found <= float(bound) if sign == "<=" else found >= float(bound))

    def record(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ratio, 4), "met": self.met}


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the median of `times` runs, after one that warms up."""
    work()
    taken = []
    for _turn in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def peak_memory() -> float:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(module: str, *words: str, state: Path) -> list[dict[str, Any]]:
    """Run a bench in a process of its own, over a store of its own; gives what it printed as JSON."""
    environment = {
        **os.environ,
        "PORTICI_STATE": str(state),
        "DATABASE_URL": f"sqlite:///{state / 'portici.sqlite3'}",
        "PORTICI_SECRET_KEY": "for the bench only",
        "PORTICI_DEMO": "1",
        "PORTICI_NOW": "2026-11-23T09:00:00+00:00",
        "DJANGO_SETTINGS_MODULE": "portici.config.settings",
    }
    state.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found
