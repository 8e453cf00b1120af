"""The office keeps what a portal shows: the file and the values in one paper, the file given back, thrown away with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain

from portici.kernel.actor import Role
from portici.programme.models import Project, Sheet, Snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
DATA = "Importo Programmato € 412.248,84\n".encode()
ADDRESS = "https://portale.example/progetto/?codice=BO3.3.1.b"


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


@pytest.fixture
def project() -> Project:
    made = chain.project("BO3.3.1.b", title="Azioni di supporto")
    chain.sheet(made, as_of=date(2026, 1, 15), amount_paid=Decimal("412000.00"), published=False)
    chain.sheet(
        made, as_of=date(2026, 1, 10), published_by="portale.example", source_url=ADDRESS, city="Bologna"
    )
    return made


def paper(**values: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("pagina.txt", DATA)
    given = {
        "file": file, "published_by": "portale.example", "source_url": ADDRESS, "as_of": "2026-03-01", "title": "Azioni",
        "amount_paid": "412.248,83", "language": "it", "sections-count": "0",
    }  # fmt: skip
    return {name: value for name, value in (given | values).items() if value is not None}


def test_the_page_and_its_values_are_kept_with_one_paper(coordinator: Client, project: Project) -> None:
    assert at("snapshot-add", project.uid) in coordinator.get(at("project", project.uid)).content.decode()
    form = coordinator.get(at("snapshot-add", project.uid)).context["form"]
    assert [form[name].value() for name in ("published_by", "city")] == ["portale.example", "Bologna"]
    response = coordinator.post(at("snapshot-add", project.uid), paper())
    made = Snapshot.objects.get()
    assert response.headers["Location"] == at("sheet", made.sheet.uid)
    assert (made.sheet.as_of, made.sheet.amount_paid) == (date(2026, 3, 1), Decimal("412248.83"))
    page = coordinator.get(at("sheet", made.sheet.uid)).content.decode()
    for told in (
        hashlib.sha256(DATA).hexdigest(),
        "pagina.txt",
        "Anna Coordinatrice",
        "portale.example",
        "withheld with this",
    ):
        assert told in page, told
    assert at("snapshot", made.sheet.uid) in coordinator.get(at("project", project.uid)).content.decode()


def test_ours_and_the_portals_stand_side_by_side_with_the_file(coordinator: Client, project: Project) -> None:
    coordinator.post(at("snapshot-add", project.uid), paper())
    sheet = Snapshot.objects.get().sheet
    own = Sheet.objects.get(published_by="")
    link = f"{at('project-sheets', project.uid)}?da={own.uid}&amp;a={sheet.uid}"
    assert link in coordinator.get(at("sheet", sheet.uid)).content.decode()
    text = coordinator.get(link.replace("&amp;", "&")).content.decode()
    for told in ("15/01/2026 · the office", "01/03/2026 · portale.example", "+ € 248.83"):
        assert told in text, told
    assert text.count(at("snapshot", sheet.uid)) == 1
    assert "The page as published by portale.example on 1 March 2026" in text


def test_the_file_is_given_back_as_it_came_to_be_saved(coordinator: Client, project: Project) -> None:
    sheet = chain.snapshot(chain.sheet(project, published_by='P/o"r', source_url=ADDRESS), DATA).sheet
    response = coordinator.get(at("snapshot", sheet.uid))
    assert b"".join(response.streaming_content) == DATA
    wanted = {
        "Content-Type": "text/plain",
        "Content-Disposition": 'attachment; filename="bo331b-por-2026-01-15.txt"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-cache",
    }
    assert {name: response.headers[name] for name in wanted} == wanted
    assert coordinator.get(at("snapshot", Sheet.objects.get(published_by="").uid)).status_code == 404


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"file": SimpleUploadedFile("a.html", b"<html><script>alert(1)</script>")}, "file"),
        ({"file": None}, "file"),
        ({"published_by": ""}, "published_by"),
        ({"source_url": "nowhere"}, "source_url"),
        ({"as_of": "2026-03-03"}, "as_of"),
        ({"as_of": "2026-01-10"}, None),
    ],
)
def test_what_does_not_fit_comes_back_on_the_paper(
    coordinator: Client, project: Project, values: dict[str, Any], field: str | None
) -> None:
    response = coordinator.post(at("snapshot-add", project.uid), paper(**values))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field or "__all__"]
    assert (Snapshot.objects.count(), Sheet.objects.count()) == (0, 2)


def test_beside_a_version_that_is_there(coordinator: Client, project: Project) -> None:
    sheet = Sheet.objects.get(published_by="portale.example")
    url = at("snapshot-attach", sheet.uid)
    assert url in coordinator.get(at("sheet", sheet.uid)).content.decode()
    assert url not in coordinator.get(at("sheet", Sheet.objects.get(published_by="").uid)).content.decode()
    given = {"file": SimpleUploadedFile("a.txt", DATA), "taken_on": "2026-01-11", "version": sheet.version}
    assert coordinator.post(url, given).status_code == 302
    assert sheet.snapshot.taken_on == date(2026, 1, 11)
    again = {"file": SimpleUploadedFile("a.txt", DATA), "taken_on": "2026-01-11", "version": sheet.version}
    assert coordinator.post(url, again).status_code == 409
    sheet.refresh_from_db()
    again = {"file": SimpleUploadedFile("a.txt", DATA), "taken_on": "2026-01-11", "version": sheet.version}
    assert list(coordinator.post(url, again).context["form"].errors) == ["file"]


def test_thrown_away_with_a_reason(
    signed_in: Callable[..., Client], coordinator: Client, project: Project
) -> None:
    sheet = chain.snapshot(Sheet.objects.get(published_by="portale.example")).sheet
    url = at("snapshot-discard", sheet.uid)
    assert (
        signed_in(Role.FINANCE_OFFICER).post(url, {"reason": "x", "version": sheet.version}).status_code
        == 403
    )
    assert coordinator.post(url, {"reason": "", "version": sheet.version}).status_code == 422
    assert coordinator.post(url, {"reason": "Wrong page", "version": sheet.version}).status_code == 302
    assert not Snapshot.objects.exists()
    assert coordinator.get(url).status_code == 404
    history = coordinator.get(at("history", "sheet", sheet.uid)).content.decode()
    for told in ("Portal&#x27;s page kept as evidence", "Kept page thrown away", "Wrong page"):
        assert told in history, told


def test_a_sheets_page_names_its_project_in_the_page_s_language(
    coordinator: Client, project: Project
) -> None:
    page = coordinator.get(f"/ufficio/programma/schede/{project.sheets.first().uid}/").content.decode()
    assert "<dt>Progetto</dt>" in page
    assert "<dt>Project</dt>" not in page
