"""`make bench`: measure, compare with the references, write build/bench.json.

A measure is a ratio to a named reference taken in the same run on the same work, with the answers compared; never seconds alone.

    python -m tests.bench [pages | api | deadlines | imports | journal | index | ranks | moran | papers | running | selection | sitting]
                          [part of an address]
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import composite, deadlines, moran, papers, running, selection, sitting
from tests.bench.record import ROOT, WORK, Beside, Measure, apart
from tests.bench.uncertainty import rank_measures
from tests.e2e import store

SCHOOLS = ROOT.parent / "shared" / "data" / "miur-schools" / "SCUANAGRAFESTAT20252620250901.csv.gz"
TIMES = 100
VISITS = 9
#: How many times a bare reading of its rows a list of the API may take: it also answers for the door, the schema, and what rows name.
WHOLE = 10


def import_measures() -> list[Measure]:
    """All state schools: rows a second beside a bare insert, memory, what a second run changes."""
    if not SCHOOLS.exists():
        print(f"not measured: the import of all schools, which reads {SCHOOLS.relative_to(ROOT.parent)}")
        return []
    state = WORK / "imports"
    shutil.rmtree(state, ignore_errors=True)
    [found] = apart("tests.bench.imports", "imported", str(SCHOOLS), state=state)
    [bare] = apart("tests.bench.imports", "bare", str(SCHOOLS), state=state)
    rows, changed = found["first_added"], found["second_added"] + found["second_changed"]
    equal = rows == found["second_unchanged"] == bare["rows"] == bare["rows_again"] == found["lines"]
    bare_speed = bare["rows"] / bare["seconds"]
    return [
        Measure(
            "rows of all state schools imported",
            rows,
            "rows",
            "lines of the file",
            found["lines"],
            ">= 1",
            equal,
        ),
        Measure(
            "speed of that import",
            rows / found["first_seconds"],
            "rows/s",
            "bare bulk insert of the same rows",
            bare_speed,
            ">= 0.1",
            equal,
        ),
        Measure(
            "speed of a second run",
            rows / found["second_seconds"],
            "rows/s",
            "bare bulk insert of the same rows",
            bare_speed,
            ">= 0.1",
            equal,
        ),
        Measure("memory of that import", found["peak"], "MiB", "what is allowed", 300, "<= 1", equal),
        Measure("rows changed by a second run", changed, "rows", "none", 1, "<= 0", equal, "value"),
    ]


def journal_measures() -> list[Measure]:
    """A chain of twenty thousand entries and one of two thousand: rows a second, and memory that does not grow."""
    figures = {}
    for number in (2_000, 20_000):
        state = WORK / f"journal-{number}"
        shutil.rmtree(state, ignore_errors=True)
        figures[number] = {
            what: apart("tests.bench.journal", what, *words, state=state)[0]
            for what, words in (("fill", [str(number)]), ("verify", []), ("bare", []))
        }
    few, many = figures[2_000], figures[20_000]
    equal = many["fill"]["rows"] == many["verify"]["rows"] == many["bare"]["rows"] == 20_000
    equal = equal and not many["verify"]["faults"]
    speed = {what: one["rows"] / one["seconds"] for what, one in many.items()}
    reference = "reading and hashing the same rows bare"
    return [
        Measure(
            "entries verified",
            speed["verify"],
            "entries/s",
            reference,
            speed["bare"],
            ">= 0.15",
            equal,
        ),
        Measure("entries sealed", speed["fill"], "entries/s", reference, speed["bare"], ">= 0.1", equal),
        Measure(
            "memory of a verification of 20,000 entries",
            many["verify"]["peak"],
            "MiB",
            "that of 2,000",
            few["verify"]["peak"],
            "<= 1.1",
            equal,
        ),
    ]


def page_measures(only: str = "") -> Iterator[Measure]:
    """Each page over the demo and over a hundred times its rows, asked in turns."""
    few, many = _beside("tests.bench.pages")
    for address in few.ask("addresses"):
        if only in address:
            yield from _page(address, few, many)
    few.end()
    many.end()


def _beside(module: str) -> tuple[Beside, Beside]:
    """The bench over the demo, and over a copy of it that the bench has enlarged."""
    demo = store.template()
    small, large = WORK / "small", WORK / "large"
    for state in (small, large):
        shutil.rmtree(state, ignore_errors=True)
        shutil.copytree(demo.state, state)
    apart(module, "enlarge", str(TIMES), state=large)
    return Beside(module, small), Beside(module, large)


def api_measures() -> Iterator[Measure]:
    """Each list of the API over the demo and over a hundred times its rows, and beside a bare reading of the same rows."""
    few, many = _beside("tests.bench.lists")
    for address in few.ask("addresses"):
        yield from _page(address, few, many)
        yield _list(address, many)
    few.end()
    many.end()


def _list(address: str, many: Beside) -> Measure:
    """What the door, the schema and what the rows name cost; the answers are compared row by row."""
    told, pairs = many.ask("rows", address), []
    equal = len(told["rows"]) > 0
    for _visit in range(VISITS):
        bare = many.ask("bare", address)
        pairs.append((many.ask("seconds", address)["seconds"], bare["seconds"]))
        equal = equal and (bare["rows"], bare["total"]) == (told["rows"], told["total"])
    whole, plain = (statistics.median(side) for side in zip(*pairs, strict=True))
    reference = "a bare reading of the same rows as JSON"
    return Measure(f"{address} whole", whole, "s of processor", reference, plain, f"<= {WHOLE}", equal)


def _page(address: str, few: Beside, many: Beside) -> list[Measure]:
    was, now = few.ask("queries", address), many.ask("queries", address)
    equal = was["status"] == now["status"] == 200
    pairs = [
        (few.ask("seconds", address)["seconds"], many.ask("seconds", address)["seconds"])
        for _visit in range(VISITS)
    ]
    # What else the machine does only adds: the quickest of all visits says what the page itself takes.
    before, after = (min(side) for side in zip(*pairs, strict=True))
    _tell(was, now) if after > before * 1.5 or was["queries"] != now["queries"] else None
    reference = "the same page on the demo"
    return [
        Measure(
            f"{address} with {TIMES} times the rows",
            after,
            "s of processor",
            reference,
            before,
            "<= 1.5",
            equal,
        ),
        Measure(
            f"{address} queries with {TIMES} times the rows",
            now["queries"],
            "queries",
            reference,
            was["queries"],
            "<= 1",
            equal,
        ),
    ]


def _tell(was: dict[str, Any], now: dict[str, Any]) -> None:
    """What a page that misses its target does more of."""
    print(
        f"  bytes {was['bytes']} -> {now['bytes']}; slowest query {now['slowest'][0]} s: {now['slowest'][1][-300:]}"
    )


SUBJECTS: dict[str, Callable[[], Iterable[Measure]]] = {
    "api": api_measures,
    "deadlines": deadlines.measures,
    "imports": import_measures,
    "journal": journal_measures,
    "index": composite.measures,
    "ranks": rank_measures,
    "moran": moran.measures,
    "papers": papers.measures,
    "running": running.measures,
    "selection": selection.measures,
    "sitting": sitting.measures,
}


def main(words: list[str]) -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    what = words[0] if words else "all"
    chosen = [measured for subject, measured in SUBJECTS.items() if what in {"all", subject}]
    if what in {"all", "pages"}:
        chosen.insert(0, partial(page_measures, *words[1:2]))
    measures = []
    for measured in chosen:
        for one in measured():
            print(one, flush=True)
            measures.append(one)
    records = [one.record() for one in measures]
    if what == "all":
        Path(ROOT / "build" / "bench.json").write_text(json.dumps(records, indent=1, ensure_ascii=False))
    missed = [one for one in measures if not one.met]
    print(f"{len(measures) - len(missed)} of {len(measures)} targets met", *missed, sep="\n  ")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
