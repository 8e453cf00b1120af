"""Outliers are brought nearer by rule, and each change is told."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from portici.engine.index.outliers import Winsorised, kurtosis, skewness, winsorised
from portici.engine.index.spec import ByPercentiles, BySkewness
from tests.engine.index.makers import indicator, worked

VALUES = [4.0, 5.0, 6.0, 5.5, 4.5, 5.2, 6.1, 4.8, 40.0, 90.0]


def test_skewness_and_kurtosis_are_those_of_scipy():
    assert skewness(np.array(VALUES)) == pytest.approx(stats.skew(VALUES, bias=False), rel=1e-12)
    assert kurtosis(np.array(VALUES)) == pytest.approx(stats.kurtosis(VALUES, bias=False), rel=1e-12)


def test_percentiles():
    low, high = np.percentile(VALUES, [10, 80])
    found = winsorised(np.array(VALUES), ByPercentiles(10, 80)).tolist()
    assert found == [min(max(x, low), high) for x in VALUES]


def test_each_change_is_told():
    result = worked(indicator("a", outliers='"iqr"'), a=[1.0, 2.0, 3.0, 4.0, 100.0])
    assert result.index.tolist() == [1, 2, 3, 4, 7]
    assert result.winsorised == (Winsorised("E", "a", 100.0, 7.0),)


def test_skewness_and_kurtosis_bring_the_farthest_to_the_next():
    values = [*VALUES[:9], 6.2]
    result = worked(indicator("a", outliers='"skew-kurtosis"'), a=values)
    assert result.index.tolist() == [*VALUES[:8], 6.2, 6.2]
    assert result.faults == ()


def test_no_more_values_than_said_are_changed_and_that_is_told():
    result = worked(
        indicator("a", outliers='{ method = "skew-kurtosis", most = 1 }'),
        a=[*VALUES[:8], 90.0, 90.0, *VALUES[:8], *VALUES[:8]][:26],
    )
    assert result.winsorised == ()
    assert [fault.finding.code for fault in result.faults] == ["index.still_out"]


def test_a_table_without_outliers_stays():
    calm = np.array(VALUES[:8])
    assert winsorised(calm, BySkewness()).tolist() == VALUES[:8]
