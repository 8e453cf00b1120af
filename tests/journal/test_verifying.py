"""The chain is whole, or the verification says what was done to which entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.journal.entries import ADMINISTRATOR, AUDITOR, OFFICER, several, write

from portici.journal.domain import About, erase_values
from portici.journal.models import Change, ChangeValue, Entry, Seal, Verification, Waiting
from portici.journal.sealing import seal_waiting
from portici.journal.verifying import Report, ask_verification, run_verification, verify_chain
from portici.kernel.findings import Invalid, Refused

pytestmark = pytest.mark.django_db


def sealed(number: int = 6) -> list[Entry]:
    made = several(number)
    seal_waiting(batch=4)
    return made


def codes(report: Report) -> list[tuple[str, int]]:
    return [(fault.code, fault.position) for fault in report.faults]


def test_whole() -> None:
    sealed()
    write()
    told: list[int] = []
    report = verify_chain(on_progress=told.append)
    assert (report.faults, report.total, report.sealed, report.waiting) == ([], 0, 6, 1)
    assert report.head == Seal.objects.get(position=6).hash
    assert told == [6]


def test_an_empty_journal_is_whole_and_has_no_head() -> None:
    report = verify_chain()
    assert (report.is_whole, report.sealed, report.head) == (True, 0, "")


def remove_entry(entry: Entry) -> None:
    """As by somebody who writes in the store's tables and not through this software."""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        changes = "SELECT id FROM journal_change WHERE entry_id = %s"
        cursor.execute(f"DELETE FROM journal_changevalue WHERE change_id IN ({changes})", [entry.pk])
        cursor.execute("DELETE FROM journal_change WHERE entry_id = %s", [entry.pk])
        cursor.execute("DELETE FROM journal_seal WHERE entry_id = %s", [entry.pk])
        cursor.execute("DELETE FROM journal_entry WHERE id = %s", [entry.pk])


def swap_entries(one: int = 2, other: int = 5) -> None:
    first, second = Seal.objects.get(position=one), Seal.objects.get(position=other)
    Seal.objects.filter(pk=one).delete()
    Seal.objects.filter(pk=other).update(entry_id=first.entry_id)
    Seal.objects.create(position=one, entry_id=second.entry_id, sealed_at=first.sealed_at, hash=first.hash)


def swap_links(one: int, other: int) -> Callable[[], None]:
    def swap() -> None:
        for old, new in ((one, 1000), (other, one), (1000, other)):
            Seal.objects.filter(position=old).update(position=new)

    return swap


def close_ranks() -> None:
    """Take link 3 with its entry away and number the later ones anew."""
    remove_entry(Seal.objects.get(position=3).entry)
    for position in (4, 5, 6):
        Seal.objects.filter(position=position).update(position=position - 1)


TAMPERINGS: list[tuple[str, Callable[[], Any], list[tuple[str, int]]]] = [
    ("entry", lambda: Entry.objects.filter(seal__position=3).update(actor_uid="u-other"), [("entry.altered", 3)]),
    ("change", lambda: Change.objects.filter(entry__seal__position=3).update(field="x"), [("entry.altered", 3)]),
    ("two", lambda: Entry.objects.filter(seal__position__in=[2, 3]).update(verb="x"), [("entry.altered", 2), ("entry.altered", 3)]),
    ("hash", lambda: Seal.objects.filter(position=3).update(hash="0" * 64), [("link.altered", 3)]),
    ("removed", lambda: remove_entry(Seal.objects.get(position=3).entry), [("link.missing", 3)]),
    ("link", lambda: Seal.objects.filter(position=3).delete(), [("link.missing", 3), ("entry.unsealed", 0)]),
    ("inserted", lambda: Entry.objects.bulk_create([Entry(at=Entry.objects.first().at, verb="x", kind="y", ref="z")]), [("entry.unsealed", 0)]),
    ("swapped", swap_entries, [("link.moved", 2), ("link.moved", 5)]),
    ("reordered", swap_links(3, 4), [("link.moved", 3), ("link.moved", 4)]),
    ("reordered far", swap_links(2, 5), [("link.moved", 2), ("link.moved", 5)]),
    ("value", lambda: ChangeValue.objects.filter(change__entry__seal__position=3, change__field="title").update(after="X"), [("value.altered", 0)]),
    ("value removed", lambda: ChangeValue.objects.filter(change__entry__seal__position=3, change__field="title").delete(), [("value.missing", 0)]),
    ("reason", lambda: Entry.objects.filter(seal__position=3).update(reason="X"), [("reason.altered", 0)]),
    ("waits again", lambda: Waiting.objects.create(entry=Seal.objects.get(position=3).entry), [("entry.waits_again", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tamper", "found"), [row[1:] for row in TAMPERINGS], ids=[row[0] for row in TAMPERINGS]
)
def test_what_was_done_is_said(tamper: Callable[[], Any], found: list[tuple[str, int]]) -> None:
    sealed()
    tamper()
    report = verify_chain()
    assert codes(report) == found
    assert not report.is_whole
    assert all(str(fault.message) for fault in report.faults)


def test_renumbering_after_a_removal_is_found() -> None:
    sealed()
    close_ranks()
    assert codes(verify_chain())[0] == ("entry.altered", 3)


def test_an_entry_that_is_gone_with_its_link_left() -> None:
    entry = sealed()[2]
    seal = Seal.objects.get(entry=entry)
    remove_entry(entry)
    if connection.vendor == "postgresql":
        return  # the store itself refuses a link without its entry
    with connection.constraint_checks_disabled():
        seal.save(force_insert=True)
        assert codes(verify_chain()) == [("entry.missing", 3)]
        seal.delete()


def test_a_cut_tail_shows_against_a_printed_head() -> None:
    entries = sealed()
    head, earlier = verify_chain().head, Seal.objects.get(position=4).hash
    for entry in entries[4:]:
        remove_entry(entry)
    assert verify_chain().is_whole
    assert verify_chain(expected=[earlier]).is_whole
    (fault,) = verify_chain(expected=[head]).faults
    assert (fault.code, fault.field) == ("head.unknown", head)


def test_a_cut_tail_shows_against_the_verification_before() -> None:
    entries = sealed()
    assert run_verification(ask_verification(actor=AUDITOR).pk).is_whole
    remove_entry(entries[-1])
    row = ask_verification(actor=AUDITOR)
    assert [fault.code for fault in run_verification(row.pk).faults] == ["head.unknown"]
    row.refresh_from_db()
    assert (row.state, row.faults_total, row.sealed) == ("faulty", 1, 5)


def test_more_faults_than_are_named_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portici.journal.verifying.NAMED", 2)
    monkeypatch.setattr("portici.journal.explaining.KEPT", 3)
    sealed(8)
    Entry.objects.update(verb="x")
    report = verify_chain()
    assert (report.total, len(report.faults)) == (4, 2)


def test_who_may_ask_and_what_a_head_looks_like() -> None:
    with pytest.raises(Refused):
        ask_verification(actor=OFFICER)
    with pytest.raises(Invalid) as refusal:
        ask_verification(actor=AUDITOR, expected_head="not a head")
    assert [finding.code for finding in refusal.value.findings] == ["journal.head"]
    assert ask_verification(actor=ADMINISTRATOR, expected_head=f" {'A' * 64} ").expected_head == "a" * 64
    assert Verification.objects.count() == 1


def altered(value: Any, text: str, limit: int | None) -> Any:
    """Another value of the same kind that the field can hold."""
    if isinstance(value, int):
        return value + 1 + len(text)
    if isinstance(value, str):
        other = (value + text)[-(limit or 1000) :]
        return other if other != value else f"{value[:-1]}{'y' if value.endswith('x') else 'x'}"
    if isinstance(value, dict):
        return {**value, text: 7}
    return value + timedelta(microseconds=1 + len(text))


#: What an entry, a change, a value, a link hold; another's number where they refer to one another.
FIELDS = [
    *((Entry, name) for name in "at actor_uid actor_label verb kind ref record_version reason reason_digest reason_salt run_uid counts".split()),
    *((Change, name) for name in "field before_digest after_digest entry_id".split()),
    *((ChangeValue, name) for name in "before after salt".split()),
    *((Seal, name) for name in "position sealed_at hash".split()),
    *((Entry, "reason_erased_by_id"), (ChangeValue, "erased_by_id")),
]  # fmt: skip


class AnyAlteration(TestCase):
    """One field of one row, whichever, of a journal with an erasure in it."""

    @given(
        what=st.sampled_from(FIELDS),
        row=st.integers(0, 1000),
        text=st.text(
            st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=12
        ),
    )
    @settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
    def test_is_found(self, what: tuple[Any, str], row: int, text: str) -> None:
        several(5)
        assert erase_values(
            actor=ADMINISTRATOR,
            reason="Asked for",
            about=[About("need", "r1", ("note",))],
            naming=["Letter 2"],
        )
        seal_waiting()
        model, name = what
        rows = model.objects.order_by("pk")
        chosen = rows[row % rows.count()]
        before = getattr(chosen, name)
        if name == "position":
            after = 1000 + row
        elif name.endswith("_id"):
            after = other_entry(before, row)
        else:
            after = altered(before, text, model._meta.get_field(name).max_length)
        assert before != after
        assert verify_chain().is_whole
        model.objects.filter(pk=chosen.pk).update(**{name: after})
        assert verify_chain().total > 0


class AnyTwo(TestCase):
    """Two links of the chain exchanged, whole or by their entries; one of its links taken out."""

    @given(pair=st.sets(st.integers(1, 9), min_size=2, max_size=2), whole=st.booleans())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def test_exchanged(self, pair: set[int], whole: bool) -> None:
        sealed(9)
        one, other = sorted(pair)
        if whole:
            swap_links(one, other)()
        else:
            swap_entries(one, other)
        assert codes(verify_chain()) == [("link.moved", one), ("link.moved", other)]

    @given(position=st.integers(1, 9))
    @settings(max_examples=9, deadline=None, suppress_health_check=list(HealthCheck))
    def test_taken_out(self, position: int) -> None:
        sealed(9)
        head = Seal.objects.get(position=9).hash
        remove_entry(Seal.objects.get(position=position).entry)
        found = codes(verify_chain(expected=[head]))
        assert found == ([("link.missing", position)] if position < 9 else [("head.unknown", 0)])


def other_entry(before: int | None, row: int) -> int:
    others = Entry.objects.exclude(pk=before or 0).order_by("pk").values_list("pk", flat=True)
    return int(others[row % len(others)])


def test_the_same_number_of_queries_for_each_piece(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(30)
    with django_assert_num_queries(12):
        verify_chain()
    monkeypatch.setattr("portici.journal.verifying.PIECE", 10)
    with django_assert_num_queries(12 + 2 * 5):
        verify_chain()
