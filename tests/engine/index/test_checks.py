"""What a statistician looks at, against numpy and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from portici.engine.index.checks import cronbach, drift, examine
from portici.engine.index.compute import compute
from portici.engine.index.table import Table
from tests.engine.index.makers import domain, indicator, spec_of, table

COLUMNS = {
    "a": [1.0, 2.0, 3.0, 4.0, 5.0, 7.0],
    "b": [1.1, 2.0, 3.1, 4.2, 4.9, 7.0],
    "c": [5.0, 4.0, 3.5, 2.0, 2.5, 1.0],
    "d": [0.0, 0.0, 0.0, 0.0, 1.0, 2.0],
}


def checked(*parts, before=None, **columns):
    areas = table(**columns)
    spec = spec_of(*parts)
    return examine(compute(areas, spec), areas, before)


def said(checks):
    return [(finding.field, finding.code, finding.found) for finding in checks.findings]


def test_correlations_and_alpha_are_those_of_numpy():
    checks = checked(domain("d1"), *(indicator(code, **{"in": '"d1"'}) for code in "abc"), **COLUMNS)
    found = checks.agreements[0]
    matrix = np.array([COLUMNS[code] for code in "abc"])
    assert np.array(found.correlations) == pytest.approx(np.corrcoef(matrix), abs=1e-12)
    mean = matrix.mean(axis=0)
    assert found.with_level == pytest.approx([np.corrcoef(row, mean)[0, 1] for row in matrix], abs=1e-12)
    total = matrix.sum(axis=0).var(ddof=1)
    assert found.alpha == pytest.approx(3 / 2 * (1 - matrix.var(axis=1, ddof=1).sum() / total))


def test_alpha_is_not_defined_for_one_part_or_one_area():
    assert math.isnan(cronbach(np.ones((3, 1))))
    assert math.isnan(cronbach(np.ones((1, 3))))
    assert math.isnan(cronbach(np.ones((3, 3))))


def test_what_is_to_be_thought_over():
    checks = checked(*(indicator(code) for code in "abcd"), **COLUMNS)
    assert [one[:2] for one in said(checks)] == [
        ("d", "check.says_little"),
        ("b", "check.same"),
        ("c", "check.against"),
        ("c", "check.against"),
        ("d", "check.against"),
        ("index", "check.low_alpha"),
    ]


def test_an_indicator_that_is_the_same_everywhere():
    checks = checked(indicator("a"), indicator("b"), a=[1.0, 2.0, 4.0], b=[3.0, 3.0, 3.0])
    assert said(checks)[0] == ("b", "check.same_everywhere", "3")


def test_indicators_of_two_vintages():
    checks = checked(
        indicator("a", vintage='"2021"'), indicator("b", vintage='"2019"'), **{k: COLUMNS[k] for k in "ab"}
    )
    assert said(checks)[0] == ("", "check.vintages", "2021, 2019")


def test_empty_columns_of_the_table():
    areas = Table(("A", "B"), {"a": np.array([1.0, 2.0])}, empty=("x",))
    spec = spec_of(indicator("a"))
    assert said(examine(compute(areas, spec), areas)) == [("", "check.empty_columns", "x")]


def test_a_unit_that_drifted():
    spec = spec_of(indicator("a"), indicator("b"), indicator("c"))
    now = table(a=[10.0, 20.0, 30.0], b=[1.0, 2.0, 3.0], c=[5.0, 6.0, 9.0])
    before = Table(
        ("C", "B", "A", "Z"),
        {
            "a": np.array([0.29, 0.21, 0.11, 0.5]),
            "b": np.array([1.0, 2.0, 3.0, 2.0]),
            "c": np.array([9.0, 5.0, 4.0, 5.0]),
        },
    )
    found = drift(now, before, spec)
    assert [(one.column, one.before, one.now) for one in found] == [("a", 0.25, 20), ("b", 2, 2), ("c", 5, 6)]
    assert [one.likeness for one in found] == pytest.approx([1, -1, 1])
    checks = examine(compute(now, spec), now, before)
    assert [one for one in said(checks) if one[1] in {"check.unit", "check.unlike"}] == [
        ("a", "check.unit", "0.25 → 20"),
        ("b", "check.unlike", "-1.000"),
    ]
    [unit] = [one for one in checks.findings if one.code == "check.unit"]
    assert str(unit.todo) == "Compare the units of the two vintages: the factor is near 100."


def test_vintages_without_an_area_in_common():
    [one] = drift(table(a=[1.0]), Table(("Z",), {"a": np.array([1.0])}), spec_of(indicator("a")))
    assert math.isnan(one.likeness)
