"""The dossier of a meeting: what it is made of, that it is frozen when it is sent and told to each member once, who reads what."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from tests import chain, following, makers, meetings, papers
from tests.makers import Role
from tests.meetings import BEGINS, SECRETARY
from tests.papers import WHY, WORD

from portici.governance.models import BoardDossier, Decision, Delegate, Meeting
from portici.governance.papers import blocks, domain, queries
from portici.governance.papers import dossier as paper
from portici.journal.queries import chain_state
from portici.journal.sealing import seal_waiting
from portici.kernel import clock
from portici.kernel.findings import Conflict, Refused
from portici.outbox.models import Message
from portici.people.models import Grant
from portici.records.links import seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
LINK = "https://office.example/ufficio/governo/dossier/x/"


@pytest.fixture
def board() -> papers.Board:
    return papers.board()


@pytest.fixture
def meeting(board: papers.Board) -> Meeting:
    made = meetings.meeting(board.body, place="Sala Rossa", language="en")
    papers.agenda(made)
    return made


def begun(meeting: Meeting, note: str = "Read the plan first.") -> BoardDossier:
    return domain.begin_dossier(actor=SECRETARY, meeting=meeting, note=note)


def text(actor: object, dossier: BoardDossier, language: str = "en") -> str:
    return blocks.as_text(queries.dossier_text(actor, dossier, language))  # type: ignore[arg-type] # an actor


def send(dossier: BoardDossier, **options: object) -> BoardDossier:
    return domain.send_dossier(actor=SECRETARY, dossier=dossier, link=LINK, **options)  # type: ignore[arg-type] # a version


def test_what_a_member_knows_before(board: papers.Board, meeting: Meeting) -> None:
    area = makers.area("Bolognina")
    project = chain.project("BO3.1.1.a", title="Schools open")
    chain.sheet(project, amount_programmed=Decimal(1000), amount_paid=Decimal("250.5"))
    activity = chain.activity(project, areas=[area])
    hidden = chain.activity(chain.project(published=False), "Hidden activity", published=False)
    schools = chain.decision(board.body, "Open the schools", activities=[activity, hidden])
    following.said(
        following.follow_up(schools, "Call a tender", due_on=clock.today() - timedelta(days=1)), "under_way"
    )
    chain.decision(board.body, "Do nothing yet")
    Decision.objects.filter(pk=chain.decision(board.body, WORD, published=False).pk).update(
        is_confidential=True
    )
    with clock.suspended(BEGINS + timedelta(days=2)):
        chain.decision(board.body, "Taken afterwards", decided_on=BEGINS.date() + timedelta(days=1))
    told = text(SECRETARY, begun(meeting))
    for said in (
        "Place: Sala Rossa",
        "Read the plan first.",
        "1 | 10:00 | Annual work plan | To be decided | € 60,000.00 – € 120,000.00",
        f"2 | 10:30 | Purchase of {WORD}",
        (
            "1/2026 Open the schools | 01/02/2026 | Under way (late) | follows from the activity: Not begun 1; said: Under way 1"
            "; not all that carries it out is open to those who read this"
        ),
        "2/2026 Do nothing yet | 01/02/2026 | Nobody works on it | –",
        "Schools open | € 1,000.00 | – | € 250.50 | 15/01/2026",
        "Total | € 1,000.00 | – | € 250.50 | ",
        "All of it | Every line begins. | € 120,000.00",
        f"confidential: {WHY}: {WORD}",
    ):
        assert said in told
    for left_out in ("Hidden activity", "Taken afterwards"):
        assert left_out not in told
    assert "Programma annuale" not in told
    assert "Ordine del giorno" in text(SECRETARY, begun(meeting), "it")


def test_what_is_hidden_from_members_is_neither_named_nor_denied(
    meeting: Meeting, board: papers.Board
) -> None:
    """The screen, the frozen text and the command line say the same of it, whoever asks."""
    draft = chain.activity(title="Hidden activity", published=False)
    chain.decision(board.body, "Taken in hand", activities=[draft])
    followed = chain.decision(board.body, "Asked for")
    following.follow_up(followed, "Buy chairs", activity=draft)
    line = "| 01/02/2026 | Not known |"
    untold = "not all that carries it out is open to those who read this"
    dossier = begun(meeting)
    sections = paper.composed(meeting, "", "en")
    for is_member in (True, False):
        read = blocks.as_text(blocks.read_by(sections, is_member=is_member))
        assert f"1/2026 Taken in hand {line} {untold}" in read
        assert f"2/2026 Asked for {line} not known: Not known 1; {untold}" in read
        assert "Nobody works on it" not in read
        assert "Hidden" not in read
    send(dossier)
    assert f"1/2026 Taken in hand {line} {untold}" in text(SECRETARY, dossier)


def test_others_read_nothing_of_what_is_confidential(meeting: Meeting) -> None:
    dossier = send(begun(meeting))
    for role in Role:
        read = text(makers.actor(role, meeting.body), dossier)
        members = role in {Role.COORDINATOR, Role.BOARD_SECRETARY, Role.AUDITOR, Role.BOARD_MEMBER}
        assert (WORD in read, WHY in read, "987,654" in read) == (members, members, members)
        assert ("### Item 2: confidential\n\n" in read) is not members


def test_it_is_frozen_and_told_once_to_each_member(board: papers.Board, meeting: Meeting) -> None:
    substitute, gone = makers.user("Substitute"), makers.user("Gone")
    for user in (substitute, gone):
        Grant.objects.create(
            user=user, role=Role.BOARD_MEMBER, scope="body", scope_uid=board.body.uid, since=clock.today()
        )
    Delegate.objects.create(member=board.seats[0], person_name="S", account=substitute)
    Delegate.objects.create(
        member=board.seats[0], person_name="G", account=gone, until=clock.today() - timedelta(days=1)
    )
    seal_waiting()
    dossier = begun(meeting)
    member = makers.actor(Role.BOARD_MEMBER, board.body)
    assert not seen(BoardDossier, member).exists()
    with pytest.raises(Conflict):
        send(dossier, version=7)
    send(dossier, version=1)
    assert seen(BoardDossier, member).get() == dossier
    before = text(member, dossier)
    assert chain_state().head in before
    meeting.items.update(title="Another title")
    chain.decision(board.body, "Taken later")
    assert text(member, BoardDossier.objects.get(pk=dossier.pk)) == before
    assert (WORD in str(dossier.frozen["it"]), len(dossier.digest)) == (True, 64)
    for refused in (
        lambda: send(dossier),
        lambda: domain.amend_dossier(actor=SECRETARY, dossier=dossier, values={"note": "Other"}),
    ):
        with pytest.raises(Refused, match="has been sent"):
            refused()
    told = list(Message.objects.filter(kind="dossier-sent").order_by("pk"))
    assert [one.recipient for one in told] == sorted(
        (user.email for user in [*board.users, substitute]), key=lambda email: int(email[4:].split("@")[0])
    )
    assert {one.subject for one in told} == {"Board, seduta 1/2026: il dossier è pronto"}
    assert all(LINK in str(one.parts) and WORD not in str(one.parts) for one in told)


def test_who_makes_one_and_for_which_meeting(board: papers.Board, meeting: Meeting) -> None:
    assert begun(meeting) == begun(meeting, "A second time")
    with pytest.raises(Refused):
        domain.begin_dossier(actor=makers.actor(Role.BOARD_MEMBER, board.body), meeting=meeting)
    with pytest.raises(Refused, match="still to come"):
        begun(papers.closed(meetings.meeting(board.body)))
    other = begun(meetings.meeting(board.body))
    meetings.sitting(other.meeting)
    with pytest.raises(Refused, match="still to come"):
        send(other)


def test_the_next_meeting_of_a_body(board: papers.Board) -> None:
    past = meetings.meeting(board.body, starts_at=clock.now() - timedelta(days=3))
    assert queries.next_meeting(SECRETARY, board.body) is None
    later = meetings.meeting(board.body, starts_at=BEGINS + timedelta(days=1))
    first = meetings.meeting(board.body)
    assert queries.next_meeting(SECRETARY, board.body) == first
    assert queries.next_meeting(makers.VISITOR, board.body) is None
    papers.closed(first)
    assert queries.next_meeting(SECRETARY, board.body) == later
    meetings.sitting(past)
    assert queries.next_meeting(SECRETARY, board.body) == past


def test_a_meeting_without_any_row_and_one_of_forty(board: papers.Board) -> None:
    empty = text(SECRETARY, begun(meetings.meeting(board.body, language="en")))
    for said in ("Nothing is on the agenda yet.", "Nothing was decided before.", "No project carries out"):
        assert said in empty
    many = meetings.meeting(board.body)
    for number in range(40):
        meetings.item(many, f"Thing {number}")
    told = text(SECRETARY, begun(many))
    assert [f"### {number + 1}. Thing {number}\n" in told for number in range(40)] == [True] * 40
