"""The archive of an edition's dossier: anybody works the edition out again from it, and it is the same each time."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pypdf import PdfReader
from tests import makers
from tests.study import kit

from portici.fronts.dossier import archive, files
from portici.fronts.dossier.content import Dossier
from portici.study.models import Edition
from portici.territory.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

HOSTILE = '=HYPERLINK("http://x.example","Colli")'


@pytest.fixture
def edition() -> Edition:
    """A computed edition, published with its study; one of its areas has a name that a spreadsheet would carry out."""
    made = kit.areas()
    Area.objects.filter(pk=made["Colli"].pk).update(name=HOSTILE)
    return kit.published(kit.computed())


def unpacked(edition: Edition, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(archive.zipped(Dossier(edition)))) as whole:
        whole.extractall(folder)
    return folder / "distress-1"


def test_it_is_worked_out_again_byte_for_byte(edition: Edition, tmp_path: Path) -> None:
    here = unpacked(edition, tmp_path)
    call_command(
        "index",
        str(here / "ingressi.csv"),
        spec=here / "specifica.toml",
        out=here / "di-nuovo.csv",
        stdout=io.StringIO(),
    )
    again = (here / "di-nuovo.csv").read_bytes()
    assert again == (here / "risultati.csv").read_bytes()
    assert sha256(again).hexdigest() == edition.results_digest
    assert f"`{edition.results_digest}`" in (here / "README.md").read_text()


def test_its_sums_are_those_of_its_files(edition: Edition, tmp_path: Path) -> None:
    here = unpacked(edition, tmp_path)
    listed = dict(line.split("  ")[::-1] for line in (here / "SHA256SUMS").read_text().splitlines())
    assert listed == {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in here.iterdir()
        if path.name != "SHA256SUMS"
    }
    assert sorted(listed) == [
        "README.md", "dizionario.csv", "dossier-en.pdf", "dossier-it.pdf", "impronta.json", "ingressi.csv",
        "manifesto.json", "risultati.csv", "risultati.geojson", "specifica.toml",
    ]  # fmt: skip


def test_it_is_the_same_each_time_and_in_every_language(edition: Edition) -> None:
    with translation.override("it"):
        first = archive.zipped(Dossier(edition))
    with translation.override("en"):
        assert archive.zipped(Dossier(Edition.objects.get())) == first


def test_a_hostile_name_is_no_formula_and_no_file(edition: Edition, tmp_path: Path) -> None:
    here = unpacked(edition, tmp_path)
    for name in ("ingressi.csv", "risultati.csv"):
        rows = list(csv.DictReader((here / name).read_text().splitlines()))
        assert [row["name"] for row in rows if "HYPERLINK" in row["name"]] == [f"'{HOSTILE}"]
    found = json.loads((here / "risultati.geojson").read_text())["features"]
    assert HOSTILE in {one["properties"]["name"] for one in found}


def test_the_areas_that_are_out_say_why_in_both_languages(edition: Edition, tmp_path: Path) -> None:
    found = json.loads((unpacked(edition, tmp_path) / "risultati.geojson").read_text())["features"]
    out = [one["properties"] for one in found if one["properties"]["state"] != "included"]
    assert [(one["name"], one["rank"]) for one in out] == [("Stazione", None)]
    assert out[0]["reason_en"].startswith("Stazione is not compared")
    assert out[0]["reason_it"].startswith("Stazione non è confrontata")


def test_the_dictionary_says_each_column_in_both_languages(edition: Edition) -> None:
    header, *rows = files.dictionary(edition)
    found = [dict(zip(header, row, strict=True)) for row in rows]
    rent = next(row for row in found if row["column"] == "rent@2024")
    assert (rent["meaning_it"], rent["direction"], rent["period"]) == ("rent", "worse", "2024")
    rank = next(row for row in found if row["column"] == "rank")
    assert rank["meaning_en"] == "place; 1 is the most distressed"
    assert rank["meaning_it"] == "posto; 1 è l'area con più disagio"


def test_a_withheld_area_is_in_no_file_and_no_promise_is_made(edition: Edition) -> None:
    Area.objects.filter(name="Stazione").update(publication="withdrawn")
    contents = archive.contents(Dossier(edition))
    assert [name for name, data in contents.items() if b"Stazione" in data + text_of(data)] == []
    readme = contents["README.md"].decode()
    assert "portici index" not in readme
    assert readme.count(edition.results_digest) == 0


def test_the_code_of_a_withheld_wider_area_is_a_number(edition: Edition) -> None:
    wider = makers.area("Wider", layer_code="zone", published=False)
    Area.objects.filter(name__in=["Savena", "Bolognina"]).update(parent=wider)
    edition.results.filter(name__in=["Savena", "Bolognina"]).update(parent_code=wider.code, parent=wider)
    assert parents(edition) == {"Savena": "(1)", "Bolognina": "(1)"}


def test_a_wider_area_whose_code_changed_since_shows_the_code_that_the_inputs_keep(edition: Edition) -> None:
    wider, other = makers.area("Wider", layer_code="zone"), makers.area("Other", layer_code="zone")
    was = wider.code
    edition.results.filter(name__in=["Savena", "Bolognina"]).update(parent_code=was, parent=wider)
    Area.objects.filter(name__in=["Savena", "Bolognina"]).update(parent=wider)
    Area.objects.filter(pk=wider.pk).update(code="renamed")
    assert parents(edition) == {"Savena": was, "Bolognina": was}
    # Another area that is open has the code today, and what had it then is open no more.
    Area.objects.filter(pk=wider.pk).update(publication="withdrawn")
    Area.objects.filter(pk=other.pk).update(code=was)
    Area.objects.filter(name="Savena").update(parent=other)
    assert parents(edition) == {"Savena": "(1)", "Bolognina": "(1)"}


def parents(edition: Edition) -> dict[str, str]:
    rows = csv.DictReader(files.inputs(edition, Dossier(edition).rows).splitlines())
    return {row["name"]: row["parent"] for row in rows if row["parent"]}


def text_of(data: bytes) -> bytes:
    """The words of a PDF, and what it says of itself."""
    if data[:5] != b"%PDF-":
        return b""
    paper = PdfReader(io.BytesIO(data))
    said = [page.extract_text() for page in paper.pages]
    return "\n".join([*said, *map(str, (paper.metadata or {}).values())]).encode()


class _Lacking(ModuleType):
    """WeasyPrint as it is where the machine has no Pango: its import fails with an OSError."""

    def __getattr__(self, name: str) -> Any:
        raise OSError("cannot load library 'libpango-1.0-0'")


def test_a_machine_that_writes_no_pdf_still_gives_the_figures(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", _Lacking("weasyprint"))
    names = set(archive.contents(Dossier(edition)))
    assert {name for name in names if name.endswith(".pdf")} == set()
    assert {"risultati.csv", "ingressi.csv", "specifica.toml", "README.md"} <= names
    answer = Client().get("/studi/distress/1/dossier.pdf")
    assert answer.status_code == 503
    assert "apt install libpango-1.0-0" in answer.content.decode()


def test_nothing_of_the_machine_is_in_it(edition: Edition) -> None:
    for name, data in archive.contents(Dossier(edition)).items():
        assert (name, str(Path.home()).encode() in data, sys.prefix.encode() in data) == (name, False, False)
