"""`make bench`: measure, compare with the references, write build/bench.json.

A measure is a ratio to a named reference taken in the same run on the same work, with the answers compared; never seconds alone.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from tests.bench.record import ROOT, WORK, Measure, apart
from tests.e2e import store

SCHOOLS = ROOT.parent / "shared" / "data" / "miur-schools" / "SCUANAGRAFESTAT20252620250901.csv.gz"


def import_measures() -> list[Measure]:
    """All state schools: rows a second beside a bare insert, memory, what a second run changes."""
    if not SCHOOLS.exists():
        print(f"not measured: the import of all schools, which reads {SCHOOLS.relative_to(ROOT.parent)}")
        return []
    state = WORK / "imports"
    shutil.rmtree(state, ignore_errors=True)
    [found] = apart("tests.bench.imports", "imported", str(SCHOOLS), state=state)
    [bare] = apart("tests.bench.imports", "bare", str(SCHOOLS), state=state)
    rows = found["first_added"] + found["first_unchanged"] + found["first_changed"]
    return [
        Measure("import of all state schools", rows / found["first_seconds"], "rows/s", "bare bulk insert of the same rows", bare["rows"] / bare["seconds"], ">= 0.1", rows > 50_000),
        Measure("memory of that import", found["peak"], "MiB", "what is allowed", 300, "<= 1"),
        Measure("rows changed by a second import", found["second_added"] + found["second_changed"], "rows", "none", 1, "<= 0", compares="value"),
    ]


def page_measures() -> list[Measure]:
    """Each page over the demo and over a hundred times its rows."""
    demo = store.template()
    small, large = WORK / "small", WORK / "large"
    for state in (small, large):
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(demo.state, state)
    apart("tests.bench.pages", "enlarge", state=large)
    before = {row["address"]: row for row in apart("tests.bench.pages", state=small)}
    after = {row["address"]: row for row in apart("tests.bench.pages", state=large)}
    measures = []
    for address, row in after.items():
        was = before[address]
        measures.append(Measure(f"{address} with 100 times the rows", row["seconds"], "s", "the same page on the demo", was["seconds"], "<= 1.5"))
        measures.append(Measure(f"{address} queries with 100 times the rows", row["queries"], "queries", "the same page on the demo", was["queries"], "<= 1"))
    return measures


def main() -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    measures = [*page_measures(), *import_measures()]
    Path(ROOT / "build" / "bench.json").write_text(json.dumps([one.record() for one in measures], indent=1, ensure_ascii=False))
    for one in measures:
        print(f"{'met ' if one.met else 'MISSED'} {one.name}: {one.value:.4g} {one.unit}, {one.ratio:.2f} of {one.reference} ({one.reference_value:.4g}); target {one.target}")
    missed = [one for one in measures if not one.met]
    print(f"{len(measures) - len(missed)} of {len(measures)} targets met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
