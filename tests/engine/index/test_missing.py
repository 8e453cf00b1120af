"""Values that are not there: refused, left out, kept, filled; always told."""

from __future__ import annotations

import math

import numpy as np
import pytest

from portici.engine.index.compute import compute
from portici.engine.index.missing import Filled
from portici.engine.index.result import State
from portici.engine.index.table import Table
from tests.engine.index.makers import HEAD, domain, indicator, spec_of, table, told, worked

NAN = math.nan
A = [1.0, NAN, 3.0, 8.0]


def test_refused_with_the_areas():
    assert told(compute, table(a=A), spec_of(indicator("a"))) == [("spec.toml", 6, "a", "index.lacks", "B")]


def test_left_out_before_anything_is_compared():
    result = worked(indicator("a", missing='"leave-out"', normalise='"min-max"'), a=[1.0, NAN, 3.0, 5.0])
    assert result.index[[0, 2, 3]].tolist() == [0, 0.5, 1]
    assert result.states[1] is State.LEFT_OUT
    assert result.filled == (Filled("B", "a", "leave-out"),)


@pytest.mark.parametrize(
    ("how", "value"), [('"mean"', 4), ('"median"', 3), ('{ method = "value", value = 0 }', 0)]
)
def test_filled_with_one_value(how, value):
    result = worked(indicator("a", missing=how), a=A)
    assert result.index.tolist() == [1, value, 3, 8]
    assert [(one.key, one.value) for one in result.filled] == [("B", value)]


def test_filled_with_the_mean_of_the_same_parent():
    head = HEAD.replace("[index]", 'parent = "zone"\n[index]')
    spec = spec_of(indicator("a", missing='"parent-mean"'), head=head)
    areas = Table(tuple("ABCD"), {"a": np.array(A)}, parents=("x", "y", "y", "x"))
    assert compute(areas, spec).index.tolist() == [1, 3, 3, 8]
    alone = Table(tuple("ABCD"), {"a": np.array(A)}, parents=("x", "z", "y", "x"))
    assert told(compute, alone, spec) == [("spec.toml", 7, "a", "index.no_parent_value", "B")]


def test_filled_by_regression_on_the_others_of_the_level():
    others = {"b": [1.0, 2.0, 3.0, 4.0, 6.0], "c": [1.0, 0.0, 0.0, 1.0, 1.0]}
    true = [2 * x - 3 * y + 1 for x, y in zip(others["b"], others["c"], strict=True)]
    result = worked(
        indicator("a", missing='"regression"'),
        indicator("b"),
        indicator("c"),
        a=[*true[:4], NAN],
        **others,
    )
    assert result.indicators["a"].tolist() == pytest.approx(true)
    areas = table(a=[1.0, 2.0, 3.0, NAN, NAN], **others)
    spec = spec_of(
        indicator("a", missing='{ method = "regression", on = ["b", "c"] }'), indicator("b"), indicator("c")
    )
    assert told(compute, areas, spec) == [("spec.toml", 6, "a", "index.no_regression", "3")]


def test_kept_and_the_level_takes_those_present():
    parts = (
        indicator("a", missing='"keep"', weight="0.5"),
        indicator("b", weight="0.3"),
        indicator("c", weight="0.2"),
    )
    head = HEAD + 'missing = { method = "present", share = 0.5 }\n'
    columns = {"b": [10.0, 20.0], "c": [40.0, 50.0]}
    result = worked(*parts, head=head, a=[1.0, NAN], **columns)
    assert result.index[1] == pytest.approx((0.3 * 20 + 0.2 * 50) / 0.5)
    assert result.short == (("index", "B", ("a",)),)
    strict = worked(*parts, head=head.replace("0.5", "0.6"), a=[1.0, NAN], **columns)
    assert math.isnan(strict.index[1])
    assert strict.states == (State.INCLUDED, State.INCOMPLETE)
    assert told(compute, table(a=[1.0, NAN], **columns), spec_of(*parts)) == [
        ("spec.toml", 3, "index", "index.lacks_parts", "B")
    ]


@pytest.mark.parametrize(
    "method",
    ['"geometric"', '"minimum"', '{ method = "mazziotta-pareto", penalty = "added" }', '"arithmetic"'],
)
def test_with_one_part_present_each_method_gives_that_part(method):
    head = HEAD + f'missing = {{ method = "present", share = 0.1 }}\naggregate = {method}\n'
    result = worked(indicator("a", missing='"keep"'), indicator("b"), head=head, a=[2.0, NAN], b=[3.0, 7.0])
    assert result.index[1] == pytest.approx(7)


def test_left_out_of_a_level_has_no_score_above():
    parts = (
        domain("d", missing='"leave-out"'),
        indicator("a", missing='"keep"', **{"in": '"d"'}),
        indicator("b"),
    )
    head = HEAD + 'missing = { method = "present", share = 0.1 }\n'
    result = worked(*parts, head=head, a=[1.0, NAN], b=[3.0, 4.0])
    assert result.index[0] == 2
    assert math.isnan(result.index[1])
    assert result.short == (("d", "B", ("a",)),)
