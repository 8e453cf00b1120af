"""Indices with the structures of published scoreboards, counts and risks, against their formulas in numpy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.engine.index.structures import COUNT, GAP, close, invented_areas, worked


@pytest.fixture
def areas():
    return invented_areas()


def test_a_mean_with_exponent_one_half_takes_zeros(areas):
    """The EU Social Progress Index: min-max leaves zeros, of which a root is taken."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        rank = { first = "best" }
        index = { higher = "better", aggregate = { method = "power", exponent = 0.5 } }
        defaults.indicator = { higher = "worse", normalise = { method = "min-max", high = 100 } }
        indicator = [{ code = "c", column = "crowding" }, { code = "m", column = "mortality" }, { code = "y", column = "income", higher = "better" }]
        """,
    )

    def scaled(values, sign):
        x = sign * values
        return 100 * (x - x.min()) / (x.max() - x.min())

    parts = [scaled(areas["crowding"], -1), scaled(areas["mortality"], -1), scaled(areas["income"], 1)]
    close(result.index, (sum(np.sqrt(part) for part in parts) / 3) ** 2)


def test_counts_of_what_exceeds_a_threshold(areas):
    """One for each indicator beyond its bound, income from above; a grade of four for another; then headcount × intensity."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", aggregate = "product" }
        [[domain]]
        code = "count"
        aggregate = "sum"
        [[domain]]
        code = "intensity"
        column = "crowding"
        factor = 0.01
        higher = "worse"
        [[indicator]]
        code = "u"
        in = "count"
        column = "unemployment"
        higher = "worse"
        normalise = { method = "steps", bounds = 20 }
        [[indicator]]
        code = "y"
        in = "count"
        column = "income"
        higher = "better"
        transform = "log"
        normalise = { method = "steps", bounds = [20000] }
        [[indicator]]
        code = "r"
        in = "count"
        column = "renting"
        higher = "worse"
        normalise = ["percentile", { method = "steps", bounds = [25, 50, 90], scores = [0, 1, 2, 5] }]
        """,
    )
    renting = 100 * (stats.rankdata(areas["renting"]) - 1) / (COUNT - 1)
    grade = np.select([renting >= 90, renting >= 50, renting >= 25], [5, 2, 1], 0)
    count = (areas["unemployment"] >= 20).astype(int) + (areas["income"] <= 20000).astype(int) + grade
    assert result.domains["count"].tolist() == count.tolist()
    close(result.index, count * areas["crowding"] / 100)


def test_goalposts_of_a_country_in_its_first_year(areas):
    """Istat: the country's own value of the first year is 100, the ends are those of all regions and years; classes by bounds."""
    country = {name: np.array([column.mean()]) for name, column in areas.items() if name != "code"}
    now = areas | {"crowding": areas["crowding"] * 1.1 + 1, "illness": areas["illness"] - 3}
    every = {name: np.concatenate([areas[name], now[name], country[name]]) for name in country}
    every["code"] = np.array([f"A{number:02}" for number in range(2 * COUNT + 1)])
    every["year"] = np.array(["2010"] * COUNT + ["2024"] * COUNT + ["Italy 2010"])
    every["out"] = np.array([0] * 2 * COUNT + [1])
    result = worked(
        every,
        """
        table = { key = "code", exclude = "out" }
        index = { higher = "worse", aggregate = { method = "adjusted-mazziotta-pareto", penalty = "added" } }
        classes = { method = "bounds", bounds = [97, 100, 103] }
        [defaults.indicator]
        higher = "worse"
        normalise = { method = "ampi", reference_rows = { column = "year", equals = "Italy 2010" } }
        [[indicator]]
        code = "c"
        column = "crowding"
        [[indicator]]
        code = "i"
        column = "illness"
        [[indicator]]
        code = "y"
        column = "income"
        higher = "better"
        """,
    )
    parts = []
    for name, sign in (("crowding", 1), ("illness", 1), ("income", -1)):
        x = sign * every[name]
        half = (x.max() - x.min()) / 2
        parts.append((x - (x[-1] - half)) / (2 * half) * 60 + 70)
    mean, spread = np.mean(parts, axis=0), np.std(parts, axis=0)
    expected = (mean + spread**2 / mean)[:-1]
    assert np.isnan(result.index[-1])
    close(result.index[:-1], expected)
    classes = np.select([expected >= 103, expected >= 100, expected >= 97], [1, 2, 3], 4)
    assert result.classes[:-1].tolist() == classes.tolist()


def test_risk_from_rounded_scores_whose_means_favour_the_high(areas):
    """INFORM: bounds and clips, one decimal, ten less the geometric mean of what is left of ten."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", aggregate = "geometric", normalise = { method = "round", decimals = 1 } }
        [[domain]]
        code = "hazard"
        higher = "better"
        complement = 10
        aggregate = "geometric"
        normalise = [{ method = "min-max", minimum = 1, maximum = 10, high = 10 }, { method = "round", decimals = 1 }]
        [[indicator]]
        code = "m"
        in = "hazard"
        column = "mortality"
        higher = "worse"
        normalise = [{ method = "min-max", minimum = 70, maximum = 130, low = 1, high = 10, clip = true }]
        [[indicator]]
        code = "i"
        in = "hazard"
        column = "illness"
        higher = "worse"
        normalise = [{ method = "min-max", minimum = 60, maximum = 140, low = 1, high = 10, clip = true }]
        [[indicator]]
        code = "exposed"
        column = "people"
        higher = "worse"
        transform = "log"
        normalise = [{ method = "min-max", minimum = 300, maximum = 10000, high = 10 }, { method = "clip", minimum = 0.5 }]
        """,
    )

    def left(values, low, high):
        return 10 - 9 * ((values - low) / (high - low)).clip(0, 1)

    def one_decimal(values):
        return np.floor(np.asarray(values) * 10 + 0.5 + 1e-9) / 10

    hazard = 10 * (10 - np.sqrt(left(areas["mortality"], 70, 130) * left(areas["illness"], 60, 140))) / 9
    exposed = (10 * np.log(areas["people"] / 300) / np.log(10000 / 300)).clip(0.5)
    close(result.domains["hazard"], one_decimal(hazard))
    close(result.index, one_decimal(np.sqrt(one_decimal(hazard) * exposed)))


def test_a_scoreboard_of_three_levels_with_gaps(areas):
    """The OECD and the JRC: winsorised, from 1 to 100, weights by level, the parts that are there."""
    areas["illness"][3] = GAP
    result = worked(
        areas,
        """
        table = { key = "code" }
        index = { higher = "worse", aggregate = "geometric" }
        [defaults.indicator]
        higher = "worse"
        missing = "keep"
        outliers = "percentiles"
        normalise = { method = "min-max", low = 1, high = 100 }
        [[domain]]
        code = "living"
        weight = 0.6
        [[domain]]
        code = "health"
        in = "living"
        weight = 0.75
        missing = { method = "present", share = 0.5 }
        [[indicator]]
        code = "m"
        in = "health"
        column = "mortality"
        weight = 0.5
        [[indicator]]
        code = "i"
        in = "health"
        column = "illness"
        weight = 0.5
        [[indicator]]
        code = "c"
        in = "living"
        column = "crowding"
        weight = 0.25
        [[indicator]]
        code = "y"
        column = "income"
        higher = "better"
        weight = 0.4
        """,
    )

    def scaled(name, sign=1):
        there = np.where(areas[name] == GAP, np.nan, areas[name])
        x = there.clip(*np.nanpercentile(there, [5, 95])) * sign
        return 1 + 99 * (x - np.nanmin(x)) / (np.nanmax(x) - np.nanmin(x))

    health = np.nanmean([scaled("mortality"), scaled("illness")], axis=0)
    living = 0.75 * health + 0.25 * scaled("crowding")
    close(result.index, np.exp(0.6 * np.log(living) + 0.4 * np.log(scaled("income", -1))))


def test_percentiles_of_percentiles_as_printed(areas):
    """The CDC's index: percentile ranks with four decimals, added up by theme, ranked again."""
    scale = '{ method = "percentile", high = 1, ties = "min" }, { method = "round", decimals = 4 }]'
    summed = '[{ method = "round", decimals = 9 }, ' + scale
    scale = "[" + scale
    result = worked(
        areas,
        f"""
        table = {{ key = "code" }}
        index = {{ higher = "worse", aggregate = "sum", normalise = {summed} }}
        defaults.domain = {{ aggregate = "sum", normalise = {summed} }}
        defaults.indicator = {{ higher = "worse", normalise = {scale} }}
        domain = [{{ code = "d" }}, {{ code = "e" }}]
        indicator = [
          {{ code = "u", column = "unemployment", in = "d" }}, {{ code = "c", column = "crowding", in = "d" }},
          {{ code = "i", column = "illness", in = "e" }}, {{ code = "y", column = "income", in = "e", higher = "better" }},
        ]
        """,
    )

    def place(values):
        return (
            np.floor((stats.rankdata(np.round(values, 9), method="min") - 1) / (COUNT - 1) * 1e4 + 0.5) / 1e4
        )

    themes = (
        place(place(areas["unemployment"]) + place(areas["crowding"])),
        place(place(areas["illness"]) + place(-areas["income"])),
    )
    close(result.index, place(sum(themes)))


def test_a_thousand_points_for_the_best_and_the_others_in_proportion(areas):
    """The rankings of newspapers: maximum is a thousand, or minimum is where less is better; change as a difference of columns."""
    result = worked(
        areas,
        """
        table = { key = "code" }
        rank = { first = "best" }
        index = { higher = "better" }
        defaults.indicator.normalise = { method = "ratio", to = "maximum", scale = 1000 }
        indicator = [
          { code = "y", column = "income", higher = "better" },
          { code = "m", column = "mortality", higher = "worse", transform = "inverse" },
          { code = "g", numerator = ["residents", "-people"], higher = "better", normalise = { method = "min-max", high = 1000 } },
        ]
        """,
    )
    change = areas["residents"] - areas["people"]
    parts = [
        1000 * areas["income"] / areas["income"].max(),
        1000 * areas["mortality"].min() / areas["mortality"],
        1000 * (change - change.min()) / (change.max() - change.min()),
    ]
    close(result.index, sum(parts) / 3)


def test_fifths_of_areas_and_of_residents_as_scores(areas):
    result = worked(
        areas,
        """
        table = { key = "code", population = "residents" }
        index = { higher = "worse", aggregate = "sum" }
        indicator = [
          { code = "c", column = "schools", higher = "worse", normalise = "groups" },
          { code = "y", column = "income", higher = "better", normalise = { method = "groups", count = 4, over = "population" } },
        ]
        """,
    )
    assert result.indicators["c"].tolist() == np.ceil(5 * areas["schools"] / COUNT).tolist()
    order = np.argsort(-areas["income"])
    through = areas["residents"][order].cumsum()
    quarters = np.empty(COUNT)
    quarters[order] = np.maximum(1, np.ceil(4 * through / through[-1]))
    assert result.indicators["y"].tolist() == quarters.tolist()
