"""The journal: written with its change or not at all, told to those who may read it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.db import transaction
from tests import makers
from tests.makers import SYSTEM, VISITOR, Role

from portici.journal.domain import FieldChange, write_entry
from portici.journal.models import Change, Entry
from portici.journal.queries import entries_about, entries_visible_to

OFFICER = makers.actor(Role.COORDINATOR)


def write(actor: Any = OFFICER, **values: Any) -> Entry:
    given = {"verb": "amend", "kind": "need", "ref": "abc", **values}
    return write_entry(actor=actor, **given)


@pytest.mark.django_db
def test_holds_who_what_when_why_and_the_digests_of_the_values(frozen: Any) -> None:
    made = write(
        changes={"title": FieldChange("Old", "New")}, reason="Misread", record_version=3, counts={"rows": 2}
    )
    assert (made.at, made.actor_uid, made.actor_label) == (frozen, OFFICER.uid, "")
    assert (made.verb, made.kind, made.ref, made.reason) == ("amend", "need", "abc", "Misread")
    assert (made.record_version, made.counts, str(made)) == (3, {"rows": 2}, "amend need:abc")
    (change,) = made.changes.all()
    assert (change.field, change.value.before, change.value.after) == ("title", "Old", "New")
    salt = change.value.salt
    assert len(salt) == 32
    assert change.before_digest == hashlib.sha256(f"{salt}Old".encode()).hexdigest()
    assert change.after_digest == hashlib.sha256(f"{salt}New".encode()).hexdigest()


@pytest.mark.django_db
def test_the_house_itself_is_named_by_its_part() -> None:
    made = write(SYSTEM)
    assert (made.actor_uid, made.actor_label) == ("", "tests")


@pytest.mark.django_db(transaction=True)
def test_is_refused_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        write()
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_goes_with_its_change_when_that_fails() -> None:
    def fail() -> None:
        with transaction.atomic():
            write(changes={"title": FieldChange("", "New")})
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (Entry.objects.count(), Change.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_entries_of_a_record_newest_first_in_three_queries(django_assert_num_queries: Any) -> None:
    for number in range(20):
        write(verb=f"v{number}", changes={"title": FieldChange("", str(number))})
    write(ref="other")
    write(kind="area")
    with django_assert_num_queries(3):
        told = [
            (entry.verb, [change.value.after for change in entry.changes.all()])
            for entry in entries_about(kind="need", ref="abc")
        ]
    assert told == [(f"v{number}", [str(number)]) for number in reversed(range(20))]


@pytest.mark.django_db
def test_everybody_reads_the_own_deeds_and_the_office_all() -> None:
    partner = makers.Actor(uid="u-partner", grants=(makers.Grant(Role.PARTNER_CONTACT),))
    mine, other = write(partner), write(OFFICER)
    write(SYSTEM)
    assert list(entries_visible_to(partner)) == [mine]
    assert entries_visible_to(makers.actor(Role.AUDITOR)).count() == 3
    assert list(entries_visible_to(VISITOR)) == []
    assert other in entries_visible_to(OFFICER)
