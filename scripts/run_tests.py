"""Run every suite that this machine can run, and name what it could not and how to get it.

python scripts/run_tests.py             what a developer runs (make test)
python scripts/run_tests.py --all       fails when a suite, or a single test, was left out (.ci/run)
python scripts/run_tests.py --only e2e  one suite: sqlite, postgres, e2e, e2e-postgres, drills
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
sys.path.insert(0, str(ROOT))
import with_postgres  # noqa: E402 - the folder of scripts is no package
from tests.drills import network  # noqa: E402
from tests.e2e import chromium  # noqa: E402

PYTEST = [sys.executable, "-m", "pytest", "-q", "--no-header"]
WITH_POSTGRES = [sys.executable, "scripts/with_postgres.py", "--"]
CORES = str(min(os.cpu_count() or 1, 4))
CHROMIUM = chromium.found()
POSTGRES = with_postgres.binaries()
DATA = (ROOT.parent / "shared" / "data").is_dir()

#: In the order in which the tests are collected: slow files first, not those with the most tests.
IN_ORDER = ["--dist", "loadfile", "--no-loadscope-reorder"]
PARALLEL = ["-n", CORES, *IN_ORDER]
ELSEWHERE = ["--ignore=tests/e2e", "--ignore=tests/drills"]
#: Browsers and those that wait to be killed leave a quarter of the processor: there is room for one more.
ONE_MORE = ["-n", str(int(CORES) + 1), *IN_ORDER]
SUITES: dict[str, list[str]] = {
    "sqlite": [*PYTEST, *PARALLEL, *ELSEWHERE, "tests"],
    "postgres": [*WITH_POSTGRES, *PYTEST, *PARALLEL, *ELSEWHERE, "tests"],
    "e2e": [*PYTEST, *ONE_MORE, "tests/e2e"],
    "e2e-postgres": [*WITH_POSTGRES, *PYTEST, *PARALLEL, "-m", "both_stores", "tests/e2e"],
    # By name: the two longest begin first.
    "drills": [*PYTEST, *ONE_MORE, "tests/drills"],
}

#: Suites that wait half of their time: they run beside the others.
BESIDE = ("drills", "e2e-postgres")

DRILLS: dict[Callable[[], bool], str] = {
    lambda: POSTGRES is None: "PostgreSQL 15 or later (apt install postgresql)",
    lambda: shutil.which("nginx") is None: "nginx (apt install nginx-light)",
    lambda: shutil.which("systemd-analyze") is None: "systemd-analyze (apt install systemd)",
    lambda: shutil.which("curl") is None: "curl (apt install curl)",
    lambda: shutil.which("logrotate") is None: "logrotate (apt install logrotate)",
    lambda: not network.possible(): "root's right to make network name spaces (apt install iproute2)",
}


def lacking(suite: str) -> str:
    """Why a suite cannot run here and what would make it; "" when it can."""
    reasons = []
    if "postgres" in suite and POSTGRES is None:
        reasons.append("PostgreSQL 15 or later (on Debian and Ubuntu: apt install postgresql)")
    if "e2e" in suite and CHROMIUM is None:
        reasons.append(
            "Chromium (on Debian: apt install chromium-headless-shell; on Ubuntu: apt install chromium)"
        )
    if suite == "drills":
        reasons += [why for lacks, why in DRILLS.items() if lacks()]
    return " and ".join(reasons)


def run(suite: str, *, beside: bool = False) -> tuple[int, int, int]:
    """Run a suite; gives its exit code, how many tests passed and how many were skipped. `beside` others it tells all at its end."""
    log = ROOT / "build" / f"{suite}.log"
    log.parent.mkdir(exist_ok=True)
    print(f"\n== {suite}" + (f", beside the others: {log.relative_to(ROOT)}" if beside else ""), flush=True)
    started = time.monotonic()
    # Whatever the machine says of bytecode: hundreds of processes would compile each module anew.
    fast = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONHASHSEED": "0"}
    environment = {**os.environ, **fast}
    process = subprocess.Popen(
        SUITES[suite], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    lines = []
    with log.open("w", encoding="utf-8", buffering=1) as kept:
        for line in process.stdout or ():
            kept.write(line)
            lines.append(line)
            if not beside:
                print(line, end="", flush=True)
    code = process.wait()
    closing = " ".join(lines[-3:])
    passed = sum(int(number) for number in re.findall(r"(\d+) passed", closing))
    skipped = sum(int(number) for number in re.findall(r"(\d+) skipped", closing))
    told = "".join(lines) if beside else ""
    print(f"{told}== {suite}: {passed} passed in {time.monotonic() - started:.0f} s", flush=True)
    return code, passed, skipped


def all_of(suites: Sequence[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Run the suites, those of `BESIDE` one after the other beside the rest; gives each with what `run` gives."""
    with ThreadPoolExecutor(1) as beside:
        first = [suite for suite in suites if suite not in BESIDE]
        others = [suite for suite in BESIDE if suite in suites]
        waiting = [(suite, beside.submit(run, suite, beside=bool(first))) for suite in others]
        yield from ((suite, run(suite)) for suite in first)
        yield from ((suite, ended.result()) for suite, ended in waiting)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="fail when anything was left out")
    parser.add_argument("--only", choices=SUITES, action="append", help="run this suite")
    options = parser.parse_args()
    failed, total, skips = [], 0, 0
    asked = options.only or list(SUITES)
    left_out = [f"{suite}: needs {reason}" for suite in asked if (reason := lacking(suite))]
    for suite, (code, passed, skipped) in all_of([suite for suite in asked if not lacking(suite)]):
        total, skips = total + passed, skips + skipped
        if code or not passed:
            failed.append(suite)
    print()
    if not DATA:
        print("The tests on real data were skipped: they read ../shared/data, which is not here.")
    for line in left_out:
        print(f"Not run: {line}")
    if options.all and (left_out or skips):
        failed.append(f"{len(left_out)} suites and {skips} tests left out")
    print(
        f"{total} passed, {len(failed)} failed, {skips} skipped"
        if not failed
        else f"FAILED: {', '.join(failed)}"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
