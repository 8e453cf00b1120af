"""What docs/indices.md says of the specification is what the program takes."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from portici.engine.index import spec
from portici.engine.index.reading import parse_specification
from tests.engine.index.conftest import EXAMPLES, ROOT

TEXT = (ROOT / "docs" / "indices.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_its_examples_are_sound(block):
    assert len(list(parse_specification(block.encode()).indicators())) >= 3


@pytest.mark.parametrize(
    "methods",
    [
        spec.NORMALISATIONS,
        spec.AGGREGATIONS,
        spec.WEIGHTINGS,
        spec.MISSINGS,
        spec.LEVEL_MISSINGS,
        spec.OUTLIERS,
    ],
)
def test_every_method_and_option_is_explained(methods):
    said = set(re.findall(r"[A-Za-z_-]+", " ".join(re.findall(r"`([^`\n]+)`", TEXT))))
    wanted = set(methods) | {one.name for cls in methods.values() for one in fields(cls)}
    assert sorted(wanted - said) == []


def test_every_key_is_explained():
    said = set(re.findall(r"`([a-z_0-9]+)`", TEXT))
    of_the_program = {"line", "parts", "published", "filters"}
    wanted = {
        one.name
        for cls in (spec.TableRules, spec.Indicator, spec.Level, spec.RankRule, spec.Filter)
        for one in fields(cls)
    } - of_the_program
    assert sorted(wanted - said - {"values", "operator"} - {"ties", "first"}) == []


def test_every_example_is_named():
    assert [path.name for path in sorted(EXAMPLES.iterdir()) if f"`{path.name}`" not in TEXT] == []
