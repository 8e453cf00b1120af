"""Each method of an index is told in words of its own, with its options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from portici.engine.index import methods as m
from portici.engine.index import scales as s
from portici.fronts.dossier import scales

FAMILIES: list[tuple[Callable[[Any], str], dict[str, Any]]] = [
    (scales.scale, s.NORMALISATIONS),
    (scales.together, m.AGGREGATIONS),
    (scales.weighed, m.WEIGHTINGS),
    (scales.missing, {**m.MISSINGS, **m.LEVEL_MISSINGS}),
    (scales.far_out, m.OUTLIERS),
    (scales.transformed, s.TRANSFORMS),
]
NEEDED: dict[Any, dict[str, Any]] = {
    m.MazziottaPareto: {"penalty": m.Penalty.ADDED},
    m.Value: {"value": 0.25},
    s.Steps: {"bounds": (1.0, 2.5)},
    s.Raised: {"exponent": 2.0},
}


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("told", "methods"), FAMILIES, ids=lambda one: getattr(one, "__name__", ""))
def test_no_two_methods_are_told_alike(
    told: Callable[[Any], str], methods: dict[str, Any], language: str
) -> None:
    kinds = set(methods.values())
    with translation.override(language):
        said = [told(kind(**NEEDED.get(kind, {}))) for kind in kinds]
    assert len(set(said)) == len(kinds)


@pytest.mark.parametrize(
    ("told", "method", "words"),
    [
        (
            scales.scale,
            s.MinMax(minimum=0.5, low=70, high=130),
            "place between the lowest value (0.5) and the highest (that of the data), from 70 to 130",
        ),
        (
            scales.scale,
            s.Goalposts(maximum=9, reference=3.25),
            "goalposts of the AMPI, from 70 to 130 around the reference (3.25); lowest value that of the data, highest 9",
        ),
        (scales.scale, s.Ratio(to=1200.0), "ratio to 1,200, times 100"),
        (scales.scale, s.Unchanged(), "as it is"),
        (scales.together, m.MazziottaPareto(m.Penalty.SUBTRACTED), "Mazziotta-Pareto: the mean, lowered where the parts are out of balance"),
        (scales.missing, m.Value(0.25), "0.25 stands for it"),
        (scales.missing, m.Present(0.75), "the parts that are there stand for it, when they hold at least 0.75 of the weight"),
        (scales.far_out, m.BySkewness(most=1), "while the values are very skewed, the farthest one is brought to the next, at most 1 time"),
        (scales.transformed, s.Log1p(), "logarithm of 1 more"),
    ],
)  # fmt: skip
def test_the_options_are_told(told: Callable[[Any], str], method: Any, words: str) -> None:
    with translation.override("en"):
        assert told(method) == words
