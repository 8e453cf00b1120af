"""Invented areas, an index of theirs from a CSV and a specification in TOML, and the formulas to hold it against."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.result import Result
from portici.engine.index.table import parse_table

COUNT = 24
#: Stands for an empty cell.
GAP = -1.0
Areas = dict[str, np.ndarray]


def invented_areas() -> Areas:
    """Invented areas: counts, percentages, rates; one without residents."""
    random = np.random.default_rng(2026)
    residents = random.integers(400, 9_000, COUNT)
    residents[7] = 0
    poor = random.beta(2, 6, COUNT)
    return {
        "code": np.array([f"A{number:02}" for number in range(COUNT)]),
        "residents": residents,
        "people": random.integers(400, 9_000, COUNT),
        "adults on benefits": random.integers(0, 200, COUNT),
        "children on benefits": random.integers(0, 200, COUNT),
        "unemployment": (100 * (poor + random.normal(0, 0.02, COUNT)).clip(0.005, 0.9)).round(2),
        "crowding": (100 * (poor + random.normal(0, 0.1, COUNT)).clip(0, 1)).round(2),
        "renting": random.uniform(5, 95, COUNT).round(1),
        "no car": random.uniform(5, 60, COUNT).round(1),
        "mortality": random.normal(100, 15, COUNT).round(1),
        "illness": random.normal(100, 20, COUNT).round(1),
        "income": random.lognormal(10, 0.4, COUNT).round(0),
        "schools": random.permutation(COUNT) + 1,
    }


def worked(areas: Areas, text: str) -> Result:
    spec = parse_specification(text.encode(), "spec.toml")
    text_of = io.StringIO()
    writer = csv.writer(text_of)
    writer.writerow(areas)
    writer.writerows(
        zip(*(["" if x == GAP else x for x in column.tolist()] for column in areas.values()), strict=True)
    )
    return compute(parse_table(text_of.getvalue().encode(), spec, "areas.csv"), spec)


def z(x: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    mean = np.average(x, weights=weights)
    return (x - mean) / np.sqrt(np.average((x - mean) ** 2, weights=weights))


def close(found: np.ndarray, wanted: object) -> None:
    assert np.asarray(found).tolist() == pytest.approx(
        np.asarray(wanted, dtype=float).tolist(), rel=1e-12, abs=1e-12
    )
