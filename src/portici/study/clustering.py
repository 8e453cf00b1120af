"""Where distress gathers: global and local Moran of an edition's index over the neighbours that were frozen with it.

Quadrants speak of distress, whichever way the index runs: `high-high` is a distressed area among distressed ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from portici.kernel.exhibit import digest_of_text
from portici.kernel.findings import Invalid
from portici.kernel.parsing import csv_text, safe_cell

from .neighbours import Neighbourhood, Standing, weights_of

if TYPE_CHECKING:
    from portici.engine.clusters.permutations import Progress

#: Permutations of the global one: every one weighs all areas, and its p is read to three decimals.
OVERALL = 9_999


@dataclass(frozen=True, slots=True)
class Local:
    """An area among its neighbours. `p` and `q` are None for an island."""

    code: str
    quadrant: str
    p: float | None
    q: float | None


@dataclass(frozen=True, slots=True)
class Clusters:
    """One row an area, in the order of the neighbours; `overall` is the global one, in plain values."""

    areas: Sequence[Local]
    overall: Mapping[str, Any]


def work_out(
    asked: Neighbourhood,
    neighbours: Mapping[str, Sequence[str]],
    distress: Mapping[str, float],
    *,
    progress: Progress | None = None,
) -> Clusters | None:
    """Clusters of `distress` (by code; higher is worse); None when all areas have the same. The same seed, the same digits.

    `progress` is told of permutations done, and of all; what it raises ends the work.
    """
    from portici.engine.clusters import global_moran, local_moran

    weights = weights_of(neighbours).standardised()
    values = [distress[code] for code in neighbours]
    try:
        whole = global_moran(values, weights, seed=asked.seed, permutations=OVERALL, progress=progress)
        local = local_moran(
            values, weights, seed=asked.seed, permutations=asked.permutations, progress=progress
        )
    except Invalid as fault:
        if {one.code for one in fault.findings} == {"values.constant"}:
            return None
        raise
    listed = zip(local.keys, local.quadrants(), local.p.tolist(), local.q.tolist(), strict=True)
    return Clusters(
        areas=[Local(key, quadrant.value, _known(p), _known(q)) for key, quadrant, p, q in listed],
        overall={
            "moran": whole.statistic,
            "expected": whole.expected,
            "p": whole.p_two_sided,
            "permutations": OVERALL,
        },
    )


def facts_of(found: Clusters | None, asked: Mapping[str, Any], shapes: Mapping[str, Any]) -> dict[str, Any]:
    """What the manifest says of clusters: what was asked, which areas had no place and why, what came of it."""
    told = {**asked, **shapes}
    if found is not None:
        return told | {"global": dict(found.overall), "sha256": digest_of_text(text_of(found.areas))}
    if told.get("standing") == Standing.SAID:
        told["standing"] = Standing.CONSTANT.value
    return told


def text_of(areas: Sequence[Local]) -> str:
    """As CSV, every digit.

    >>> print(text_of([Local("1", "high-high", 0.25, 0.5), Local("2", "none", None, None)]), end="")
    code,quadrant,p,q
    1,high-high,0.25,0.5
    2,none,,
    """
    rows: list[list[str]] = [["code", "quadrant", "p", "q"]]
    for one in areas:
        numbers = ["" if value is None else repr(value) for value in (one.p, one.q)]
        rows.append([safe_cell(one.code), one.quadrant, *numbers])
    return csv_text(rows)


def _known(value: float) -> float | None:
    return None if isnan(value) else value
