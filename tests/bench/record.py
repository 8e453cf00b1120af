"""One measure: a ratio to a named reference, taken on the same work in the same run."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests import installation

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

    def __str__(self) -> str:
        word = "met   " if self.met else "MISSED"
        beside = f"{self.ratio:.2f} of {self.reference} ({self.reference_value:.4g})"
        wrong = "" if self.answers_equal else "; THE ANSWERS DIFFER"
        return f"{word} {self.name}: {self.value:.4g} {self.unit}, {beside}; target {self.target}{wrong}"


def peak_memory() -> float:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def environment(state: Path) -> dict[str, str]:
    """Of a process with a store of its own, in this folder."""
    state.mkdir(parents=True, exist_ok=True)
    return installation.environment(
        state,
        PORTICI_LOG_LEVEL="ERROR",
        PORTICI_SEARCHES_PER_MINUTE="100000",
        PORTICI_API_PER_MINUTE="100000",
        DJANGO_SETTINGS_MODULE="portici.config.settings",
    )


def apart(module: str, *words: str, state: Path) -> list[dict[str, Any]]:
    """Run a bench in a process of its own, over a store of its own; gives what it printed as JSON."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(state), stdout=subprocess.PIPE, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


class Beside:
    """A bench that goes on beside this process and answers orders line by line."""

    def __init__(self, module: str, state: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment(state),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, order: str, address: str = "") -> None:
        """Give an order whose answer is not waited for."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order} {address}\n")
        self.process.stdin.flush()

    def ask(self, order: str, address: str = "") -> Any:
        self.tell(order, address)
        assert self.process.stdout is not None
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{order} {address}: the bench beside ended")
        return json.loads(answer)

    def end(self) -> None:
        self.process.communicate()
