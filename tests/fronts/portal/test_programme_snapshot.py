"""The page as a portal published it, on the street: linked with portal and day, saved as a file, withheld with its version."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests import chain, makers

from portici.programme.models import Sheet
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PAGE = "/progetti/BO3.3.1.b/"
FILE = f"{PAGE}schede/2026-01-15/istantanea/"
SAID = "come pubblicata da portale.example il 15 gennaio 2026"


@pytest.fixture
def sheet() -> Sheet:
    """Of two versions of one day the second is numbered: the draft comes before it and is not counted."""
    project = chain.project("BO3.3.1.b", title="Azioni di supporto", action=chain.action())
    chain.sheet(project, as_of=date(2025, 5, 5))
    values = {"published_by": "portale.example", "source_url": "https://portale.example/"}
    return chain.snapshot(chain.sheet(project, **values), b"As published").sheet


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.mark.usefixtures("sheet")
def test_the_pages_lead_to_the_file(client: Client) -> None:
    for page, times in ((PAGE, 2), (f"{PAGE}schede/2026-01-15/", 2), (f"{PAGE}schede/2025-05-05/", 1)):
        text = client.get(page).content.decode()
        assert (text.count(f'href="{FILE}"'), text.count(SAID)) == (times, times), page
    compared = client.get(f"{PAGE}schede/confronto/").content.decode()
    assert compared.count(f'href="{FILE}"') == 1
    assert "05/05/2025 · l&#x27;ufficio" in compared
    assert "as published by portale.example on 15 January 2026" in client.get(f"/en{PAGE}").content.decode()


@pytest.mark.usefixtures("sheet")
def test_it_is_saved_and_not_shown(client: Client) -> None:
    response = client.get(FILE)
    assert b"".join(response.streaming_content) == b"As published"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="bo331b-portaleexample-2026-01-15.txt"'
    )
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert client.post(FILE).status_code == 405


def test_of_two_versions_of_one_day_each_has_its_own(client: Client, sheet: Sheet) -> None:
    other = chain.sheet(sheet.project, published_by="altro.example", source_url="https://altro.example/")
    chain.snapshot(other, b"Another page")
    assert body(client, FILE) == b"Another page"
    assert body(client, f"{PAGE}schede/2026-01-15/2/istantanea/") == b"As published"


def test_withheld_with_its_version_and_with_its_project(client: Client, sheet: Sheet) -> None:
    records.withdraw(actor=makers.coordinator(), record=sheet, reason="Wrong")
    assert client.get(FILE).status_code == 404
    assert FILE not in client.get(PAGE).content.decode()
    records.publish(actor=makers.coordinator(), record=sheet)
    assert body(client, FILE) == b"As published"
    records.withdraw(actor=makers.coordinator(), record=sheet.project, reason="Wrong")
    assert client.get(FILE).status_code == 404


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize("day", ["2025-05-05", "2024-01-01", "2026-01-15/2", "2026-99-99"])
def test_where_nothing_is_kept_nothing_is_given(client: Client, day: str) -> None:
    assert client.get(f"{PAGE}schede/{day}/istantanea/").status_code == 404
