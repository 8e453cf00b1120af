"""The office's papers for listening: a passage is added, consent given, withdrawn, words erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests import chain, makers

from portici.kernel.actor import Role
from portici.needs.models import Excerpt, Listening, Need

pytestmark = pytest.mark.django_db


def at(made: Listening, rest: str = "") -> str:
    return f"/en/ufficio/bisogni/ascolti/{made.uid}/{rest}"


def sent(client: Client, made: Listening, rest: str, **values: Any) -> int:
    made.refresh_from_db()
    return client.post(at(made, rest), {"version": made.version, **values}).status_code


def test_from_the_session_to_a_quote_and_back(coordinator: Client) -> None:
    area = makers.area("Savena")
    paper = {
        "kind": "session",
        "title": "Evening",
        "held_on": "2026-01-15",
        "area": area.uid,
        "people": 28,
        "language": "it",
    }
    assert coordinator.post("/en/ufficio/bisogni/ascolti/nuovo/", paper).status_code == 302
    made = Listening.objects.get()
    assert (made.title, made.people, made.held_on) == ("Evening", 28, date(2026, 1, 15))
    assert sent(coordinator, made, "brani/nuovo/", theme="youth", text="Their words") == 302
    row = Excerpt.objects.get()
    assert (
        sent(coordinator, made, f"brani/{row.uid}/consenso/", consent_how="signed", consent_on="2026-01-15")
        == 302
    )
    row.refresh_from_db()
    assert (row.consent, row.is_quotable) == ("given", True)
    assert sent(coordinator, made, f"brani/{row.uid}/ritira/") == 302
    assert sent(coordinator, made, f"brani/{row.uid}/cancella/") == 302
    row.refresh_from_db()
    assert (row.consent, row.text) == ("withdrawn", "")
    page = coordinator.get(at(made)).content.decode()
    assert ("Words erased" in page, "Their words" in page) == (True, False)


def test_half_a_consent_and_a_stale_paper_are_shown_again(coordinator: Client) -> None:
    made = chain.listening(makers.area())
    assert sent(coordinator, made, "brani/nuovo/", theme="youth", text="words", consent_how="signed") == 422
    assert coordinator.post(at(made, "brani/nuovo/"), {"version": 1, "theme": "youth"}).status_code == 409
    assert not Excerpt.objects.exists()


def test_a_need_begins_from_the_session(coordinator: Client) -> None:
    made = chain.listening(makers.area("Savena"), "Evening", people=28)
    (section,) = coordinator.get(at(made)).context["sections"]
    form = coordinator.get(section.add_url).context["form"]
    assert (form.initial["listenings"], form.initial["area"]) == ([made], made.area)
    need = chain.need(made.area, listenings=[made])
    page = coordinator.get(f"/en/ufficio/bisogni/{need.uid}/").content.decode()
    assert "Heard in 1 session, from 28 people." in page
    narrowed = coordinator.get(f"/en/ufficio/bisogni/?listening={made.uid}").context["table"]
    assert [row.record for row in narrowed.rows] == list(Need.objects.all())


def test_a_contact_reads_no_words_without_consent(signed_in: Callable[..., Client]) -> None:
    made = chain.listening(makers.area(), people=3, summary="Told by Ada Prova")
    chain.excerpt(made, text="zznonsicita")
    page = signed_in(Role.PARTNER_CONTACT, makers.organisation()).get(at(made)).content.decode()
    assert ("zznonsicita" in page, "fewer than 5" in page) == (False, True)


def test_the_history_says_consent_in_words(coordinator: Client) -> None:
    made = chain.listening(makers.area())
    chain.excerpt(made, theme="poverty", text="words", **chain.AGREED)
    changes = {
        change.field: change.after
        for told in coordinator.get(at(made)).context["history"]
        for change in told.changes
    }
    assert [changes[f"excerpt.{name}"] for name in ("theme", "consent", "consent_how")] == [
        "Poverty",
        "Given",
        "signed form",
    ]
