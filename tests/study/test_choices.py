"""The form's choices and the specification say the same, or the form is not offered."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.text import slugify
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.study import kit

from portici.study.choices import (
    AGGREGATES,
    LEVEL_MISSINGS,
    MISSINGS,
    NORMALISATIONS,
    OUTLIERS,
    TRANSFORMS,
    Choices,
    IndicatorChoice,
    LevelChoice,
    codes_of,
    read,
    unshown,
    written,
)

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "indices"
_text = some.text(alphabet=some.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
_weight = some.none() | some.sampled_from([0.25, 0.5, 1.0])


_within = some.sampled_from(["", "comuni"])


@some.composite
def levels(draw: some.DrawFn, label: str = "") -> LevelChoice:
    return LevelChoice(
        label=label,
        aggregate=draw(some.sampled_from(list(AGGREGATES))),
        weights=draw(some.sampled_from(["", "principal-components"])),
        missing=draw(some.sampled_from(list(LEVEL_MISSINGS))),
        normalise=draw(some.sampled_from(list(NORMALISATIONS))),
        comparable_within=draw(_within),
    )


@some.composite
def indicators(draw: some.DrawFn, code: str, domain: str) -> IndicatorChoice:
    return IndicatorChoice(
        code=code,
        period=draw(some.sampled_from(["2021", "2016-2020", ""])),
        higher=draw(some.sampled_from(["worse", "better"])),
        domain=domain,
        normalise=draw(some.sampled_from(list(NORMALISATIONS))),
        missing=draw(some.sampled_from([one for one in MISSINGS if one != "regression"])),
        label=draw(_text),
        unit=draw(_text),
        source=draw(_text),
        heading=draw(some.sampled_from(["", f"own-{code}"])),
        transform=draw(some.sampled_from(list(TRANSFORMS))),
        outliers=draw(some.sampled_from(list(OUTLIERS))),
        lowest=draw(some.none() | some.just(-1.5)),
        highest=draw(some.none() | some.just(100.0)),
        comparable_within=draw(_within),
    )


@some.composite
def choices(draw: some.DrawFn) -> Choices:
    labels = draw(some.lists(_text.filter(str.strip), unique_by=slugify, max_size=2))
    # Each domain has an indicator, and one stands in the index itself.
    made = [draw(indicators(f"i{number}", place)) for number, place in enumerate([*labels, ""])]
    return Choices(
        title=draw(_text),
        higher=draw(some.sampled_from(["worse", "better"])),
        index=draw(levels()),
        domains=tuple(draw(levels(label)) for label in labels),
        indicators=tuple(made),
        source=draw(_text),
        note=draw(_text),
    )


@settings(max_examples=60, deadline=None)
@given(choices())
def test_what_is_written_is_read_back(said: Choices) -> None:
    codes = codes_of(said)
    coded = tuple(replace(one, code=codes[one.label]) for one in said.domains)
    assert read(written(said)) == replace(said, domains=coded)


@pytest.mark.parametrize("pack", ["examples-studi.toml", "examples-data.toml"])
def test_the_citys_specifications_are_shown_and_written_as_they_are(pack: str) -> None:
    document = tomllib.loads((ROOT / "cities" / "bologna" / pack).read_text(encoding="utf-8"))
    texts = [edition["specification"] for study in document["study"] for edition in study["edition"]]
    assert [(unshown(text), written(found) if (found := read(text)) else "") for text in texts] == [
        ([], text) for text in texts
    ]


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


OWN = """
title = "Own words"
note = "Two lines,\\nand what they say"

[table]
key = "code"
name = "name"
parent = "parent"
exclude = "excluded"

[index]
higher = "worse"
comparable_within = "comuni"
weights = { method = "given", normalise = false }

[defaults.indicator]
higher = "worse"
normalise = { method = "z-score", mean = 100 }

[[domain]]
code = "home"
weight = 1
missing = { method = "present", share = 0.5 }
normalise = ["exponential"]

[[indicator]]
code = "tenure"
in = "home"
column = "rent"
outliers = { method = "iqr", factor = 1.5 }
"""


def test_the_same_said_otherwise_is_shown_too() -> None:
    """Codes of one's own, defaults, methods with options that are the usual ones, no label, no period."""
    found = read(OWN)
    assert found == Choices(
        "Own words",
        index=LevelChoice(comparable_within="comuni"),
        domains=(LevelChoice("home", weight=1, code="home", missing="present", normalise="exponential"),),
        indicators=(IndicatorChoice("rent", "", "worse", "home", heading="tenure", outliers="iqr"),),
        note="Two lines,\nand what they say",
    )
    assert read(written(found)) == found


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ('weights = { method = "principal-components", loadings = "absolute" }', ""),
        ("complement = 1", "Housing"),
        ('normalise = ["z-score", "rank"]', "Housing"),
        ('higher = "better"', "Housing"),
    ],
)
def test_the_line_that_the_form_cannot_show_is_named(key: str, part: str) -> None:
    text = kit.specification(domains=(LevelChoice("Housing"), LevelChoice("People")))
    at = text.index('label = "Housing"') if part else text.index('aggregate = "arithmetic"')
    text = f"{text[:at]}{key}\n{text[at:]}"
    assert read(text) is None
    found = unshown(text)
    assert [(one.key, one.part) for one in found] == [(key.partition(" ")[0], part or "index")]
    assert text.splitlines()[found[0].line - 1] == key


def test_what_stands_where_the_form_has_no_place_is_named() -> None:
    found = unshown((EXAMPLES / "invented-distress.toml").read_text(encoding="utf-8"))
    assert [(one.line, one.key) for one in found] == [(52, "in"), (93, "numerator"), (110, "numerator")]


def test_what_would_share_its_boxes_is_named() -> None:
    text = kit.specification()
    twice = text.replace('column = "alone@2024"', 'column = "rent@2024"')
    assert [(one.key, one.part) for one in unshown(twice)] == [("column", "alone")]
    alike = text.replace('label = "People"', 'label = "Housing!"')
    assert [(one.key, one.part) for one in unshown(alike)] == [("label", "Housing!")]


def test_the_form_names_each_line_of_another_table() -> None:
    text = (EXAMPLES / "better-life-2017.toml").read_text(encoding="utf-8")
    assert [(one.line, one.key) for one in unshown(text)] == [(10, "key"), (18, "first")]
