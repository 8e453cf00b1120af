"""`portici index` from the command line: its example works, faults are told in one language, nothing is half written."""

from __future__ import annotations

import csv
import io
import json
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from portici.cli.management.commands import index

ROOT = Path(__file__).parents[2]
SPEC = """
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


@pytest.fixture(autouse=True)
def _house(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.toml").write_text(SPEC)
    (tmp_path / "areas.csv").write_text("code,rent\nA,1\nB,3\n")


def said(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("index", *arguments, stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        said(*arguments)
    return str(caught.value)


def test_the_example_of_the_help_works_without_a_store(english, tmp_path):
    _portici, _name, table, *rest = shlex.split(index.Command.example)
    options = [word.replace("examples", f"{ROOT}/examples").replace("build", f"{tmp_path}") for word in rest]
    lines = said(f"{ROOT}/{table}", *options)
    assert lines[0] == f"Written: {tmp_path}/distress.csv"
    assert lines[1] == (
        "Areas 12: in the index 11, excluded 1, left out 0, without a score 0. Values filled: 1; outliers brought nearer: 0."
    )
    rows = list(csv.DictReader((tmp_path / "distress.csv").read_text().splitlines()))
    assert [row["area"] for row in sorted(rows[:-1], key=lambda row: int(row["rank"]))][:3] == [
        "Argine Basso",
        "Campo Sereno",
        "Borgo Ventoso",
    ]


def test_the_report_in_both_forms(english):
    arguments = ["areas.csv", "--spec", "spec.toml", "--out", "out.csv", "--report"]
    assert said(*arguments, "r.json")[:2] == ["Written: out.csv", "Written: r.json"]
    assert json.loads(Path("r.json").read_text())["areas"] == {"included": 2}
    with translation.override("it"):
        assert said(*arguments, "r.md")[0] == "Scritto: out.csv"
    assert "## Aree" in Path("r.md").read_text().splitlines()


def test_an_earlier_vintage(english):
    Path("before.csv").write_text("code,rent\nA,0.01\nB,0.03\n")
    lines = said("areas.csv", "--spec", "spec.toml", "--out", "out.csv", "--before", "before.csv")
    assert lines[2:] == [
        "To be thought over: 1.",
        (
            "  rent: “0.02 → 2”. A median that is at most three times that of the earlier vintage, and at least a third. "
            "Compare the units of the two vintages: the factor is near 100."
        ),
    ]


def test_faults_say_where_in_the_language_of_the_run_and_nothing_is_written():
    Path("areas.csv").write_text("code,rent\nA,1\nB,tanto\n")
    Path("out.csv").write_text("before")
    for code, line in (
        (
            "en",
            (
                "areas.csv:3: rent: “tanto”. A number, or a mark of no value such as n.d.; other words for it are said in "
                "`null`. Correct the cell, or add the word to `null` in [table]."
            ),
        ),
        (
            "it",
            (
                "areas.csv:3: rent: “tanto”. Un numero, o un segno di valore mancante come n.d.; altre parole si dicono in "
                "`null`. Correggi la cella, oppure aggiungi la parola a `null` in [table]."
            ),
        ),
    ):
        with translation.override(code):
            assert refused("areas.csv", "--spec", "spec.toml", "--out", "out.csv").splitlines()[1] == line
    assert Path("out.csv").read_text() == "before"
    assert sorted(path.name for path in Path().iterdir() if path.is_file()) == [
        "areas.csv",
        "out.csv",
        "spec.toml",
    ]


def test_faults_of_the_specification(english):
    Path("spec.toml").write_text(SPEC.replace("z-score", "zscore"))
    told = refused("areas.csv", "--spec", "spec.toml", "--out", "out.csv").splitlines()
    assert told[0] == "To correct: 1."
    assert told[1].startswith(
        "spec.toml:10: indicator[1].normalise: “zscore”. One of the methods none, z-score, "
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["none.csv", "--spec", "spec.toml", "--out", "out.csv"],
            "none.csv: the file cannot be read or written: No such file or directory.",
        ),
        (
            ["areas.csv", "--spec", "spec.toml", "--out", "areas.csv"],
            "/areas.csv: write to another file than those that are read.",
        ),
        (
            ["areas.csv", "--spec", "spec.toml", "--out", "o.csv", "--report", "o.csv"],
            "/o.csv: write to another file than those that are read.",
        ),
    ],
)
def test_refusals(english, arguments, expected):
    assert refused(*arguments).endswith(expected)


def test_a_folder_that_is_not_there(english):
    assert "No such file or directory" in refused("areas.csv", "--spec", "spec.toml", "--out", "no/out.csv")
