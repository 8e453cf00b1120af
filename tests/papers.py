"""A board with seats and accounts, and meetings of it with all that papers tell of, for the tests of minutes and dossiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portici.governance.meetings import domain as meeting_desks
from portici.governance.models import AgendaItem, Body, Meeting, Member, Option
from portici.governance.papers import domain
from portici.kernel import clock
from portici.people import domain as people
from portici.people.models import User
from tests import chain, makers, meetings
from tests.makers import Role, Scope
from tests.meetings import SECRETARY

#: A word that only what is confidential has, and why it is.
WORD, WHY = "zanzibar", "A negotiation that is going on"
NAMES = ("Comune", "Curia", "Università")


@dataclass
class Board:
    """A published body with three seats, each with an account."""

    body: Body
    seats: list[Member] = field(default_factory=list)
    users: list[User] = field(default_factory=list)


def board(code: str = "board") -> Board:
    made = Board(chain.body(code))
    for name in NAMES:
        user = makers.user(f"{name} person")
        organisation = makers.organisation(f"{name} {code}")
        people.grant_role(
            actor=makers.actor(Role.ADMINISTRATOR),
            user=user,
            role=Role.BOARD_MEMBER,
            scope=Scope.BODY,
            scope_uid=made.body.uid,
            since=date(2025, 1, 1),
        )
        seat = Member.objects.create(
            body=made.body, organisation=organisation, person_name=f"{name} person", account=user
        )
        made.seats.append(seat)
        made.users.append(user)
    return made


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """Three items: one to be decided with two options, one that is confidential, one to be told."""
    plan = meetings.item(meeting, "Annual work plan", text="The plan of the year.", minutes_planned=30)
    Option.objects.create(item=plan, title="All of it", text="Every line begins.", cost=120_000)
    Option.objects.create(item=plan, title="Half of it", cost=60_000)
    secret = meetings.item(
        meeting, f"Purchase of {WORD}", text=f"The price of {WORD}.", is_confidential=True, confidential_because=f"{WHY}: {WORD}"
    )  # fmt: skip
    Option.objects.create(item=secret, title=f"Buy {WORD}", cost=987_654)
    told = meetings.item(meeting, "News from the office", kind="communication")
    return [plan, secret, told]


def closed(meeting: Meeting) -> Meeting:
    """The meeting convened, held and closed, at its own hours."""
    with clock.suspended(meeting.starts_at - timedelta(days=14)):
        meeting_desks.convene_meeting(actor=SECRETARY, meeting=meeting)
    with clock.suspended(meeting.starts_at):
        meeting_desks.open_meeting(actor=SECRETARY, meeting=meeting)
    with clock.suspended(meeting.starts_at + timedelta(hours=2)):
        return meeting_desks.close_meeting(actor=SECRETARY, meeting=meeting)


def approved(minutes: Any, later: Meeting) -> Any:
    """Laid before the body and approved in the later meeting, which is opened."""
    domain.propose_minutes(actor=SECRETARY, minutes=minutes)
    meetings.sitting(later)
    return domain.approve_minutes(actor=SECRETARY, minutes=minutes, approved_in=later)
