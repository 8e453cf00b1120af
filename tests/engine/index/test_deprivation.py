"""Indices with the structures of published indices of deprivation, against their formulas in numpy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.engine.index.structures import COUNT, close, invented_areas, worked, z


@pytest.fixture
def areas():
    return invented_areas()


def test_multiple_deprivation_with_exponential_domains_and_deciles(areas):
    """England, Scotland, New Zealand: rates of counts, normal scores with given weights, ranks made exponential, 100 parts of weight."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", weights = { method = "given", normalise = true } }
        classes = { method = "quantiles" }
        defaults = { domain = { normalise = "exponential" }, indicator = { higher = "worse" } }
        domain = [
          { code = "income", weight = 22.5, numerator = ["adults on benefits", "children on benefits"], denominator = "people", higher = "worse" },
          { code = "health", weight = 13.5 },
        ]
        indicator = [
          { code = "mortality", in = "health", column = "mortality", weight = 0.7, normalise = "normal-scores" },
          { code = "illness", in = "health", column = "illness", weight = 0.3, normalise = "normal-scores" },
        ]
        """,
    )

    def normal(values):
        return stats.norm.ppf(stats.rankdata(values) / (COUNT + 1))

    def exponential(values):
        share = (COUNT - stats.rankdata(-np.asarray(values), method="min") + 1) / COUNT
        return -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))

    income = (areas["adults on benefits"] + areas["children on benefits"]) / areas["people"]
    health = 0.7 * normal(areas["mortality"]) + 0.3 * normal(areas["illness"])
    expected = (22.5 * exponential(income) + 13.5 * exponential(health)) / 36
    close(result.index, expected)
    ranks = stats.rankdata(-expected, method="min")
    assert result.rank.tolist() == ranks.tolist()
    assert result.classes.tolist() == np.ceil(10 * ranks / COUNT).tolist()


def test_townsend(areas):
    """Logarithms of two of four percentages, plain z-scores added up."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", aggregate = "sum" }
        [defaults.indicator]
        higher = "worse"
        normalise = { method = "z-score", mean = 0, sd = 1, deviation = "sample" }
        [[indicator]]
        code = "u"
        column = "unemployment"
        transform = "log1p"
        [[indicator]]
        code = "c"
        column = "crowding"
        transform = { method = "log", shift = 1 }
        [[indicator]]
        code = "r"
        column = "renting"
        [[indicator]]
        code = "n"
        column = "no car"
        """,
    )
    columns = np.column_stack(
        [np.log1p(areas["unemployment"]), np.log1p(areas["crowding"]), areas["renting"], areas["no car"]]
    )
    close(result.index, stats.zscore(columns, ddof=1).sum(axis=1))


def test_carstairs(areas):
    """z-scores whose mean and deviation count residents, added up; deciles of residents, ten the worst."""
    result = worked(
        areas,
        """
        table = { key = "code", population = "residents" }
        index = { higher = "worse", aggregate = "sum" }
        classes = { method = "quantiles", over = "population", first = "best" }
        defaults.indicator = { higher = "worse", normalise = { method = "z-score", mean = 0, sd = 1, over = "population" } }
        indicator = [{ code = "c", column = "crowding" }, { code = "u", column = "unemployment" }, { code = "n", column = "no car" }]
        """,
    )
    expected = sum(z(areas[name], areas["residents"]) for name in ("crowding", "unemployment", "no car"))
    close(result.index, expected)
    order = np.argsort(expected)
    through = areas["residents"][order].cumsum()
    deciles = np.empty(COUNT)
    deciles[order] = np.maximum(1, np.ceil(10 * through / through[-1]))
    assert result.classes.tolist() == deciles.tolist()


def test_jarman(areas):
    """The arc sine of the root of shares given as percentages, z-scores, weights of a survey that add up to nothing."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", aggregate = "sum" }
        defaults.indicator = { higher = "worse", factor = 0.01, transform = "arcsine", normalise = { method = "z-score", mean = 0, sd = 1 } }
        indicator = [{ code = "c", column = "crowding", weight = 2.88 }, { code = "u", column = "unemployment", weight = 3.34 }]
        """,
    )
    crowding, unemployment = (np.arcsin(np.sqrt(areas[name] * 0.01)) for name in ("crowding", "unemployment"))
    close(result.index, 2.88 * z(crowding) + 3.34 * z(unemployment))


@pytest.mark.parametrize("over", ["areas", "population"])
def test_the_score_of_a_first_component(areas, over):
    """New Zealand, Australia, France: the first component of correlations, with mean 1000 and deviation 100."""
    scale = f'{{ method = "z-score", mean = 0, sd = 1, over = "{over}" }}'
    result = worked(
        areas,
        f"""
        table = {{ key = "code", population = "residents" }}
        [index]
        higher = "worse"
        aggregate = "sum"
        weights = {{ method = "principal-components", loadings = "component", over = "{over}" }}
        normalise = {{ method = "z-score", mean = 1000, sd = 100, over = "{over}" }}
        [defaults.indicator]
        higher = "worse"
        normalise = {scale}
        [[indicator]]
        code = "u"
        column = "unemployment"
        [[indicator]]
        code = "c"
        column = "crowding"
        [[indicator]]
        code = "y"
        column = "income"
        higher = "better"
        [[indicator]]
        code = "r"
        column = "renting"
        """,
    )
    counts = areas["residents"] if over == "population" else None
    columns = np.column_stack(
        [z(areas[name], counts) for name in ("unemployment", "crowding")]
        + [-z(areas["income"], counts), z(areas["renting"], counts)]
    )
    shares = np.full(COUNT, 1 / COUNT) if counts is None else counts / counts.sum()
    values, vectors = np.linalg.eig(columns.T @ (shares[:, None] * columns))
    first = vectors[:, values.argmax()]
    score = columns @ (first if first.sum() > 0 else -first)
    close(result.index, 1000 + 100 * z(score, counts))
