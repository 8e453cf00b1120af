"""The methods that the form offers, and what the specification says for each: of docs/indices.md those that an officer chooses by
name. What has more to be said of it (bounds of one's own, several methods in turn, residents as weights) is the text's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

NORMALISATIONS: Mapping[str, Any] = {
    "z-score": "z-score",
    "standard": {"method": "z-score", "mean": 0, "sd": 1},
    "min-max": "min-max",
    "min-max-100": {"method": "min-max", "high": 100},
    "ampi": "ampi",
    "rank": "rank",
    "percentile": "percentile",
    "normal-scores": "normal-scores",
    "exponential": "exponential",
    "ratio": "ratio",
    "groups": "groups",
    "none": "none",
}
#: Methods whose penalty follows from what a higher index means.
PENALISED = frozenset({"mazziotta-pareto", "adjusted-mazziotta-pareto"})
AGGREGATES: Mapping[str, Any] = {
    "arithmetic": "arithmetic",
    "geometric": "geometric",
    "harmonic": {"method": "power", "exponent": -1},
    "mazziotta-pareto": "mazziotta-pareto",
    "adjusted-mazziotta-pareto": "adjusted-mazziotta-pareto",
    "sum": "sum",
    "maximum": "maximum",
    "minimum": "minimum",
}
MISSINGS: Mapping[str, Any] = {
    "refuse": "refuse",
    "leave-out": "leave-out",
    "keep": "keep",
    "mean": "mean",
    "median": "median",
    "parent-mean": "parent-mean",
    "regression": "regression",
    "zero": {"method": "value", "value": 0},
}
LEVEL_MISSINGS: Mapping[str, Any] = {
    "refuse": "refuse",
    "leave-out": "leave-out",
    "present": "present",
    "two-thirds": {"method": "present", "share": 0.6666666666666666},
}
TRANSFORMS: Mapping[str, Any] = {"none": [], "log": "log", "log1p": "log1p", "sqrt": "sqrt"}
OUTLIERS: Mapping[str, Any] = {
    "none": "none",
    "percentiles": "percentiles",
    "iqr": "iqr",
    "skew-kurtosis": "skew-kurtosis",
}
#: Weights said beside the parts and divided by their sum, as a specification says it.
BY_THEIR_SUM = {"method": "given", "normalise": True}


@cache
def meant() -> Mapping[str, Mapping[Any, str]]:
    """What the engine makes of each method offered, and the form's name for it, by field."""
    from portici.engine.index import spec
    from portici.engine.index.shaping import Shaper

    unions = {
        "normalise": (spec.Normalisation, NORMALISATIONS),
        "aggregate": (spec.Aggregation, {k: v for k, v in AGGREGATES.items() if k not in PENALISED}),
        "missing": (spec.Missing, MISSINGS),
        "level-missing": (spec.LevelMissing, LEVEL_MISSINGS),
        "transform": (spec.Transform, {k: v for k, v in TRANSFORMS.items() if v}),
        "outliers": (spec.Outliers, OUTLIERS),
    }
    reader = Shaper("", {})
    return {
        field: {reader.value(union, said, ()): name for name, said in offered.items()}
        for field, (union, offered) in unions.items()
    }
