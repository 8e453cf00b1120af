"""Each way of putting parts together, against its formula in plain Python, area by area."""

from __future__ import annotations

import math

import numpy as np
import pytest

from portici.engine.index.aggregate import aggregate
from portici.engine.index.spec import (
    Arithmetic,
    Deviation,
    Geometric,
    Maximum,
    MazziottaPareto,
    Minimum,
    Penalty,
    Power,
    Sum,
)
from portici.kernel.findings import Invalid

PARTS = [[90.0, 110.0, 104.5], [70.25, 130.0, 95.0], [100.0, 100.0, 100.0]]
WEIGHTS = [0.2, 0.5, 0.3]


def mean(row):
    return sum(w * x for w, x in zip(WEIGHTS, row, strict=True))


def spread(row):
    return sum(w * (x - mean(row)) ** 2 for w, x in zip(WEIGHTS, row, strict=True))


ORACLES = [
    (Arithmetic(), mean),
    (Sum(), mean),
    (Geometric(), lambda row: math.prod(x**w for w, x in zip(WEIGHTS, row, strict=True))),
    (
        Geometric(shift=5),
        lambda row: math.prod((x + 5) ** w for w, x in zip(WEIGHTS, row, strict=True)) - 5,
    ),
    (Power(-1), lambda row: 1 / sum(w / x for w, x in zip(WEIGHTS, row, strict=True))),
    (Power(2), lambda row: math.sqrt(sum(w * x * x for w, x in zip(WEIGHTS, row, strict=True)))),
    (MazziottaPareto(Penalty.ADDED), lambda row: mean(row) + spread(row) / mean(row)),
    (MazziottaPareto(Penalty.SUBTRACTED), lambda row: mean(row) - spread(row) / mean(row)),
    (
        MazziottaPareto(Penalty.ADDED, Deviation.SAMPLE),
        lambda row: mean(row) + spread(row) * 3 / 2 / mean(row),
    ),
    (Minimum(), min),
    (Maximum(), max),
]


@pytest.mark.parametrize(("how", "oracle"), ORACLES)
def test_against_plain_python(how, oracle):
    found = aggregate(np.array(PARTS), np.array(WEIGHTS), how).tolist()
    assert found == pytest.approx([oracle(row) for row in PARTS], rel=1e-14)


def test_weights_that_differ_from_area_to_area():
    weights = np.array([WEIGHTS, [1, 0, 0], [0.5, 0.5, 0]])
    expected = [mean(PARTS[0]), 70.25, 100.0]
    assert aggregate(np.array(PARTS), weights, Arithmetic()).tolist() == pytest.approx(expected, rel=1e-15)


def test_a_part_without_weight_is_no_minimum():
    assert aggregate(np.array([[1.0, 5.0]]), np.array([0.0, 1.0]), Minimum()).tolist() == [5.0]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Geometric(), "index.not_positive"),
        (Geometric(shift=1), "index.not_positive"),
        (Power(), "index.not_positive"),
        (MazziottaPareto(Penalty.ADDED), "index.mean_not_positive"),
    ],
)
def test_what_a_method_cannot_take_is_refused(how, code):
    with pytest.raises(Invalid) as caught:
        aggregate(np.array([[1.0, -1.0]]), np.array([0.5, 0.5]), how)
    assert [finding.code for finding in caught.value.findings] == [code]
