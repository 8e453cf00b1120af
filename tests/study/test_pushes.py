"""What pushes an area up or down, on cases that are worked out by hand."""

from __future__ import annotations

from typing import Any

from portici.study.models import AreaResult, Edition, Study
from portici.study.pushes import Push, pushes_of

#: Two domains; the second is wellbeing, of which more is better, made of one indicator of each direction.
TEXT = """
[table]
key = "code"
name = "name"
parent = "parent"
exclude = "excluded"
[index]
higher = "worse"
[defaults.indicator]
normalise = "none"
[[domain]]
code = "housing"
label = "Housing"
weight = 0.75
[[domain]]
code = "wellbeing"
higher = "better"
weight = 0.25
[[indicator]]
code = "rent"
in = "housing"
column = "rent@2021"
higher = "worse"
[[indicator]]
code = "green"
in = "wellbeing"
column = "green@2021"
higher = "better"
[[indicator]]
code = "noise"
in = "wellbeing"
column = "noise@2021"
higher = "worse"
"""
WEIGHTS = {
    "index": {"housing": 0.75, "wellbeing": 0.25},
    "housing": {"rent": 1.0},
    "wellbeing": {"green": 0.5, "noise": 0.5},
}


def edition(text: str = TEXT) -> Edition:
    return Edition(study=Study(code="s"), specification=text, manifest={"weights": WEIGHTS})


def row(name: str, index: float | None = 1.0, **parts: Any) -> AreaResult:
    return AreaResult(name=name, index=index, parts=parts)


#: As the levels take them: wellbeing is turned in the index, noise is turned in wellbeing.
ROWS = [
    row("A", housing=12.0, rent=12.0, wellbeing=-8.0, green=6.0, noise=10.0),
    row("B", housing=8.0, rent=8.0, wellbeing=-4.0, green=5.0, noise=3.0),
    row("out", None, housing=99.0, rent=99.0, wellbeing=99.0, green=99.0, noise=99.0),
]


def strengths(pushes: list[Push]) -> list[tuple[str, float, str]]:
    return [(push.label, push.strength, push.leaf.code) for push in pushes]


def test_a_part_pushes_by_its_weight_times_its_distance_from_the_mean() -> None:
    # Means of A and B: housing 10, wellbeing -6. A: 0.75 x 2 and 0.25 x -2.
    assert strengths(pushes_of(edition(), ROWS[0], ROWS)) == [
        ("Housing", 1.5, "rent"),
        ("wellbeing", -0.5, "noise"),
    ]
    assert strengths(pushes_of(edition(), ROWS[1], ROWS)) == [
        ("wellbeing", 0.5, "noise"),
        ("Housing", -1.5, "rent"),
    ]


def test_what_is_behind_a_domain_that_is_turned_round_pushes_the_same_way() -> None:
    # A has more wellbeing than B, by noise (3.5 above the mean of 6.5) more than by green (0.5 above 5.5): less distress.
    [_housing, wellbeing] = pushes_of(edition(), ROWS[0], ROWS)
    assert wellbeing.through is not None
    assert (wellbeing.through.code, wellbeing.through.strength, wellbeing.through.column) == (
        "noise",
        -1.75,
        "noise@2021",
    )


def test_in_an_index_of_wellbeing_a_higher_score_is_less_distress() -> None:
    text = TEXT.replace('[index]\nhigher = "worse"', '[index]\nhigher = "better"')
    found = pushes_of(edition(text), ROWS[0], ROWS)
    assert [(push.code, push.strength) for push in found] == [("wellbeing", 0.5), ("housing", -1.5)]


def test_a_part_that_the_area_lacks_is_left_out() -> None:
    lacking = row("C", housing=10.0, rent=None, wellbeing=None)
    [only] = pushes_of(edition(), lacking, [*ROWS, lacking])
    assert (only.code, only.strength, only.through) == ("housing", 0.0, None)
