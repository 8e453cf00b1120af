"""What transformations, steps, counts of residents, products and components refuse, and what the report says of classes."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from portici.engine.index.aggregate import aggregate
from portici.engine.index.checks import examine
from portici.engine.index.compute import compute
from portici.engine.index.report import markdown
from portici.engine.index.spec import Power, Product
from portici.engine.index.table import Table
from portici.engine.index.writing import json_text, table_text
from tests.engine.index.makers import HEAD, domain, from_csv, indicator, spec_of, table, told, worked

COUNTED = HEAD.replace("[index]", 'population = "residents"\n[index]')
OVER = '{ method = "z-score", over = "population" }'


def flaws(*parts, head=HEAD):
    return [one[1:] for one in told(lambda: spec_of(*parts, head=head))]


@pytest.mark.parametrize(
    ("transform", "value", "accepted"),
    [
        ('{ method = "log", shift = 2 }', -2, "Values above -2: log is defined for no others."),
        ('"log1p"', -1, "Values above -1: log1p is defined for no others."),
        ('{ method = "power", exponent = 2 }', -3, "Values of at least 0: power is defined for no others."),
        ('"arcsine"', 20, "Shares from 0 to 1: arcsine is defined for no others; a percentage is divided by 100 with `factor`."),
        ('"logit"', 1, "Shares between 0 and 1: logit is defined for no others; a percentage is divided by 100 with `factor`."),
    ],
)  # fmt: skip
def test_values_that_a_transformation_cannot_take(transform, value, accepted):
    from portici.kernel.faults import Faulty

    areas = Table(("A", "B"), {"x": np.array([0.5, value])}, lines=(2, 3), file="t.csv")
    with pytest.raises(Faulty) as caught:
        compute(areas, spec_of(indicator("x", transform=transform)))
    [fault] = caught.value.faults
    assert (fault.file, fault.line, fault.finding.field) == ("t.csv", 3, "x")
    assert str(fault.finding.accepted) == accepted


def test_a_power_that_outgrows_numbers():
    spec = spec_of(indicator("x", transform='{ method = "power", exponent = 99 }'))
    assert told(compute, table(x=[1.0, 1e50]), spec) == [("", 0, "x", "index.outgrown", "1e+50")]


def test_transformations_of_shares():
    found = worked(indicator("x", transform='["logit", { method = "log", shift = 10 }]'), x=[0.25, 0.5])
    assert found.index.tolist() == pytest.approx([math.log(10 + math.log(1 / 3)), math.log(10)])
    found = worked(indicator("x", transform='{ method = "power", exponent = 0.5 }'), x=[0.0, 9.0])
    assert found.index.tolist() == [0.0, 3.0]


@pytest.mark.parametrize(
    ("normalise", "expected"),
    [
        ('{ method = "steps" }', [(10, "indicator[1].normalise.bounds", "spec.absent", "")]),
        ('{ method = "steps", bounds = [] }', [(10, "indicator[1].normalise.bounds", "spec.absent", "")]),
        ('{ method = "steps", bounds = [2, 1] }', [(10, "indicator[1].normalise.bounds", "spec.not_ascending", "2, 1")]),
        ('{ method = "steps", bounds = [1, 2], scores = [0, 1] }', [(10, "indicator[1].normalise.scores", "spec.no_scores", "2")]),
        ('{ method = "groups", count = 1 }', [(10, "indicator[1].normalise.count", "spec.too_low", "1")]),
        ('{ method = "clip", minimum = 3, maximum = 1 }', [(10, "indicator[1].normalise", "spec.not_in_order", "minimum = 3, maximum = 1")]),
        ('{ method = "round", decimals = -1 }', [(10, "indicator[1].normalise.decimals", "spec.too_low", "-1")]),
        (OVER, [(10, "a.normalise", "spec.no_population", "population")]),
    ],
)  # fmt: skip
def test_options_of_steps(normalise, expected):
    assert flaws(indicator("a", normalise=normalise)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('classes = "tenths"', (1, "classes", "spec.no_method", "tenths")),
        ('classes = { method = "quantiles", over = "population" }', (1, "[classes].over", "spec.no_population", "population")),
        ('classes = { method = "bounds", bounds = [1, 1] }', (1, "classes.bounds", "spec.not_ascending", "1, 1")),
    ],
)  # fmt: skip
def test_options_of_classes(said, expected):
    assert flaws(indicator("a"), head=said + "\n" + HEAD) == [expected]


def test_a_component_goes_with_a_sum():
    head = HEAD + 'weights = { method = "principal-components", loadings = "component" }\n'
    parts = (indicator("a"), indicator("b"))
    assert flaws(*parts, head=head) == [(5, "index.weights", "spec.component_alone", "component")]
    head += 'aggregate = "sum"\n'
    assert flaws(*parts, head=head + 'missing = "present"\n')[0][2] == "spec.component_alone"
    assert spec_of(*parts, head=head).index.weights.loadings == "component"


def test_a_part_that_its_component_takes_away_is_told():
    head = HEAD + 'aggregate = "sum"\nweights = { method = "principal-components", loadings = "component" }\n'
    columns = {"a": [1.0, 2.0, 3.0, 4.5], "b": [1.0, 2.5, 3.0, 4.0], "c": [4.0, 3.0, 2.5, 1.0]}
    areas, spec = table(**columns), spec_of(*(indicator(code) for code in columns), head=head)
    result = compute(areas, spec)
    assert result.weights["index"]["c"] < 0
    told_of = [one.field for one in examine(result, areas).findings if one.code == "check.negative_weight"]
    assert told_of == ["c"]


def test_a_reference_vintage_counts_areas():
    scale = '{ method = "ampi", over = "population", reference_rows = { column = "year", equals = 1 } }'
    assert flaws(indicator("a", normalise=scale), head=COUNTED)[0][1:3] == (
        "a.normalise",
        "spec.no_counted_reference",
    )


@pytest.mark.parametrize(("cells", "named"), [("-1,", "A, B"), ("5,-2", "B"), (",4", "A")])
def test_areas_without_residents_are_named(cells, named):
    spec = spec_of(indicator("x", normalise=OVER), head=COUNTED)
    first, second = cells.split(",")
    areas = from_csv(f"code,x,residents\nA,1,{first}\nB,2,{second}\nC,3,7\n", spec)
    assert told(compute, areas, spec) == [("spec.toml", 1, "table.population", "index.no_population", named)]


def test_residents_all_where_the_values_are_the_same():
    spec = spec_of(indicator("x", normalise=OVER), head=COUNTED)
    nobody = from_csv("code,x,residents\nA,1,0\nB,2,0\n", spec)
    assert told(compute, nobody, spec) == [("spec.toml", 7, "x", "index.nobody_counted", "0")]
    in_one = from_csv("code,x,residents\nA,1,9\nB,2,0\n", spec)
    assert told(compute, in_one, spec) == [("spec.toml", 7, "x", "index.constant", "1.0")]


def test_a_column_of_residents_that_is_not_there():
    spec = spec_of(indicator("x"), head=COUNTED)
    assert told(from_csv, "code,x\nA,1\n", spec) == [
        ("spec.toml", 1, "table.population", "table.no_column", "residents")
    ]


def test_products_take_nothing_below_zero():
    assert aggregate(np.array([[0.0, 4.0], [2.0, 9.0]]), np.array([1.0, 0.5]), Product()).tolist() == [0, 6]
    head = HEAD + 'aggregate = "product"\n'
    spec = spec_of(indicator("a"), indicator("b"), head=head)
    assert told(compute, table(a=[1.0, 2.0], b=[3.0, -1.0]), spec) == [
        ("spec.toml", 3, "index", "index.negative", "-1: B")
    ]
    assert aggregate(np.array([[0.0, 4.0]]), np.array([0.5, 0.5]), Power(2)).tolist() == [math.sqrt(8)]


def test_a_factor_is_of_the_column_too():
    result = worked(indicator("a", factor="0.01", highest="1"), a=[25.0, 100.0])
    assert result.index.tolist() == [0.25, 1.0]


@pytest.mark.parametrize(
    ("first", "expected"), [('"worst"', [4, 3, 2, 1]), ('"best"', [1, 2, 3, 4])], ids=["worst", "best"]
)
def test_a_bound_belongs_to_what_is_above_it(first, expected):
    said = f'classes = {{ method = "bounds", bounds = [10, 20, 30], first = {first} }}\n'
    result = worked(indicator("a"), head=said + HEAD, a=[9.9, 10.0, 20.0, 30.0])
    assert result.classes.tolist() == expected


def test_equal_areas_are_of_one_class_and_the_report_says_of_each_what_it_holds():
    said = 'classes = { method = "quantiles", count = 3 }\n' + HEAD
    areas = table(a=[5.0, 2.0, 2.0, 2.0, 1.0, 9.0])
    areas.columns["a"][5] = np.nan
    result = compute(
        areas, spec_of(domain("d"), indicator("a", missing='"leave-out"', **{"in": '"d"'}), head=said)
    )
    assert result.classes.tolist()[:5] == [1, 2, 2, 2, 3]
    assert table_text(result).splitlines()[:2] == [
        "code,a,d,index,rank,class,state",
        "A,5.0,5.0,5.0,1,1,included",
    ]
    checks = examine(result, areas)
    lines = markdown(result, checks).splitlines()
    place = lines.index("## Classes")
    assert lines[place + 4 : place + 7] == ["| 1 | 1 | 5 | 5 |", "| 2 | 3 | 2 | 2 |", "| 3 | 1 | 1 | 1 |"]
    assert json.loads(json_text(result, checks))["classes"][1] == {
        "number": 2,
        "areas": 3,
        "lowest": 2.0,
        "highest": 2.0,
    }
