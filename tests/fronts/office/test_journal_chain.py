"""The chain on the screen: its state, a verification asked for and followed, what it found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult
from tests import makers
from tests.journal.entries import several

from portici.journal.models import Entry, Seal, Verification
from portici.journal.sealing import seal_waiting
from portici.journal.verifying import run_verification
from portici.kernel import clock
from portici.kernel.actor import Role

pytestmark = pytest.mark.django_db
PAGE = "/en/ufficio/registro/catena/"


@pytest.fixture
def auditor(signed_in: Callable[..., Client], frozen: Any) -> Client:
    return signed_in(Role.AUDITOR, None, "Ugo Revisore")


def verified(client: Client, head: str = "") -> Verification:
    """Asked for on the page and carried out as the worker does."""
    assert client.post(PAGE, {"expected_head": head}).headers["Location"] == PAGE
    task = DBTaskResult.objects.get(task_path="portici.journal.tasks.verify")
    row = Verification.objects.get(pk=task.args_kwargs["args"][0])
    run_verification(row.pk)
    row.refresh_from_db()
    return row


def test_state_of_the_chain(auditor: Client) -> None:
    several(3)
    sealed = seal_waiting()
    several(2)
    page = auditor.get(PAGE)
    chain = page.context["chain"]
    assert (chain.sealed, chain.waiting, chain.head) == (sealed, 2, Seal.objects.get(position=sealed).hash)
    assert chain.head in page.content.decode()
    assert "does not seem to run" not in page.content.decode()
    with clock.suspended(clock.now() + timedelta(hours=1)):
        assert "does not seem to run" in auditor.get(PAGE).content.decode()


def test_an_empty_journal(auditor: Client) -> None:
    assert "Nobody has verified the journal yet" in auditor.get(PAGE).content.decode()


def test_asked_for_carried_out_and_whole(auditor: Client) -> None:
    several(3)
    sealed = seal_waiting()
    row = verified(auditor)
    assert (row.state, row.sealed, row.actor_label) == ("whole", sealed, "")
    page = auditor.get(PAGE).content.decode()
    assert 'class="state state--success">Whole' in page
    assert "Ugo Revisore" in page


def test_what_was_altered_is_said_with_its_entry(auditor: Client) -> None:
    several(3)
    seal_waiting()
    entry = Seal.objects.get(position=2).entry
    Entry.objects.filter(pk=entry.pk).update(verb="publish")
    verified(auditor)
    page = auditor.get(PAGE).content.decode()
    assert "1 thing is not as it was sealed" in page
    assert f"Link 2, entry {entry.pk}: altered." in page
    assert f"Published · need {entry.ref}" in page


def test_a_printed_head_that_is_not_there(auditor: Client) -> None:
    several(1)
    seal_waiting()
    assert verified(auditor, "f" * 64).state == "faulty"
    assert "was cut after it was printed" in auditor.get(PAGE).content.decode()


def test_what_is_no_head_is_said_beside_the_box(auditor: Client) -> None:
    answer = auditor.post(PAGE, {"expected_head": "abc"})
    assert answer.status_code == 422
    assert "Copy it again from the backup" in answer.content.decode()
    assert not Verification.objects.exists()


def test_how_far_it_is(auditor: Client) -> None:
    several(2)
    auditor.post(PAGE, {})
    part = f"{PAGE}?parte=stato"
    waiting = auditor.get(part, headers={"hx-request": "true"})
    assert "waits for its turn" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    assert "HX-Refresh" not in waiting.headers
    Verification.objects.update(state="running", sealed=1500, seen_at=clock.now())
    assert "1,500 links gone through" in auditor.get(part, headers={"hx-request": "true"}).content.decode()
    with clock.suspended(clock.now() + timedelta(hours=1)):
        left = auditor.get(part, headers={"hx-request": "true"})
    assert left.headers["HX-Refresh"] == "true"
    assert "nobody is at it any more" in left.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_for_the_auditor_and_the_administrator(signed_in: Callable[..., Client], role: Role) -> None:
    client = signed_in(role, makers.organisation("Own"))
    allowed = role in {Role.AUDITOR, Role.ADMINISTRATOR}
    assert client.get(PAGE).status_code == (200 if allowed else 403)
    assert client.post(PAGE, {}).status_code == (302 if allowed else 403)
    assert Verification.objects.exists() is allowed
    shown = "catena/" in client.get("/en/ufficio/registro/").content.decode()
    assert shown is allowed
