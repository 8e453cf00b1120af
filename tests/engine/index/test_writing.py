"""What is kept of an index: every digit, empty cells for those who take no part, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest

from portici.engine.index.checks import examine
from portici.engine.index.compute import compute
from portici.engine.index.report import markdown
from portici.engine.index.writing import json_text, table_text, write_together
from tests.engine.index.makers import HEAD, domain, from_csv, indicator, spec_of


def made():
    spec = spec_of(
        domain("d", normalise='"min-max"', missing='"leave-out"'),
        indicator("a", normalise='"z-score"', missing='"mean"', outliers='"iqr"', **{"in": '"d"'}),
        indicator("b", normalise='"z-score"', missing='"keep"', **{"in": '"d"'}),
        head=HEAD.replace("[index]", 'exclude = "out"\nname = "title"\n[index]'),
    )
    text = "code;title;a;b;out;x\n1;=uno;1;3;;\n2;due;2;5;;\n3;tre;;4;;\n4;quattro;3;;;\n5;cinque;99;9;;\n6;sei;;;1;\n"
    table = from_csv(text, spec)
    result = compute(table, spec)
    return result, examine(result, table)


def test_the_table_of_scores():
    result, _checks = made()
    rows = list(csv.DictReader(io.StringIO(table_text(result))))
    assert list(rows[0]) == ["code", "title", "a", "b", "d_raw", "d", "index", "rank", "state"]
    assert [row["state"] for row in rows] == ["included"] * 3 + ["incomplete", "included", "excluded"]
    assert [row["rank"] for row in rows] == ["4", "3", "2", "", "1", ""]
    assert rows[0]["title"] == "'=uno"
    assert rows[3]["index"] == rows[5]["a"] == ""
    for column, values in (
        ("index", result.index),
        ("a", result.indicators["a"]),
        ("d_raw", result.raw["d"]),
    ):
        assert [float(row[column] or "nan") for row in rows] == pytest.approx(
            values.tolist(), rel=0, abs=0, nan_ok=True
        )


def test_what_was_kept_from_being_a_formula_is_written_as_it_was_read():
    spec = spec_of(indicator("a"), head=HEAD.replace("[index]", 'name = "title"\n[index]'))
    text = table_text(compute(from_csv("code,title,a\n'=1,'-uno,1\n2,'due',2\n", spec), spec))
    assert [line.split(",")[:2] for line in text.splitlines()[1:]] == [["'=1", "'-uno"], ["2", "'due'"]]


def test_halves_among_ranks_keep_their_point():
    spec = spec_of('[rank]\nties = "mean"', indicator("a"))
    text = table_text(compute(from_csv("code,a\nA,1\nB,1\n", spec), spec))
    assert text.splitlines()[1] == "A,1.0,1.0,1.5,included"


def test_a_key_of_two_columns_stays_two():
    spec = spec_of(indicator("a"), head=HEAD.replace('"code"', '["code", "year"]'))
    text = table_text(compute(from_csv("code,year,a\nA,2020,1\n", spec), spec))
    assert text == "code,year,a,index,rank,state\nA,2020,1.0,1.0,1,included\n"


def test_the_report_for_machines():
    result, checks = made()
    found = json.loads(json_text(result, checks))
    assert found["areas"] == {"included": 4, "incomplete": 1, "excluded": 1}
    assert found["not_included"] == {"incomplete": ["4"], "excluded": ["6"]}
    assert found["weights"] == {"d": {"a": 0.5, "b": 0.5}, "index": {"d": 1.0}}
    assert found["filled"] == [
        {"key": "4", "code": "b", "method": "keep", "value": None},
        {"key": "3", "code": "a", "method": "mean", "value": 26.25},
    ]
    assert [one["key"] for one in found["winsorised"]] == ["5"]
    assert found["lacking"] == [{"level": "d", "key": "4", "parts": ["b"]}]
    assert found["manifest"]["table"] == "table.csv"
    assert len(found["manifest"]["table_digest"]) == len(found["manifest"]["specification_digest"]) == 64
    assert "check.empty_columns" in [one["code"] for one in found["findings"]]


def test_the_report_for_people():
    result, checks = made()
    lines = markdown(result, checks).splitlines()
    assert lines[0] == "# Composite index"
    assert [line for line in lines if line.startswith("## ")] == [
        "## What it was made of",
        "## Areas",
        "## Weights",
        "## Missing values",
        "## Outliers brought nearer",
        "## Levels that lack parts",
        "## Values",
        "## Agreement within d",
        "## To be thought over",
    ]
    assert "- 1 excluded by the table: 6" in lines
    assert "| 3 | a | mean | 26.25 |" in lines
    shouted = markdown(result, checks, lambda message: str(message).upper())
    assert "## MISSING VALUES" in shouted


def test_all_files_or_none(tmp_path):
    there = tmp_path / "out.csv"
    there.write_text("before")
    with pytest.raises(OSError, match="nowhere"):
        write_together({there: "after", tmp_path / "nowhere" / "report.md": "x"})
    assert there.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    write_together({there: "after", tmp_path / "r.md": "è"})
    assert (there.read_text(), (tmp_path / "r.md").read_bytes()) == ("after", "è".encode())


def test_nothing_of_a_result_is_infinite():
    result, _checks = made()
    assert not np.isinf(result.index).any()
    assert math.isnan(result.rank[-1])
