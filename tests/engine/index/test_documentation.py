"""What docs/indices.md says of the specification is what the program takes."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from portici.engine.index import spec
from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.result import Result
from portici.engine.index.table import parse_table
from portici.kernel.faults import Faulty
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


SPEC = """\
[table]
key = "code"
[index]
higher = "worse"
[[indicator]]
code = "rent"
column = "rent"
higher = "worse"
normalise = "z-score"
"""
AREAS = "code;rent\nA;20,5\nB;30\n"
#: A specification and a table, each wrong in one way.
WRONG = [
    (SPEC, AREAS.replace("30", "much")),
    (SPEC, AREAS.replace("B;", "A;")),
    (SPEC, AREAS.replace("30", "20,5")),
    (SPEC, AREAS.replace("30", "")),
    (SPEC, AREAS.replace("30", "1.234")),
    (SPEC.replace('"z-score"', '"zscore"'), AREAS),
    (SPEC + "wieght = 1\n", AREAS),
    (SPEC + "weight = 0.6\n", AREAS),
    (SPEC.replace('"z-score"', '{ method = "z-score", over = "population" }'), AREAS),
    (SPEC.replace('column = "rent"', 'column = "rents"'), AREAS),
    (SPEC + 'transform = "arcsine"\n', AREAS),
]


def worked_out(specification: str, table: str) -> Result:
    read = parse_specification(specification.encode(), "spec.toml")
    return compute(parse_table(table.encode(), read, "areas.csv"), read)


def test_what_it_says_of_faults_is_what_the_program_says():
    told = []
    for specification, table in WRONG:
        with pytest.raises(Faulty) as caught:
            worked_out(specification, table)
        for one in caught.value.faults:
            finding = one.finding
            told.append(
                f"{one.file}:{one.line}: {finding.field}: “{finding.found}”. {finding.accepted} {finding.todo}"
            )
    block = re.search(r"## When something is wrong\n.*?```text\n(.*?)\n```", TEXT, re.DOTALL)
    assert block is not None
    assert block[1].splitlines() == told
