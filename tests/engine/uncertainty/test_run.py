"""Runs against the index computed draw by draw, and what must hold of any run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portici.engine.index.spec import (
    First,
    Geometric,
    MazziottaPareto,
    Penalty,
    Power,
    Product,
    RankRule,
    Ties,
)
from portici.engine.uncertainty import draws
from portici.engine.uncertainty.choices import Choices, Dirichlet, MeasurementError, Uniform
from portici.engine.uncertainty.inputs import inputs_of
from portici.engine.uncertainty.model import Model
from portici.engine.uncertainty.run import run

from .worlds import (
    AGGREGATIONS,
    EVERYTHING,
    NORMALISATIONS,
    alone_in_a_domain,
    computed,
    counted,
    flat,
    nested,
    published,
    shuffled,
    table,
)

CASES = {
    "weights": (flat(), Choices(weights=Dirichlet(50.0))),
    "weights within a fifth": (flat(), Choices(weights=Uniform(0.2))),
    "one left out": (flat(), Choices(left_out=("i0", "i3"))),
    "methods": (flat(), Choices(normalisations=NORMALISATIONS, aggregations=AGGREGATIONS)),
    "errors": (flat(), Choices(errors={"i0": MeasurementError(absolute=0.05)})),
    "everything, in domains": (nested(), EVERYTHING),
    "best first": (nested(First.BEST), EVERYTHING),
    "people counted, multiplied": (counted(Product()), Choices(weights=Dirichlet(50.0))),
    "people counted, a power mean": (counted(Power(0.5)), Choices(errors={"i0": MeasurementError(0.05)})),
    "middle ranks, two decimals": (
        flat(rank=RankRule(ties=Ties.MEAN, decimals=0)),
        Choices(weights=Dirichlet(50.0)),
    ),
}
#: All of an answer that numbers make up.
FIELDS = ("mean", "deviation", "low", "median", "high", "lowest", "highest", "among")


def numbers(found) -> list:
    return [getattr(found, name).tolist() for name in FIELDS]


@pytest.mark.parametrize("compiled", [False, True], ids=["numpy", "compiled"])
@pytest.mark.parametrize("case", CASES)
def test_ranks_are_those_of_the_index_computed_draw_by_draw(case, compiled):
    specification, choices = CASES[case]
    areas, many, k = 40, 300, 7
    one = table(areas)
    model = Model(inputs_of(one, specification, choices), choices, 11)
    drawn = draws.settings(choices, model.levels, seed=11, first=0, last=many)
    ranks = computed(model, drawn)
    found = run(one, specification, choices, draws=many, seed=11, k=k, compiled=compiled)
    worst = ranks if specification.rank.first is First.WORST else areas + 1 - ranks
    assert found.among.tolist() == ((worst <= k).sum(axis=0) / many).tolist()
    assert found.mean.tolist() == (ranks.sum(axis=0) / many).tolist()
    assert found.lowest.tolist() == ranks.min(axis=0).tolist()
    assert found.highest.tolist() == ranks.max(axis=0).tolist()
    ordered = np.sort(ranks, axis=0)
    assert found.low.tolist() == ordered[14].tolist()
    assert found.median.tolist() == ordered[149].tolist()
    assert found.high.tolist() == ordered[284].tolist()
    assert found.deviation == pytest.approx(ranks.std(axis=0))


@pytest.mark.parametrize(
    "specification", [flat(), nested(), nested(First.BEST)], ids=["flat", "domains", "best"]
)
def test_when_nothing_varies_the_interval_is_the_published_rank(specification):
    one = table(30)
    found = run(one, specification, Choices(), draws=3, seed=1, k=5)
    ranks = published(one, specification).tolist()
    assert [found.low.tolist(), found.high.tolist(), found.mean.tolist(), found.published.tolist()] == [
        ranks
    ] * 4
    worst = ranks if specification.rank.first is First.WORST else [31 - rank for rank in ranks]
    assert found.among.tolist() == [float(rank <= 5) for rank in worst]


def test_the_order_of_rows_does_not_matter():
    one = table(25)
    other = shuffled(one)
    found, again = (run(each, nested(), EVERYTHING, draws=200, seed=4, k=5) for each in (one, other))
    row_of = {key: row for row, key in enumerate(again.keys)}
    rows = [row_of[key] for key in found.keys]
    assert numbers(found) == [getattr(again, name)[rows].tolist() for name in FIELDS]


@settings(max_examples=20, deadline=None)
@given(areas=st.integers(3, 30), k=st.integers(1, 3), seed=st.integers(0, 2**32))
def test_probabilities_add_up_to_k(areas, k, seed):
    found = run(table(areas, seed=seed), flat(), Choices(weights=Dirichlet(9.0)), draws=50, seed=seed, k=k)
    assert found.among.sum() == pytest.approx(k)
    assert (found.lowest <= found.low).all()
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert (found.high <= found.highest).all()


def test_the_same_seed_gives_the_same_digits_and_another_seed_others():
    one = table(30)
    first, again, other = (run(one, nested(), EVERYTHING, draws=300, seed=seed, k=5) for seed in (8, 8, 9))
    assert numbers(first) == numbers(again)
    assert first.digest == again.digest
    assert numbers(first) != numbers(other)


@pytest.mark.parametrize("compiled", [False, True], ids=["numpy", "compiled"])
def test_threads_change_no_digit(compiled):
    one = table(3000)
    found = [
        numbers(
            run(
                one,
                flat(),
                Choices(weights=Dirichlet(30.0)),
                draws=40,
                seed=2,
                k=9,
                threads=threads,
                compiled=compiled,
            )
        )
        for threads in (1, 2, 5)
    ]
    assert found[0] == found[1] == found[2]


def test_a_longer_run_begins_with_the_draws_of_a_shorter_one():
    choices = EVERYTHING
    model = Model(inputs_of(table(20), nested(), choices), choices, 5)
    short, long = (draws.settings(choices, model.levels, seed=5, first=0, last=last) for last in (100, 900))
    part = draws.settings(choices, model.levels, seed=5, first=300, last=700)
    for name in draws.FIELDS.values():
        assert np.array_equal(getattr(short, name), getattr(long, name)[:100])
        assert np.array_equal(getattr(part, name), getattr(long, name)[300:700])


def test_weights_drawn_have_the_mean_and_the_variance_that_are_said():
    model = Model(inputs_of(table(10), flat(), Choices()), Choices())
    given_weights = model.levels[0].given
    drawn = draws.settings(
        Choices(weights=Dirichlet(24.0)), model.levels, seed=1, first=0, last=50_000
    ).weights
    assert drawn.sum(axis=1) == pytest.approx(np.ones(50_000))
    assert drawn.mean(axis=0) == pytest.approx(given_weights, abs=0.002)
    assert drawn.var(axis=0) == pytest.approx(given_weights * (1 - given_weights) / 25, rel=0.05)


def test_the_other_of_a_domain_takes_over_the_weight_of_the_one_left_out():
    choices = Choices(left_out=("i0", "i1"))
    model = Model(inputs_of(table(10), nested(), choices), choices)
    drawn = draws.settings(choices, model.levels, seed=3, first=0, last=200)
    weights = model.without_left_out(drawn)
    for number, expected in enumerate(([0, 1], [1, 0])):
        rows = drawn.left_out == number
        assert weights[rows, :2].tolist() == [expected] * rows.sum()
    assert weights[:, 4:].tolist() == [[0.5, 0.3, 0.2]] * 200


def test_what_stands_alone_takes_its_domain_with_it():
    choices = Choices(left_out=("i4",), aggregations=(MazziottaPareto(Penalty.ADDED), Geometric()))
    specification = alone_in_a_domain()
    one = table(10)
    model = Model(inputs_of(one, specification, choices), choices)
    drawn = draws.settings(choices, model.levels, seed=3, first=0, last=50)
    weights = model.without_left_out(drawn)
    index = model.levels[-1]
    rows = drawn.left_out == 0
    assert weights[rows, index.first : index.last] == pytest.approx(
        np.array([[0.625, 0.375, 0.0]] * rows.sum())
    )
    found = run(one, specification, choices, draws=50, seed=3, k=3)
    assert found.mean.tolist() == (computed(model, drawn).sum(axis=0) / 50).tolist()
