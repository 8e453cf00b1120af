"""What is asked wrongly is named, with what is accepted."""

from dataclasses import replace

import numpy as np
import pytest

from portici.engine.index.spec import (
    Geometric,
    Keep,
    Level,
    Loadings,
    Present,
    PrincipalComponents,
    Product,
    Sum,
)
from portici.engine.uncertainty.choices import Choices, Dirichlet, MeasurementError, Uniform
from portici.engine.uncertainty.run import run
from portici.kernel.findings import Invalid

from .worlds import flat, indicator, table

SAID = {"draws": 10, "seed": 1, "k": 3}


def refused(one=None, specification=None, choices=None, **said) -> list[tuple[str, str, str]]:
    with pytest.raises(Invalid) as error:
        run(one or table(12), specification or flat(), choices or Choices(), **(SAID | said))
    return [(finding.code, finding.found, finding.field) for finding in error.value.findings]


@pytest.mark.parametrize(
    ("said", "code", "found"),
    [
        ({"draws": 0}, "uncertainty.draws", "0"),
        ({"k": 0}, "uncertainty.k", "0"),
        ({"k": 13}, "uncertainty.k", "13"),
        ({"interval": 1.0}, "uncertainty.interval", "1.0"),
        ({"interval": 0.0}, "uncertainty.interval", "0.0"),
    ],
)
def test_numbers_of_a_run(said, code, found):
    assert refused(**said) == [(code, found, "")]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (Choices(left_out=("i9",)), ("uncertainty.unknown", "i9", "")),
        (Choices(levels=("homes",)), ("uncertainty.unknown", "homes", "")),
        (Choices(errors={"i0": MeasurementError(column="se")}), ("uncertainty.unknown", "se", "i0")),
        (
            Choices(errors={"i0": MeasurementError(absolute=-1.0)}),
            ("uncertainty.standard_error", "-1.0", "i0"),
        ),
        (
            Choices(errors={"i0": MeasurementError(relative=-0.5)}),
            ("uncertainty.standard_error", "-0.5", "i0"),
        ),
        (Choices(weights=Dirichlet(0.0)), ("uncertainty.concentration", "0.0", "")),
        (Choices(weights=Dirichlet(float("nan"))), ("uncertainty.concentration", "nan", "")),
        (Choices(weights=Uniform(1.5)), ("uncertainty.width", "1.5", "")),
        (Choices(weights=Uniform(0.0)), ("uncertainty.width", "0.0", "")),
    ],
)
def test_choices(choices, expected):
    assert refused(choices=choices) == [expected]


@pytest.mark.parametrize("wrong", [-0.1, float("nan")])
def test_a_column_of_standard_errors_needs_one_for_each_area(wrong):
    one = table(12)
    one.columns["e0"][3] = wrong
    assert [
        code for code, *_rest in refused(one, choices=Choices(errors={"i0": MeasurementError(column="e0")}))
    ] == ["uncertainty.standard_error"]


@pytest.mark.parametrize(
    "choices",
    [
        Choices(weights=Dirichlet(50.0)),
        Choices(left_out=("i0",)),
        Choices(aggregations=(None, Geometric())),
    ],
    ids=["weights", "left out", "means"],
)
def test_loadings_taken_as_they_are_have_no_sum_to_keep(choices):
    own = PrincipalComponents(Loadings.COMPONENT)
    specification = replace(flat(), index=replace(flat().index, aggregate=Sum(), weights=own))
    assert refused(None, specification, choices) == [("uncertainty.components", "index", "")]
    with_errors = Choices(errors={"i0": MeasurementError(absolute=0.05)})
    assert run(table(12), specification, with_errors, **SAID).draws == 10


def test_a_draw_below_zero_has_no_product():
    centred = replace(flat().index.parts[0].normalise[0], mean=0.0)
    choices = Choices(normalisations=(centred,), aggregations=(Product(),))
    assert [code for code, *_rest in refused(choices=choices)] == ["index.negative"]


def test_everything_wrong_is_told_at_once():
    choices = Choices(left_out=("i8",), weights=Uniform(2.0))
    assert [code for code, *_rest in refused(choices=choices)] == ["uncertainty.unknown", "uncertainty.width"]


def test_gaps_that_the_index_keeps_are_refused():
    one = table(12)
    one.columns["c1"][4] = np.nan
    parts = (indicator(0), indicator(1, missing=Keep()))
    specification = replace(flat(), index=Level("index", flat().index.higher, parts, missing=Present()))
    assert refused(one, specification) == [("uncertainty.gaps", "i1", "")]


def test_a_draw_that_the_index_refuses_stops_the_run_with_its_reason():
    """Z-scores around 0 have no geometric mean."""
    choices = Choices(
        normalisations=(None, replace(flat().index.parts[0].normalise[0], mean=0.0)),
        aggregations=(Geometric(),),
    )
    assert [code for code, *_rest in refused(choices=choices)] == ["index.not_positive"]
