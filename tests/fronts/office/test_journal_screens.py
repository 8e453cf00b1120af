"""The journal on the screen: who reads what, narrowed, paged, as a file without values, with the way to the
record.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import makers
from tests.publishing import library

from portici.imports.domain import receive_file, run_import
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.actor import READS_ALL, Actor, Role
from portici.organisations import domain
from portici.people.models import User
from portici.publishing import domain as publishing
from portici.publishing import queries as publishing_queries

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/registro/"


def recorded(name: str = "Circle", actor: Actor | None = None, reason: str = "") -> Any:
    return domain.record_organisation(
        actor=actor or makers.coordinator(),
        name=name,
        type="third_sector",
        confirmed_duplicates=True,
        reason=reason,
    )


def rows(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"{LIST}?formato=csv{query}")
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]


@pytest.mark.parametrize("role", list(Role))
def test_all_of_it_for_those_who_read_all(signed_in: Callable[..., Client], role: Role) -> None:
    one = recorded("Circle")
    client = signed_in(role, makers.organisation("Own"))
    page = client.get(LIST).content.decode()
    assert (f"/en/ufficio/rete/{one.uid}/" in page) is (role in READS_ALL)
    assert any("Circle" in row for row in rows(client)) is (role in READS_ALL)


def test_others_read_their_own_deeds(signed_in: Callable[..., Client]) -> None:
    own = makers.organisation("Own circle")
    client = signed_in(Role.PARTNER_CONTACT, own, "Pia Contatto")
    recorded("Other circle")
    client.post(
        f"/en/ufficio/rete/{own.uid}/modifica/",
        {"version": own.version, "description": "Ours", "website": ""},
    )
    page = client.get(LIST).content.decode()
    assert "What I did" in page
    assert "Own circle" in page
    assert "Other circle" not in page


def test_narrowed(coordinator: Client) -> None:
    ada = User.objects.get(full_name="Anna Coordinatrice")
    acting = Actor(uid=ada.uid, name=ada.full_name, grants=makers.coordinator().grants)
    one = recorded("First", actor=acting, reason="Letter of May")
    recorded("Second")
    with clock.suspended(clock.now() + timedelta(days=2)):
        recorded("Third")
    for query, found in (
        ("&who=anna", ["First"]),
        ("&q=may", ["First"]),
        (f"&q={one.uid}", ["First"]),
        ("&since=2026-03-03&kind=organisation", ["Third"]),
        ("&until=2026-03-02&kind=organisation", ["Second", "First"]),
        ("&verb=add&kind=organisation", ["Third", "Second", "First"]),
    ):
        assert [row.split(";")[5] for row in rows(coordinator, query)] == found, query
    wrong = coordinator.get(f"{LIST}?since=ieri&kind=nessuno")
    assert wrong.status_code == 200


def test_the_file_has_no_values(coordinator: Client) -> None:
    one = recorded("Circle")
    domain.add_contact(actor=makers.coordinator(), organisation=one, name="Mario Rossi", phone="051 000")
    text = "\n".join(rows(coordinator))
    assert "person to call: name" in text
    assert "Mario" not in text
    assert "051 000" not in text


def test_of_a_bad_day_there_is_no_file(coordinator: Client) -> None:
    answer = coordinator.get(f"{LIST}?since=yesterday&formato=csv")
    assert answer.status_code == 400
    assert "Enter a valid date." in answer.content.decode()


def test_values_are_read_on_the_page_and_shown_as_words(coordinator: Client) -> None:
    recorded("<b>Circle</b>")
    page = coordinator.get(LIST).content.decode()
    assert "<b>Circle" not in page
    assert "<ins>Third sector</ins>" in page


def test_an_import_opens_its_run(coordinator: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    run = receive_file(
        actor=makers.coordinator(),
        importer="organisations",
        filename="enti.csv",
        content=io.BytesIO(b"nome;tipo\nCircolo;Terzo settore\n"),
    )
    run_import(run_uid=run.uid)
    page = coordinator.get(f"{LIST}?kind=import").content.decode()
    assert f'href="/en/ufficio/importazioni/{run.uid}/">enti.csv' in page
    assert "added: 1" in page


def test_pages(coordinator: Client) -> None:
    for index in range(60):
        recorded(f"Circle {index}")
    page = coordinator.get(LIST)
    assert len(page.context["lines"]) == 50
    assert 'rel="next"' in page.content.decode()
    assert len(rows(coordinator)) == Entry.objects.count()


def test_the_page_costs_the_same_for_one_and_for_fifty(coordinator: Client) -> None:
    costs = []
    for number in (1, 49):
        for index in range(number):
            recorded(f"Circle {number} {index}")
        with CaptureQueriesContext(connection) as asked:
            coordinator.get(f"{LIST}?kind=organisation")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_nothing_told_yet(coordinator: Client) -> None:
    assert "No entry with these features" in coordinator.get(f"{LIST}?q=nulla").content.decode()


def _told(client: Client, kind: str) -> list[tuple[str, str]]:
    lines = client.get(LIST).context["lines"]
    return [(line.label, line.url) for line in lines if line.entry.kind == kind]


def test_what_the_site_holds_has_its_name_and_a_way_for_who_may_enter(
    signed_in: Callable[..., Client], frozen: Any
) -> None:
    publishing.prepare_site()
    news = library.news("Radio", published=False)
    picture = publishing.add_picture(
        actor=makers.coordinator(), file=library.file(), title="Arches", alternative_text="Six arches"
    )
    editor, auditor = signed_in(Role.ADMINISTRATOR), signed_in(Role.AUDITOR)
    assert _told(editor, "picture") == [("Arches", f"/redazione/images/{picture.pk}/")]
    assert _told(auditor, "picture") == [("Arches", "")]
    assert set(_told(editor, "news")) == {("Radio", f"/redazione/pages/{news.pk}/edit/")}
    assert set(_told(auditor, "news")) == {("Radio", "")}


def test_the_names_of_drafts_are_not_for_who_reads_only_the_own(frozen: Any) -> None:
    publishing.prepare_site()
    news = library.news("Radio", published=False)
    assert list(publishing_queries.named(makers.actor(Role.SCHOOL_CONTACT), "news", [news.uid])) == []
