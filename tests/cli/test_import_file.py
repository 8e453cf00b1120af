"""Bringing a file in from the command line: examples work, answers are in one language, faults are plain."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from portici.citypack.items import TABLES
from portici.cli import words
from portici.cli.management.commands import import_file, load
from portici.imports.models import ImportRun

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _house(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.chdir(ROOT)


def said(name: str, *arguments: str) -> list[str]:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_example_of_the_help_works(english):
    _portici, name, *arguments = shlex.split(import_file.Command.example)
    lines = said(name, *arguments)
    run = ImportRun.objects.get()
    assert lines[0] == f"Run {run.uid}: organisations.csv"
    assert lines[1].startswith("Done (trial: nothing was written). Rows ")


def test_the_example_of_load_works_in_italian():
    _portici, name, *arguments = shlex.split(load.Command.example)
    with translation.override("it"):
        first, second = said(name, *arguments), said(name, *arguments)
    assert [" ".join(lines[0].split("(")[0].split()) for lines in (first, second)] == [
        "città aggiunte: 1 città",
        "città come prima: 1 città",
    ]
    assert second[-1].startswith("Voci del pacchetto: aggiunte 0, modificate 0, invariate ")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["added: 1 body", "as before: 3 bodies", "added: 1 province with its comuni"]),
        ("it", ["aggiunte: 1 organo", "come prima: 3 organi", "aggiunte: 1 provincia con i suoi comuni"]),
    ],
)
def test_a_count_says_what_is_counted(language, expected):
    with translation.override(language):
        assert [
            words.items("body", "added", 1),
            words.items("body", "unchanged", 3),
            words.items("national", "added", 1),
        ] == expected


def test_every_table_that_is_loaded_has_its_unit():
    counted = {table: words.items(table, "added", 2) for table in TABLES if table != "file"}
    assert [table for table, said in counted.items() if not said.startswith("aggiunte: 2 ")] == []


def test_faults_say_where_in_the_language_of_the_run(tmp_path):
    path = tmp_path / "enti.csv"
    path.write_text("nome;tipo;codice fiscale\nAlfa;impresa;0123271037A\n")
    for code, line in (
        ("en", ("  line 2, codice fiscale: “0123271037A”. An organisation's code is made of 11 digits and nothing "
         "else. Copy it from the revenue agency's certificate, or from the company register's extract (visura).")),
        ("it", ("  riga 2, codice fiscale: “0123271037A”. Il codice di un'organizzazione è fatto di 11 cifre e di "
         "nient'altro. Copialo dal certificato dell'Agenzia delle Entrate, o dalla visura camerale.")),
    ):  # fmt: skip
        with translation.override(code):
            assert said("import_file", "--importer", "organisations", "--dry-run", str(path))[-1] == line


def test_a_feature_is_called_a_feature(english, tmp_path):
    path = tmp_path / "a.geojson"
    feature = '{"type":"Feature","properties":{"c":"1","n":"A"},"geometry":null}'
    path.write_text(f'{{"type":"FeatureCollection","features":[{feature}]}}')
    options = [part for pair in ("layer=x", "code=c", "name=n", "publish=sì") for part in ("--option", pair)]
    lines = said("import_file", "--importer", "boundaries", *options, "--dry-run", str(path))
    assert lines[-1].startswith("  feature 1, geometry: “null”. GeoJSON with one polygon or multipolygon.")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Give a file and --importer; --list shows the kinds of files."),
        (["--importer", "schools", "nowhere.csv"], "nowhere.csv: there is no such file."),
        (["--resume", "nobody"], "nobody: there is no such run."),
        (
            ["--importer", "organisations", "--option", "publish", "cities/bologna/organisations.csv"],
            "publish: write an option as name=value.",
        ),
        (
            ["--importer", "organisations", "--option", "publish=boh", "cities/bologna/organisations.csv"],
            "publish: “boh”. One of these values: yes, no. Choose one of them.",
        ),
    ],
)
def test_refusals(english, arguments, expected):
    with pytest.raises(CommandError) as caught:
        said("import_file", *arguments)
    assert str(caught.value) == expected


def test_the_kinds_of_files(english):
    assert "organisations: Organisations: a table of any office (.csv, .txt, .csv.gz, .xlsx)" in said(
        "import_file", "--list"
    )
