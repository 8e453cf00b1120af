"""The form's choices and the specification say the same, or the form is not offered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.study import kit

from portici.study.choices import (
    AGGREGATES,
    MISSINGS,
    NORMALISATIONS,
    Choices,
    IndicatorChoice,
    LevelChoice,
    read,
    written,
)

EXAMPLES = Path(__file__).parents[2] / "examples" / "indices"
_text = some.text(alphabet=some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
_weight = some.none() | some.sampled_from([0.25, 0.5, 1.0])


@some.composite
def choices(draw: some.DrawFn) -> Choices:
    higher = draw(some.sampled_from(["worse", "better"]))
    labels = draw(some.lists(_text.filter(str.strip), unique=True, max_size=2))
    level = some.builds(
        LevelChoice,
        aggregate=some.sampled_from(AGGREGATES),
        weights=some.sampled_from(["", "principal-components"]),
    )
    domains = tuple(
        LevelChoice(label, one.aggregate, one.weights)
        for label, one in zip(
            labels, draw(some.lists(level, min_size=len(labels), max_size=len(labels))), strict=True
        )
    )
    one = some.builds(
        IndicatorChoice,
        code=some.just(""),
        period=some.sampled_from(["2021", "2016-2020"]),
        higher=some.sampled_from(["worse", "better"]),
        normalise=some.sampled_from(NORMALISATIONS),
        missing=some.sampled_from(MISSINGS[:5]),
        label=_text,
        unit=_text,
        source=_text,
    )
    # Each domain has an indicator, and one stands in the index itself.
    places = [*labels, ""]
    made = draw(some.lists(one, min_size=len(places), max_size=len(places)))
    indicators = tuple(
        IndicatorChoice(
            f"i{number}", a.period, a.higher, place, None, a.normalise, a.missing, a.label, a.unit, a.source
        )
        for number, (a, place) in enumerate(zip(made, places, strict=True))
    )
    return Choices(draw(_text), higher, draw(level), domains, indicators)


@settings(max_examples=60, deadline=None)
@given(choices())
def test_what_is_written_is_read_back(said: Choices) -> None:
    assert read(written(said)) == Choices(
        said.title,
        said.higher,
        LevelChoice("", said.index.aggregate, said.index.weights),
        said.domains,
        said.indicators,
    )


def test_weights_are_read_back() -> None:
    text = kit.specification()
    found = read(text)
    assert found is not None
    assert [one.weight for one in found.domains] == [0.5, 0.5]
    assert written(found) == text


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_the_form_cannot_show_is_left_to_the_expert(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8")) is None


def test_what_is_no_specification_has_no_choices() -> None:
    assert [read(text) for text in ("", "index = 3", "[[", 'title = "only"')] == [None] * 4


@pytest.mark.parametrize(
    "weights",
    ['{ method = "principal-components", loadings = "absolute" }', '{ method = "given", normalise = false }'],
)
def test_other_ways_to_weights_are_left_to_the_text(weights: str) -> None:
    text = kit.specification().replace(
        'aggregate = "arithmetic"', f'aggregate = "arithmetic"\nweights = {weights}', 1
    )
    assert read(text) is None
