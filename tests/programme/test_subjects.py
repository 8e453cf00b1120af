"""What kept pages hold about people: told to who asks, and left as they were published when the rest is erased."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.kernel.subjects import Person, holders
from portici.people import domain as people
from portici.programme.domain import stored_file
from portici.programme.models import Snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
EMAIL, NAME = "zelinda.nicolo@rete.example", "Zelinda Nicolò"
PORTAL = {"published_by": "portale.example", "source_url": "https://portale.example/"}


@pytest.fixture
def kept() -> tuple[Snapshot, Snapshot]:
    """A text that names the person, and a picture beside a version whose official they are; others that do not."""
    project = chain.project("BO3.3.1.b")
    days = iter(date(2026, 1, day) for day in range(1, 9))

    def keep(content: bytes, official: str = "") -> Snapshot:
        return chain.snapshot(chain.sheet(project, as_of=next(days), official=official, **PORTAL), content)

    keep(b"R.U.P. Altra Persona")
    keep(b"%PDF-1.7 Zelinda Nicol\xc3\xb2", "Altra Persona")
    return keep("R.U.P.: ZELINDA NICOLÒ".encode()), keep(b"%PDF-1.7", NAME)


def place() -> Any:
    [found] = [one for one in holders() if one.holding.name == "snapshots"]
    return found


def test_the_pages_that_name_a_person_are_told(kept: tuple[Snapshot, Snapshot]) -> None:
    found = place().find(Person(EMAIL, frozenset({NAME})))
    assert [one["taken on"] for one in found] == [one.taken_on for one in kept]
    assert place().find(Person("nobody@rete.example")) == []


def test_an_erasure_leaves_the_evidence_and_says_why(kept: tuple[Snapshot, Snapshot]) -> None:
    before = [(one.sha256, stored_file(one).read_bytes()) for one in kept]
    administrator = makers.actor(Role.ADMINISTRATOR)
    outcomes = people.erase_subject(actor=administrator, email=EMAIL, reason="Request 12", names=[NAME])
    [outcome] = [one for one in outcomes if one.holding.name == "snapshots"]
    assert (outcome.erased, outcome.kept) == (0, 2)
    assert "not altered" in str(outcome.why)
    after = [(one.sha256, stored_file(one).read_bytes()) for one in Snapshot.objects.order_by("pk")[2:]]
    assert after == before
    assert Snapshot.objects.filter(sheet__official__contains="Nicol").count() == 0


def test_nothing_falls_due_by_itself(kept: tuple[Snapshot, Snapshot]) -> None:
    assert (place().holding.days, place().due(date(2099, 1, 1))) == (None, 0)
    assert place().dispose(makers.SYSTEM, date(2099, 1, 1)) == 0
    assert all(Path(stored_file(one)).is_file() for one in kept)
