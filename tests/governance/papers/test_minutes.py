"""Minutes: made of the record, corrected until they are approved, then closed with the digests of the whole and of the public text."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from tests import chain, makers, meetings, papers, sittings
from tests.makers import Role
from tests.meetings import BEGINS, SECRETARY
from tests.papers import WHY, WORD

from portici.governance import domain as governance
from portici.governance.meetings import domain as meeting_desks
from portici.governance.meetings.seats import people_on
from portici.governance.models import Attendance, Ballot, Meeting, Minutes, MinutesState, Motion
from portici.governance.papers import blocks, domain, queries
from portici.governance.papers.reading import explained
from portici.governance.sitting import domain as sitting
from portici.governance.subjects import Acts
from portici.journal.models import Entry
from portici.kernel import clock
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.kernel.subjects import Person
from portici.outbox.models import Message
from portici.records import domain as records
from portici.records.links import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def board() -> papers.Board:
    return papers.board()


@pytest.fixture
def held(board: papers.Board) -> Meeting:
    """A meeting in English with three items, closed."""
    made = meetings.meeting(board.body, place="Sala Rossa", language="en")
    papers.agenda(made)
    came = BEGINS + timedelta(minutes=5)
    Attendance.objects.create(meeting=made, member=board.seats[0], came_at=came)
    Attendance.objects.create(
        meeting=made, member=board.seats[1], came_at=came, left_at=came + timedelta(hours=1), is_remote=True
    )
    return papers.closed(made)


def drafted(meeting: Meeting) -> Minutes:
    return domain.draft_minutes(actor=SECRETARY, meeting=meeting)


def text(actor: Any, minutes: Minutes) -> str:
    return blocks.as_text(queries.minutes_text(actor, minutes))


def test_made_of_the_record(held: Meeting) -> None:
    minutes = drafted(held)
    assert minutes.opening == "Board, meeting 1/2026 of 20 March 2026, begins at 10:00."
    assert minutes.closing == "The meeting is closed at 12:00."
    whole = text(SECRETARY, minutes)
    for said in (
        "Place: Sala Rossa",
        "Comune board | Holder of the seat, Comune person | 10:05 | 12:00",
        "Curia board | Holder of the seat, Curia person, from afar | 10:05 | 11:05",
        "### Who was not there\n\n- Università board",
        "## 1. Annual work plan",
        f"## 2. Purchase of {WORD}",
        f"confidential: {WHY}: {WORD}",
    ):
        assert said in whole
    assert drafted(held) == minutes


def test_what_others_read_has_nothing_of_what_is_confidential(held: Meeting) -> None:
    minutes = drafted(held)
    for role in Role:
        actor = makers.actor(role, held.body)
        read = text(actor, minutes)
        members = role in {Role.COORDINATOR, Role.BOARD_SECRETARY, Role.AUDITOR, Role.BOARD_MEMBER}
        assert (WORD in read, WHY in read, "Comune person" in read) == (members, members, members)
        assert ("## Item 2: confidential\n\n" in read) is not members
    stranger = makers.actor(Role.BOARD_MEMBER, chain.body())
    assert WORD not in text(stranger, minutes)


def test_nothing_is_told_of_a_withheld_organisation_nor_of_what_was_decided_in_confidence(
    board: papers.Board, held: Meeting
) -> None:
    records.withdraw(actor=makers.coordinator(), record=board.seats[0].organisation, reason="An error")
    chain_decision = chain.decision(board.body, "Marrakesh", published=False)
    plan = held.items.first()
    type(chain_decision).objects.filter(pk=chain_decision.pk).update(item=plan, is_confidential=True)
    minutes = drafted(held)
    assert "Marrakesh" in text(SECRETARY, minutes)
    public = text(makers.VISITOR, minutes)
    assert "a seat whose holder is not public | Holder of the seat | 10:05 | 12:00" in public
    for word in ("Comune board", "Marrakesh", "Annual work plan"):
        assert word not in public
    assert "## Item 1: confidential" in public


def test_they_are_closed_with_digests_that_anybody_can_check(board: papers.Board, held: Meeting) -> None:
    minutes = drafted(held)
    later = meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=30))
    made = papers.approved(minutes, later)
    assert (made.state, made.approved_in) == (MinutesState.APPROVED, later)
    for actor, digest in ((SECRETARY, made.digest), (makers.VISITOR, made.public_digest)):
        assert hashlib.sha256(text(actor, made).encode()).hexdigest() == digest
    assert made.digest != made.public_digest
    before = text(SECRETARY, made)
    # What the text was made of changes; the text does not.
    board.body.__class__.objects.filter(pk=board.body.pk).update(name="Other name")
    held.items.update(title="Other title", minuted="Other words")
    assert text(SECRETARY, Minutes.objects.get(pk=made.pk)) == before
    for refused in (
        lambda: domain.amend_minutes(actor=SECRETARY, minutes=made, values={"closing": "Otherwise"}),
        lambda: domain.take_back_minutes(actor=SECRETARY, minutes=made),
        lambda: meeting_desks.amend_item(actor=SECRETARY, item=held.items.first(), values={"minuted": "No"}),
    ):
        with pytest.raises(Refused):
            refused()
    named = Person("x@y.example", frozenset({"Curia person"}))
    assert Acts().find(named) == [{"minutes": "Other name 1/2026", "digest": made.digest}]
    assert Acts().erase(named, SECRETARY, "Asked").kept == 1
    assert Acts().find(Person("x@y.example", frozenset({"Nobody Of These"}))) == []
    told = Entry.objects.filter(kind="minutes", ref=made.uid)
    fields = {change.field: change.value.after for entry in told for change in entry.changes.all()}
    assert "frozen" not in fields
    assert WORD not in str(fields)


def test_what_was_said_of_an_item_is_corrected_until_then(held: Meeting) -> None:
    item = held.items.first()
    meeting_desks.amend_item(actor=SECRETARY, item=item, values={"minuted": "The plan is explained."})
    assert "The plan is explained." in text(SECRETARY, drafted(held))
    with pytest.raises(Refused, match="stays as it is"):
        meeting_desks.amend_item(actor=SECRETARY, item=item, values={"title": "Another"})
    with pytest.raises(Refused):
        meeting_desks.amend_item(
            actor=makers.actor(Role.BOARD_MEMBER, held.body), item=item, values={"minuted": "No"}
        )


def test_what_lies_before_the_body_is_taken_back_before_it_changes(held: Meeting) -> None:
    item, minutes = held.items.first(), drafted(held)
    said = {"minuted": "It was said."}
    domain.propose_minutes(actor=SECRETARY, minutes=minutes)
    before = text(SECRETARY, minutes)
    with pytest.raises(Refused, match="make them a draft again"):
        meeting_desks.amend_item(actor=SECRETARY, item=item, values=said)
    with pytest.raises(Refused, match="make them a draft again"):
        domain.amend_minutes(actor=SECRETARY, minutes=minutes, values={"opening": "Otherwise"})
    assert text(SECRETARY, Minutes.objects.get(pk=minutes.pk)) == before
    domain.take_back_minutes(actor=SECRETARY, minutes=minutes)
    meeting_desks.amend_item(actor=SECRETARY, item=item, values=said)
    assert "It was said." in text(SECRETARY, Minutes.objects.get(pk=minutes.pk))


def test_what_is_approved_is_what_was_laid_before_the_body(board: papers.Board, held: Meeting) -> None:
    minutes = drafted(held)
    later = meetings.sitting(meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=30)))
    domain.propose_minutes(actor=SECRETARY, minutes=minutes)
    board.body.__class__.objects.filter(pk=board.body.pk).update(name="Other name")
    with pytest.raises(Invalid, match="has changed since"):
        domain.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=later)
    domain.take_back_minutes(actor=SECRETARY, minutes=minutes)
    assert minutes.digest == ""
    domain.propose_minutes(actor=SECRETARY, minutes=minutes)
    laid = text(SECRETARY, minutes)
    domain.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=later)
    assert (text(SECRETARY, minutes), minutes.digest) == (laid, hashlib.sha256(laid.encode()).hexdigest())


def test_what_is_withheld_is_told_in_public_by_its_reason_alone(board: papers.Board, held: Meeting) -> None:
    plan, _secret, news = held.items.order_by("position")
    plan.minuted = "Marrakesh is best."
    plan.save()
    Motion.objects.create(item=plan, text="To go to Marrakesh.")
    taken = chain.decision(board.body, "Marrakesh", published=False, item=plan)
    minutes = drafted(held)
    assert "To go to Marrakesh." in text(makers.VISITOR, minutes)
    records.publish(actor=SECRETARY, record=news)
    records.withdraw(actor=SECRETARY, record=news, reason="By mistake")
    governance.amend_decision(
        actor=SECRETARY, decision=taken, values={"withheld_because": "A tender is open"}
    )
    public, whole = (text(actor, minutes) for actor in (makers.VISITOR, SECRETARY))
    for word in ("Marrakesh", "Annual work plan", "The plan of the year", "News from the office"):
        assert (word in public, word in whole) == (False, True)
    told = "## Item 1: withheld, because: A tender is open\n\n- Decision 1/2026\n\n## Item 2: confidential\n\n## Item 3: withheld\n"
    assert told in public
    records.publish(actor=SECRETARY, record=taken)
    assert "Marrakesh is best." in text(makers.VISITOR, minutes)


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [({"ties": "again"}, "Tied, to be voted again"), ({"quorum_share": "3/4"}, "No quorum")],
)
def test_a_vote_that_settled_nothing_is_told_with_its_roll(rules: dict[str, Any], outcome: str) -> None:
    roll = "- In favour: a\n- Against: b"
    held = sittings.hold("abc", rules=rules)
    records.amend(actor=SECRETARY, record=held.meeting, values={"language": "en"})
    held.come("a", "b")
    motion = held.put(text="To open the gym.")
    for name, choice in (("a", "for"), ("b", "against")):
        held.vote(motion, name, choice)
    voted = held.close(motion)
    held.motion("To shut the gym.")
    dropped = held.motion("To sell the gym.")
    sitting.take_back_motion(actor=SECRETARY, motion=dropped)
    first = dict(voted.verdict)
    meeting_desks.close_meeting(actor=SECRETARY, meeting=held.meeting)
    minutes = Minutes.objects.get(meeting=held.meeting)
    read = text(SECRETARY, minutes)
    once = f"To open the gym.\n\nVote by roll call. Ordinary matters. Outcome: {outcome}.\n\n"
    assert (once in read, roll in read, read.count("Not put to the vote.")) == (True, True, 1)
    assert "To sell the gym.\n\nTaken back before the vote." in read
    with translation.override("en"):
        assert explained(first)[-1] in read
    # The same text voted twice: both verdicts are told, each with the roll of its own vote.
    again = {**first, "round": 2, "outcome": "not_adopted", "earlier": [first]}
    Motion.objects.filter(pk=voted.pk).update(round=2, outcome="not_adopted", verdict=again, state="settled")
    Ballot.objects.create(motion=voted, round=2, member=held.seats["a"], choice="against", cast_at=BEGINS)
    read = text(SECRETARY, minutes)
    first_at, second_at = (read.index(f"Vote number {number}\n") for number in (1, 2))
    assert first_at < read.index(roll) < second_at < read.index("Outcome: Not adopted.")
    assert second_at < read.index("- Against: a\n")


def test_who_and_when(board: papers.Board, held: Meeting) -> None:
    open_one = meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=40))
    with pytest.raises(Refused, match="when the meeting is closed"):
        drafted(open_one)
    member = makers.actor(Role.BOARD_MEMBER, board.body)
    with pytest.raises(Refused):
        domain.draft_minutes(actor=member, meeting=held)
    minutes = drafted(held)
    assert not seen(Minutes, member).exists()
    with pytest.raises(Refused):
        domain.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=open_one)
    with pytest.raises(Refused, match="approved them"):
        records.publish(actor=SECRETARY, record=minutes)
    with pytest.raises(Conflict):
        domain.amend_minutes(actor=SECRETARY, minutes=minutes, values={"opening": "So"}, version=9)
    domain.propose_minutes(actor=SECRETARY, minutes=minutes)
    assert seen(Minutes, member).get() == minutes
    other = meetings.sitting(meetings.meeting(chain.body(), starts_at=BEGINS + timedelta(days=40)))
    for wrong in (held, open_one, other):
        with pytest.raises(Invalid, match="later meeting of the same body"):
            domain.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=wrong)
    domain.take_back_minutes(actor=SECRETARY, minutes=minutes)
    assert minutes.state == MinutesState.DRAFT


def test_what_waits_for_minutes_and_for_approval(board: papers.Board, held: Meeting) -> None:
    Minutes.objects.filter(meeting=held).delete()
    assert list(queries.without_minutes(SECRETARY)) == [held]
    minutes = drafted(held)
    assert (list(queries.without_minutes(SECRETARY)), list(queries.to_approve(SECRETARY))) == ([], [minutes])
    papers.approved(minutes, meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=30)))
    assert list(queries.to_approve(SECRETARY)) == []


def test_a_meeting_without_any_row_has_minutes_too() -> None:
    with translation.override("it"):
        made = papers.closed(meetings.meeting(chain.body("empty"), language="en"))
    assert "Nobody is recorded as present." in text(SECRETARY, drafted(made))
    with clock.suspended(BEGINS):
        assert drafted(made).language == "en"


def test_votes_as_they_were_held_through_the_desks() -> None:
    """A roll call by name, a secret ballot in numbers alone, a proxy, a recusal, and the decision that followed."""
    held = sittings.hold("abcde", rules={"most_proxies": 1, "quorum_share": "1/2"})
    records.amend(actor=SECRETARY, record=held.meeting, values={"language": "en"})
    held.come(*"abc")
    sitting.give_proxy(actor=SECRETARY, meeting=held.meeting, giver=held.seats["d"], carrier=held.seats["a"])
    called = held.put(text="To open the gym.")
    for name, choice in zip("abcd", ("for", "for", "against", "for"), strict=True):
        held.vote(called, name, choice, by=held.actor("a") if name == "d" else None)
    called = held.close(called)
    sitting.decide_from(actor=SECRETARY, motion=called)
    second = meetings.item(held.meeting, "The manager of the gym")
    sitting.declare_recusal(actor=SECRETARY, item=second, member=held.seats["c"], reason="Owns the hall")
    secret = sitting.file_motion(actor=SECRETARY, item=second, text="To name a manager.", is_secret=True)
    sitting.open_vote(actor=SECRETARY, motion=secret)
    for name in "ab":
        held.vote(held.fresh(secret), name, "for")
    held.close(held.fresh(secret))
    for item in (held.item, second):
        sitting.settle_item(actor=SECRETARY, item=item)
    meeting_desks.close_meeting(actor=SECRETARY, meeting=held.meeting)
    read = text(SECRETARY, Minutes.objects.get(meeting=held.meeting))
    for said in (
        "- d is represented by a",
        "To open the gym.",
        "Vote by roll call. Ordinary matters. Outcome: Adopted.",
        "- Votes in favour: 3; against: 1; abstained: 0; present without voting: 0.",
        "- In favour: a, b, d\n- Against: c",
        "- c declares a conflict of interest and takes no part: Owns the hall",
        "Secret ballot. Ordinary matters. Outcome: Adopted.",
        "- Votes in favour: 2; against: 0; abstained: 0; present without voting: 1.",
        "## Decisions taken\n\n- Decision 1/2026: A thing to decide",
    ):
        assert said in read
    assert read.count("- In favour: ") == 1
    public = text(makers.VISITOR, Minutes.objects.get(meeting=held.meeting))
    assert ("Owns the hall" in public, "Decision 1/2026: A thing" in public) == (False, False)
    assert "- In favour: a, b, d" in public


def test_an_amendment_stands_before_its_motion_and_has_its_own_gender() -> None:
    held = sittings.hold("ab")
    held.come(*"ab")
    motion = held.motion(text="Si apre la palestra.")
    change = sitting.file_amendment(actor=SECRETARY, motion=motion, text="Dal primo marzo.")
    for one in (change, motion):
        sitting.open_vote(actor=SECRETARY, motion=held.fresh(one))
        for name in "ab":
            held.vote(held.fresh(one), name, "for")
        held.close(held.fresh(one))
    meeting_desks.close_meeting(actor=SECRETARY, meeting=held.meeting)
    read = text(SECRETARY, Minutes.objects.get())
    places = [
        read.index(said)
        for said in ("### Emendamento", "Esito: Approvato", "### Mozione", "Esito: Approvata")
    ]
    assert places == sorted(places)


def test_members_are_told_once_that_minutes_lie_before_them(board: papers.Board, held: Meeting) -> None:
    """Taken back and laid again as they were, they are told of no second time; with another text they are."""
    minutes = drafted(held)
    member = makers.actor(Role.BOARD_MEMBER, board.body)
    assert list(queries.laid(member)) == []

    def laid() -> list[Message]:
        domain.propose_minutes(actor=SECRETARY, minutes=minutes)
        return list(Message.objects.filter(kind="minutes-laid").order_by("pk"))

    told = laid()
    assert list(queries.laid(member)) == [minutes]
    assert sorted(one.recipient for one in told) == sorted(
        user.email for user in people_on(board.body, clock.today())
    )
    assert told
    for one in told:
        assert WORD not in f"{one.subject} {one.parts}"
    domain.take_back_minutes(actor=SECRETARY, minutes=minutes)
    assert len(laid()) == len(told)
    domain.take_back_minutes(actor=SECRETARY, minutes=minutes)
    domain.amend_minutes(actor=SECRETARY, minutes=minutes, values={"closing": "Then all went home."})
    assert len(laid()) == 2 * len(told)
