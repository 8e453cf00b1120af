"""Which choice carries how much of the ranking's variance."""

import numpy as np
import pytest

from portici.engine.index.spec import Arithmetic, ZScore
from portici.engine.uncertainty.choices import Choices, Dirichlet, MeasurementError, Varied
from portici.engine.uncertainty.draws import settings
from portici.engine.uncertainty.inputs import inputs_of
from portici.engine.uncertainty.model import Model
from portici.engine.uncertainty.run import carried_by

from .worlds import AGGREGATIONS, EVERYTHING, NORMALISATIONS, computed, flat, nested, shuffled, table


def test_a_choice_that_varies_alone_carries_all():
    found = carried_by(table(30), flat(), Choices(weights=Dirichlet(20.0)), draws=200, seed=1)
    assert list(found.of_ranks) == [Varied.WEIGHTS]
    assert found.of_ranks[Varied.WEIGHTS].first == pytest.approx(1.0)
    assert found.of_ranks[Varied.WEIGHTS].total == pytest.approx(1.0, abs=0.1)


def test_a_choice_between_equal_things_carries_nothing():
    """Two names of one normalisation, and of one aggregation."""
    choices = Choices(
        normalisations=(None, ZScore()),
        aggregations=(None, Arithmetic()),
        errors={"i0": MeasurementError(absolute=0.5)},
    )
    found = carried_by(table(30), flat(), choices, draws=200, seed=1)
    for shares in (found.of_ranks, found.of_shift):
        assert shares[Varied.NORMALISATION].total == 0.0
        assert shares[Varied.AGGREGATION].total == 0.0
    assert found.of_ranks[Varied.ERROR].first == pytest.approx(1.0)


def test_shares_are_those_that_all_draws_give():
    """Two choices of few alternatives: variances of conditional means over every combination, by hand."""
    choices = Choices(normalisations=NORMALISATIONS, aggregations=AGGREGATIONS)
    one = table(30)
    model = Model(inputs_of(one, flat(), choices), choices, 1)
    drawn = settings(choices, model.levels, seed=1, first=0, last=600)
    ranks = computed(model, drawn)
    pairs = {
        pair: ranks[np.flatnonzero((drawn.normalisation == pair[0]) & (drawn.aggregation == pair[1]))[0]]
        for pair in np.ndindex(len(NORMALISATIONS), len(AGGREGATIONS))
    }
    every = np.array([[pairs[a, b] for b in range(len(AGGREGATIONS))] for a in range(len(NORMALISATIONS))])
    variance = every.var(axis=(0, 1)).sum()
    exact = {
        Varied.NORMALISATION: every.mean(axis=1).var(axis=0).sum() / variance,
        Varied.AGGREGATION: every.mean(axis=0).var(axis=0).sum() / variance,
    }
    totals = {
        Varied.NORMALISATION: every.var(axis=0).mean(axis=0).sum() / variance,
        Varied.AGGREGATION: every.var(axis=1).mean(axis=0).sum() / variance,
    }
    found = carried_by(one, flat(), choices, draws=4000, seed=1).of_ranks
    for varied, index in found.items():
        assert index.first == pytest.approx(exact[varied], abs=4 * index.first_error)
        assert index.total == pytest.approx(totals[varied], abs=4 * index.total_error)
        assert max(index.first_error, index.total_error) < 0.03


@pytest.mark.parametrize("compiled", [False, True], ids=["numpy", "compiled"])
def test_threads_and_the_order_of_rows_change_nothing(compiled):
    one = table(25)
    first = carried_by(one, nested(), EVERYTHING, draws=64, seed=2, threads=1, compiled=compiled)
    again = carried_by(shuffled(one), nested(), EVERYTHING, draws=64, seed=2, threads=3)
    assert first == again
    assert list(first.of_ranks) == list(Varied)


def test_nothing_varies():
    found = carried_by(table(10), flat(), Choices(), draws=4, seed=1)
    assert (found.of_ranks, found.of_shift, found.draws) == ({}, {}, 4)
