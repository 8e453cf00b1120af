"""A pack brings the page that a portal showed: once, through the desk, and never over what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portici.citypack.domain import load_pack
from portici.citypack.faults import Faulty
from portici.kernel import clock
from portici.programme import domain as programme
from portici.programme.models import Sheet, Snapshot
from tests import makers
from tests.citypack import packs

pytestmark = pytest.mark.django_db
SHEET = """\
[[sheet]]
project = "BO3.3.1.b"
as_of = 2026-11-20
published_by = "portale.example"
url = "https://portale.example/"
title = "Progetto"
[[sheet.snapshot]]
file = "pagina.txt"
taken_on = 2026-11-21

[[sheet]]
project = "BO3.3.1.b"
as_of = 2026-11-20
title = "Progetto, secondo l'ufficio"
"""


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    with clock.suspended(datetime(2026, 11, 22, 9, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packs.write(tmp_path, sheet_toml=SHEET, pagina_txt="Come il portale la mostra")


def test_it_is_kept_beside_its_version_and_the_offices_own_has_none(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    [kept] = Snapshot.objects.all()
    told = (kept.portal, kept.address, kept.taken_on, kept.filename, kept.content)
    assert told == ("portale.example", "https://portale.example/", date(2026, 11, 21), "pagina.txt", "text")
    assert programme.stored_file(kept).read_text() == "Come il portale la mostra"
    assert kept.sheet.is_published
    assert Sheet.objects.get(published_by="").title == "Progetto, secondo l'ufficio"


def test_loaded_again_what_is_kept_stays(folder: Path) -> None:
    load_pack(actor=makers.SYSTEM, folder=folder)
    kept = Snapshot.objects.get()
    (folder / "pagina.txt").write_text("Un'altra pagina")
    (folder / "sheet.toml").write_text(SHEET.replace('title = "Progetto"', 'title = "Titolo nuovo"'))
    assert load_pack(actor=makers.SYSTEM, folder=folder).kept == []
    assert Sheet.objects.get(pk=kept.sheet_id).title == "Titolo nuovo"
    assert Snapshot.objects.get().sha256 == kept.sha256
    programme.discard_snapshot(actor=makers.SYSTEM, snapshot=kept, reason="Pagina sbagliata")
    (folder / "sheet.toml").write_text(SHEET.replace("2026-11-21", "2026-11-22"))
    [left] = load_pack(actor=makers.SYSTEM, folder=folder).kept
    assert left == "sheet BO3.3.1.b/2026-11-20/portale.example/pagina.txt"
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    ("text", "file", "code", "line"),
    [
        (None, "altra.txt", "pack.no_file", 8),
        (None, "../pagina.txt", "pack.no_file", 8),
        ("<html>", "pagina.txt", "upload.content", 8),
    ],
)
def test_a_file_that_is_not_there_or_not_taken_is_told_by_its_line(
    folder: Path, text: str | None, file: str, code: str, line: int
) -> None:
    if text is not None:
        (folder / "pagina.txt").write_text(text)
    (folder / "sheet.toml").write_text(SHEET.replace('"pagina.txt"', f'"{file}"'))
    with pytest.raises(Faulty) as caught:
        load_pack(actor=makers.SYSTEM, folder=folder)
    assert [(one.file, one.line, one.finding.code) for one in caught.value.faults] == [
        ("sheet.toml", line, code)
    ]
    assert Sheet.objects.count() == 0
