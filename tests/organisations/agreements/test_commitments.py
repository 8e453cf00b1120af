"""Commitments as items that are ticked off: done with evidence, late by the day, whose they are."""

from __future__ import annotations

from datetime import date

import pytest
from tests import makers
from tests.makers import Role
from tests.organisations.agreements.kit import DAY, agreement, commitment

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.organisations.agreements import domain, queries
from portici.organisations.models import Commitment, CommitmentState

pytestmark = pytest.mark.django_db


def test_late_is_what_is_undone_after_its_day_and_the_store_says_the_same() -> None:
    one = makers.organisation("One")
    made, over = agreement(parties=(one,)), agreement("Over", parties=(one,))
    coordinator = makers.coordinator()
    due = {
        CommitmentState.LATE: commitment(made, one, "Late", due_on=date(2026, 3, 1)),
        CommitmentState.OPEN: commitment(made, one, "Today", due_on=date(2026, 3, 2)),
        CommitmentState.DONE: commitment(made, one, "Done", due_on=date(2026, 3, 1)),
        CommitmentState.LAPSED: commitment(over, one, "Lapsed", due_on=date(2026, 3, 1)),
    }
    domain.complete_commitment(
        actor=coordinator, commitment=due[CommitmentState.DONE], done_on=DAY, evidence="Register"
    )
    domain.close_agreement(actor=coordinator, agreement=over, closed_on=date(2026, 3, 2), reason="Act 1")
    stored = {one.text: one for one in Commitment.objects.select_related("agreement")}
    assert {state: stored[one.text].state for state, one in due.items()} == {state: state for state in due}
    for state, row in due.items():
        assert list(Commitment.objects.filter(queries.in_commitment_state(state))) == [row]


def test_one_without_a_day_is_never_late() -> None:
    one = makers.organisation("One")
    assert commitment(agreement(parties=(one,)), one).state is CommitmentState.OPEN


def test_its_own_contact_says_that_it_is_done_and_others_do_not() -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    row = commitment(agreement(parties=(own, other)), own)
    done = {
        "done_on": DAY,
        "evidence": " Register  of presences ",
        "evidence_url": "https://own.example/register",
    }
    for actor in (makers.actor(Role.PARTNER_CONTACT, other), makers.actor(Role.AUDITOR)):
        with pytest.raises(Refused):
            domain.complete_commitment(actor=actor, commitment=row, **done)
    domain.complete_commitment(actor=makers.actor(Role.PARTNER_CONTACT, own), commitment=row, **done)
    assert (row.state, row.evidence) == (CommitmentState.DONE, "Register of presences")
    with pytest.raises(Refused):
        domain.reopen_commitment(actor=makers.actor(Role.PARTNER_CONTACT, own), commitment=row, reason="No")
    domain.reopen_commitment(actor=makers.coordinator(), commitment=row, reason="The register is empty")
    assert (row.done_on, row.evidence, row.evidence_url) == (None, "", "")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"evidence": " "}, ("evidence", "missing")),
        ({"done_on": date(2026, 3, 3)}, ("done_on", "date.future")),
        ({"evidence_url": "javascript:alert(1)"}, ("evidence_url", "field")),
    ],
)
def test_done_needs_evidence_and_a_day_that_has_come(
    values: dict[str, object], found: tuple[str, str]
) -> None:
    one = makers.organisation("One")
    row = commitment(agreement(parties=(one,)), one)
    given = {"done_on": DAY, "evidence": "Register", **values}
    with pytest.raises(Invalid) as raised:
        domain.complete_commitment(actor=makers.coordinator(), commitment=row, **given)  # type: ignore[arg-type]
    assert [(finding.field, finding.code) for finding in raised.value.findings] == [found]
    row.refresh_from_db()
    assert row.done_on is None


def test_words_and_days_change_and_are_told_under_the_agreement() -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))
    row = commitment(made, one)
    coordinator = makers.coordinator()
    with pytest.raises(Invalid):
        domain.amend_commitment(actor=coordinator, commitment=row, values={"text": "  "})
    with pytest.raises(Conflict):
        domain.amend_commitment(actor=coordinator, commitment=row, values={"due_on": DAY}, version=1)
    before = made.version
    domain.amend_commitment(actor=coordinator, commitment=row, values={"text": "To teach"})
    made.refresh_from_db()
    assert made.version == before
    for values in ({"text": "To teach | Lab"}, {"text": "To teach", "in_charge": "Lab"}, {"in_charge": ""}):
        domain.amend_commitment(actor=coordinator, commitment=row, values=values)
        assert {name: getattr(Commitment.objects.get(pk=row.pk), name) for name in values} == values
    domain.amend_commitment(actor=coordinator, commitment=row, values={"due_on": DAY}, reason="Agreed")
    entry = entries_about(kind="agreement", ref=made.uid)[0]
    changes = [(change.field, change.value.before, change.value.after) for change in entry.changes.all()]
    assert changes == [("commitments", "One: To teach", "One: To teach | 2026-02-02")]


def test_what_was_done_stays_and_a_slip_is_taken_away() -> None:
    one = makers.organisation("One")
    made = agreement(parties=(one,))
    slip, done = commitment(made, one, "Slip"), commitment(made, one, "Done")
    coordinator = makers.coordinator()
    domain.complete_commitment(actor=coordinator, commitment=done, done_on=DAY, evidence="Register")
    with pytest.raises(Refused):
        domain.remove_commitment(actor=coordinator, commitment=done)
    domain.remove_commitment(actor=coordinator, commitment=slip)
    assert list(Commitment.objects.all()) == [done]


def test_what_falls_due_is_asked_of_whom_it_concerns() -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    made = agreement(parties=(own, other), ends_on=date(2026, 5, 31))
    late = [commitment(made, one, f"{one}'s", due_on=DAY) for one in (own, other)]
    commitment(made, own, "Not yet", due_on=date(2026, 4, 1))
    assert list(queries.late_commitments(makers.coordinator())) == late
    assert list(queries.late_commitments(makers.actor(Role.PARTNER_CONTACT, own))) == late[:1]
    assert list(queries.ending(makers.coordinator())) == [made]
    domain.close_agreement(
        actor=makers.coordinator(), agreement=made, closed_on=date(2026, 3, 2), reason="Act 1"
    )
    assert list(queries.late_commitments(makers.coordinator())) == []
    assert list(queries.ending(makers.coordinator())) == []
