"""What every desk does with a record: add, amend, note, publish, withdraw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.journal.models import Entry
from portici.journal.queries import entries_about
from portici.kernel import clock
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.needs.models import Need, TargetGroup
from portici.records import domain as records
from portici.records.models import ALPHABET, Publication, new_uid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def group(**values: Any) -> TargetGroup:
    record = TargetGroup(**{"name": "Minors", **values})
    return records.add(actor=makers.coordinator(), record=record, reason="First")


def told(record: Any) -> list[tuple[str, int, dict[str, tuple[str, str]]]]:
    return [
        (
            entry.verb,
            entry.record_version,
            {row.field: (row.value.before, row.value.after) for row in entry.changes.all()},
        )
        for entry in entries_about(kind=record.KIND, ref=record.uid)
    ]


def test_add_stamps_and_tells_what_is_filled_in(frozen: Any) -> None:
    made = group(description="Città d'Europa")
    assert (made.version, made.publication, made.created_at, made.updated_at) == (1, "draft", frozen, frozen)
    assert made.search_text == "minors citta d europa"
    assert told(made) == [
        (
            "add",
            1,
            {
                "publication": ("", "draft"), "language": ("", "it"), "is_example": ("", "False"),
                "name": ("", "Minors"), "description": ("", "Città d'Europa"),
            },
        )
    ]  # fmt: skip
    assert Entry.objects.get().reason == "First"


def test_add_writes_nothing_when_a_field_is_wrong() -> None:
    with pytest.raises(Invalid) as caught:
        group(name="", language="fr")
    assert sorted(found.field for found in caught.value.findings) == ["language", "name"]
    assert (TargetGroup.objects.count(), Entry.objects.count()) == (0, 0)


def test_amend_raises_the_version_and_tells_the_differences(frozen: Any) -> None:
    made = group()
    with clock.suspended(frozen + timedelta(hours=1)):
        records.amend(actor=makers.coordinator(), record=made, values={"name": "Minori"}, version=1)
    assert (made.name, made.version, made.search_text) == ("Minori", 2, "minori")
    assert (made.updated_at, made.created_at) == (frozen + timedelta(hours=1), frozen)
    assert told(made)[0] == ("amend", 2, {"name": ("Minors", "Minori")})


def test_amend_without_difference_writes_nothing() -> None:
    made = group()
    records.amend(actor=makers.coordinator(), record=made, values={"name": "Minors"}, version=1)
    assert (made.version, Entry.objects.count()) == (1, 1)


def test_amend_reads_the_row_afresh_and_refuses_a_stale_version() -> None:
    made = group()
    stale = TargetGroup.objects.get(pk=made.pk)
    records.amend(actor=makers.coordinator(), record=made, values={"name": "First"}, version=1)
    with pytest.raises(Conflict) as caught:
        records.amend(actor=makers.coordinator(), record=stale, values={"name": "Second"}, version=1)
    assert (caught.value.expected, caught.value.current) == (1, 2)
    records.amend(actor=makers.coordinator(), record=stale, values={"description": "Third"})
    assert (stale.name, stale.description, stale.version) == ("First", "Third", 3)


def test_amend_of_links_is_told_and_undone_when_a_field_is_wrong() -> None:
    one, two = chain.group("One"), chain.group("Two")
    need = chain.need(makers.area(), groups=[one])
    with pytest.raises(Invalid):
        records.amend(
            actor=makers.coordinator(), record=need, values={"severity": 9}, links={"groups": [two]}
        )
    assert list(need.groups.all()) == [one]
    records.amend(actor=makers.coordinator(), record=need, values={}, links={"groups": [two]}, version=2)
    assert told(need)[0] == ("amend", 3, {"groups": ("One", "Two")})


def test_note_raises_the_version_and_tells() -> None:
    made = group()
    change = {"seats": records.FieldChange("", "A seat")}
    records.note(actor=makers.coordinator(), record=made, verb="add-seat", changes=change, version=1)
    assert (made.version, TargetGroup.objects.get().version) == (2, 2)
    assert told(made)[0] == ("add-seat", 2, {"seats": ("", "A seat")})
    with pytest.raises(Conflict):
        records.note(actor=makers.coordinator(), record=made, verb="add-seat", changes=change, version=1)


def test_publish_checks_rights_version_and_the_record(frozen: Any) -> None:
    need = chain.need(makers.area(), published=False)
    with pytest.raises(Refused):
        records.publish(actor=makers.actor(Role.AUDITOR), record=need)
    with pytest.raises(Conflict):
        records.publish(actor=makers.coordinator(), record=need, version=7)
    Need.objects.update(source="")
    need.refresh_from_db()
    with pytest.raises(Invalid, match="Write the source"):
        records.publish(actor=makers.coordinator(), record=need)
    need.source = "Quartiere"
    need.save()
    records.publish(actor=makers.coordinator(), record=need, version=1)
    assert (need.publication, need.published_at, need.version) == (Publication.PUBLISHED, frozen, 2)


def test_the_day_of_first_publication_stays(frozen: Any) -> None:
    coordinator, made = makers.coordinator(), chain.group()
    records.withdraw(actor=coordinator, record=made, reason="Wrong", version=2)
    assert (made.publication, made.published_at) == ("withdrawn", frozen)
    with clock.suspended(frozen + timedelta(days=9)):
        records.publish(actor=coordinator, record=made, version=3)
    assert (made.publication, made.published_at) == ("published", frozen)
    assert [verb for verb, _version, _changes in told(made)] == ["publish", "withdraw", "publish", "add"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_withdraw_asks_for_a_reason(reason: str) -> None:
    made = chain.group()
    with pytest.raises(Invalid) as caught:
        records.withdraw(actor=makers.coordinator(), record=made, reason=reason)
    assert [found.field for found in caught.value.findings] == ["reason"]
    with pytest.raises(Refused):
        records.withdraw(actor=makers.actor(Role.AREA_OFFICER, makers.area()), record=made, reason="R")
    assert TargetGroup.objects.get().publication == "published"


def test_uids_say_nothing_and_cannot_be_misread() -> None:
    uids = {new_uid() for _time in range(200)}
    assert len(uids) == 200
    assert {len(uid) for uid in uids} == {12}
    assert set("".join(uids)) <= set(ALPHABET)
    assert not set("01ilo") & set(ALPHABET)
