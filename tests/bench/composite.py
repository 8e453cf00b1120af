"""A composite index of a nation's sections beside plain pandas that says the same: 20 indicators in four domains, some
turned round, gaps filled with the mean, z-scores, Mazziotta-Pareto domains, ranks."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.table import parse_table
from portici.engine.index.writing import table_text
from tests.bench.record import WORK, Measure, apart, peak_memory

AREAS, INDICATORS, DOMAINS = 400_000, 20, 4
#: What the whole must be beside pandas; the computing alone, which sorts what it sums and keeps who was filled; memory, with all cells as text.
WHOLE, COMPUTING, ROOM = ">= 2", ">= 0.5", "<= 1.5"
TURNS = 3


def table(areas: int) -> Path:
    return WORK / f"index-{areas}.csv"


def made(areas: int) -> dict[str, Any]:
    """Write a CSV of invented areas, a thousandth of the cells empty."""
    import pandas as pd

    random = np.random.default_rng(2026)
    distress = random.normal(size=areas)
    columns = {
        f"c{one}": np.exp(0.1 * distress + 0.2 * random.normal(size=areas)) for one in range(INDICATORS)
    }
    for values in columns.values():
        values[random.integers(0, areas, areas // 1_000)] = np.nan
    keys = {"code": [f"A{number:07}" for number in range(areas)]}
    pd.DataFrame(keys | columns).to_csv(table(areas), index=False)
    return {}


def specification() -> bytes:
    domains = "".join(
        f'[[domain]]\ncode = "d{one}"\nweight = {weight}\nnormalise = "z-score"\n'
        'aggregate = { method = "mazziotta-pareto", penalty = "added" }\n'
        for one, weight in enumerate((0.4, 0.3, 0.2, 0.1))
    )
    indicators = "".join(
        f'[[indicator]]\ncode = "i{one}"\nin = "d{one % DOMAINS}"\ncolumn = "c{one}"\nnormalise = "z-score"\n'
        f'missing = "mean"\nhigher = "{"better" if one % 5 == 0 else "worse"}"\n'
        for one in range(INDICATORS)
    )
    return f'[table]\nkey = "code"\n[index]\nhigher = "worse"\n{domains}{indicators}'.encode()


def ours(areas: int) -> dict[str, Any]:
    """Seconds from the file's bytes to the text of the answer, and of the computing alone."""
    data, spec = table(areas).read_bytes(), parse_specification(specification())
    began = time.process_time()
    read = parse_table(data, spec)
    started = time.process_time()
    result = compute(read, spec)
    took = time.process_time() - started
    text = table_text(result)
    whole = time.process_time() - began
    np.savez(_kept(areas, "ours"), index=result.index, rank=result.rank)
    return {"whole": whole, "computing": took, "bytes": len(text), "peak": peak_memory()}


def pandas(areas: int) -> dict[str, Any]:
    """The same from file to file in pandas, column by column, as an analyst writes it."""
    import io

    import pandas as pd

    data = table(areas).read_bytes()
    began = time.process_time()
    frame = pd.read_csv(io.BytesIO(data))
    started = time.process_time()
    answer = _in_pandas(frame)
    took = time.process_time() - started
    text = answer.to_csv(index=False)
    whole = time.process_time() - began
    np.savez(_kept(areas, "pandas"), index=answer["index"], rank=answer["rank"])
    return {"whole": whole, "computing": took, "bytes": len(text), "peak": peak_memory()}


def _in_pandas(frame: Any) -> Any:
    answer = frame[["code"]].copy()
    for one in range(INDICATORS):
        values = frame[f"c{one}"].fillna(frame[f"c{one}"].mean())
        values = -values if one % 5 == 0 else values
        answer[f"i{one}"] = 100 + 10 * (values - values.mean()) / values.std(ddof=0)
    for domain in range(DOMAINS):
        parts = answer[[f"i{one}" for one in range(INDICATORS) if one % DOMAINS == domain]]
        mean, variance = parts.mean(axis=1), parts.var(axis=1, ddof=0)
        score = mean + variance / mean
        answer[f"d{domain}"] = 100 + 10 * (score - score.mean()) / score.std(ddof=0)
    weights = (0.4, 0.3, 0.2, 0.1)
    answer["index"] = sum(weight * answer[f"d{domain}"] for domain, weight in enumerate(weights))
    answer["rank"] = answer["index"].rank(ascending=False, method="min")
    return answer


def _kept(areas: int, whose: str) -> Path:
    return WORK / f"index-{areas}-{whose}.npz"


def agree(areas: int) -> bool:
    """Whether every index is the same to 1e-9, and every rank but where neighbours differ by less."""
    mine, other = (np.load(_kept(areas, whose)) for whose in ("ours", "pandas"))
    near = np.abs(mine["index"] - other["index"]).max() < 1e-9
    return bool(near and (mine["rank"] == other["rank"]).mean() > 0.999)


def measures() -> list[Measure]:
    """Against pandas, in memory, and as the areas grow."""
    found = []
    sizes = (AREAS // 4, AREAS // 2, AREAS)
    for size in sizes:
        apart("tests.bench.composite", "made", str(size), state=WORK / "index")
    mine = {size: _best("ours", size) for size in sizes}
    other = _best("pandas", AREAS)
    equal = agree(AREAS)
    what, name = f"index of {AREAS:,} areas, {INDICATORS} indicators", "the same in plain pandas"
    for part, said, target in (
        ("computing", what, COMPUTING),
        ("whole", f"{what}, from file to file", WHOLE),
    ):
        speed, beside = AREAS / mine[AREAS][part], AREAS / other[part]
        found.append(Measure(said, speed, "areas/s of processor", name, beside, target, equal))
    found.append(Measure("memory of that", mine[AREAS]["peak"], "MiB", name, other["peak"], ROOM, equal))
    for size in sizes[:-1]:
        found.append(
            Measure(
                f"{what}, seconds for an area",
                mine[AREAS]["computing"] / AREAS * 1e6,
                "µs",
                f"that of {size:,} areas",
                mine[size]["computing"] / size * 1e6,
                "<= 1.3",
            )
        )
    return found


def _best(whose: str, areas: int) -> dict[str, Any]:
    """The quickest of some turns, each in a process of its own."""
    turns = [
        apart("tests.bench.composite", whose, str(areas), state=WORK / "index")[0] for _turn in range(TURNS)
    ]
    return min(turns, key=lambda one: float(one["computing"]))


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    print(json.dumps([{"made": made, "ours": ours, "pandas": pandas}[sys.argv[1]](int(sys.argv[2]))]))
