"""Who sits is called, told of changes and of the cancellation: each once, with an entry that stays the same in the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from tests import chain, makers, meetings
from tests.makers import Role
from tests.meetings import BEGINS, SECRETARY

from portici.governance import domain as governance
from portici.governance import subjects
from portici.governance.meetings import domain, queries
from portici.governance.models import Body, Meeting, MeetingSeries, Member, Reply
from portici.integrations.mail.letters import as_mail
from portici.kernel.findings import Invalid, Refused
from portici.kernel.subjects import Person
from portici.outbox.kinds import Letter
from portici.outbox.models import Message
from portici.people.models import Grant, User
from portici.people.queries import actor_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def member_account(body: Body, name: str = "") -> User:
    user = makers.user(name)
    Grant.objects.create(
        user=user, role="board_member", scope="body", scope_uid=body.uid, since=date(2026, 1, 1)
    )
    return user


def seat(body: Body, user: User | None = None, **values: Any) -> Member:
    return governance.add_member(
        actor=SECRETARY, body=body, organisation=makers.organisation(), account=user, **values
    )


def told() -> list[tuple[str, str]]:
    """The kind and the recipient of every message, in the order of writing."""
    return list(Message.objects.order_by("id").values_list("kind", "recipient"))


def entry(message: Message) -> tuple[Any, Any]:
    """The calendar of a message and its one event."""
    (part,) = [part for part in message.parts if part["type"].startswith("text/calendar")]
    calendar = Calendar.from_ical(part["text"])
    return calendar, calendar.walk("VEVENT")[0]


def test_from_the_convocation_to_the_cancellation() -> None:
    board = chain.body()
    holder, delegate, stranger = member_account(board), member_account(board), member_account(chain.body())
    first, second = seat(board, holder), seat(board)
    governance.appoint_delegate(actor=SECRETARY, member=second, person_name="D", account=delegate)
    governance.appoint_delegate(
        actor=SECRETARY, member=first, person_name="Past", account=delegate, until=date(2026, 1, 31)
    )
    held = meetings.meeting(board, place="Hall", remote_address="https://meet.example/x")
    meetings.item(held, "Open item")
    meetings.item(held, "Zanzibar", is_confidential=True, confidential_because="Law")
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    assert told() == [("meeting-convened", holder.email), ("meeting-convened", delegate.email)]
    domain.amend_meeting(
        actor=SECRETARY, meeting=held, values={"urgent_because": "Nothing that calendars show"}
    )
    assert Message.objects.count() == 2
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"place": "Other hall"})
    governance.amend_member(actor=SECRETARY, member=first, values={"account": None})
    domain.announce_agenda(actor=SECRETARY, meeting=held)
    domain.cancel_meeting(actor=SECRETARY, meeting=held, reason="Snow")
    assert told()[2:] == [
        ("meeting-amended", holder.email), ("meeting-amended", delegate.email),
        ("meeting-amended", delegate.email), ("meeting-released", holder.email),
        ("meeting-cancelled", delegate.email),
    ]  # fmt: skip
    entries = [entry(message) for message in Message.objects.filter(recipient=delegate.email).order_by("id")]
    assert [str(calendar["method"]) for calendar, _event in entries] == [
        "REQUEST",
        "REQUEST",
        "REQUEST",
        "CANCEL",
    ]
    assert [int(event["sequence"]) for _calendar, event in entries] == [1, 2, 3, 4]
    assert {str(event["uid"]) for _calendar, event in entries} == {f"{held.uid}@localhost"}
    begins = entries[0][1]["dtstart"]
    assert (begins.params["TZID"], begins.dt.isoformat()) == ("Europe/Rome", "2026-03-20T10:00:00+01:00")
    assert [str(event["location"]) for _calendar, event in entries[:2]] == ["Hall", "Other hall"]
    assert stranger.email not in {recipient for _kind, recipient in told()}
    whole = "\n".join(f"{one.subject} {one.parts} {one.data}" for one in Message.objects.all())
    left = Message.objects.get(kind="meeting-released")
    assert (str(entry(left)[0]["method"]), str(entry(left)[1]["status"])) == ("CANCEL", "CANCELLED")
    assert "does not take place" not in left.parts[0]["text"]
    assert ("Zanzibar" in whole, "1. Open item" in whole, "Snow" in whole) == (False, True, True)


def test_the_mail_has_a_text_and_an_entry_with_its_method() -> None:
    letter = Letter("S", (("text/plain", "T"), ("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")))
    sent = as_mail("uid", "a@b.example", letter).message()
    parts = [part for part in sent.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/calendar"]
    assert (parts[1].get_param("method"), sent.get_content_type()) == ("REQUEST", "multipart/alternative")


def test_an_account_without_the_role_sits_nowhere() -> None:
    board = chain.body()
    with pytest.raises(Invalid, match="role of member of this body"):
        seat(board, makers.user())
    user = member_account(board)
    seat(board, user)
    Grant.objects.update(until=date(2026, 2, 1))
    domain.convene_meeting(actor=SECRETARY, meeting=meetings.meeting(board))
    assert told() == []


def test_a_seat_outlives_the_role_and_forgets_the_account() -> None:
    board = chain.body()
    user = member_account(board, "Ada Prova")
    mine = seat(board, user, until=date(2020, 1, 1))
    theirs = governance.appoint_delegate(
        actor=SECRETARY, member=mine, person_name="Ada Prova", account=user, until=date(2020, 1, 1)
    )
    Grant.objects.update(until=date(2026, 2, 1))
    governance.end_member(actor=SECRETARY, member=mine, until=date(2019, 12, 31))
    ada = Person(user.email, uid=user.uid)
    assert [len(one.find(ada)) for one in (subjects.Members(), subjects.Delegates())] == [1, 1]
    for one in (subjects.Members(), subjects.Delegates()):
        assert (one.due(date(2026, 3, 2)), one.dispose(makers.SYSTEM, date(2026, 3, 2))) == (1, 1)
        assert one.due(date(2026, 3, 2)) == 0
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.account, theirs.account, theirs.person_name) == (None, None, "")


def test_a_moved_meeting_keeps_the_notice_and_a_cancelled_one_needs_a_reason() -> None:
    board = chain.body()
    governance.set_rules(actor=SECRETARY, body=board, values={"notice_days": 10}, majorities={})
    held = meetings.meeting(board)
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    with pytest.raises(Invalid, match="10 days of notice"):
        domain.amend_meeting(actor=SECRETARY, meeting=held, values={"starts_at": BEGINS - timedelta(days=10)})
    with pytest.raises(Invalid, match="why the meeting is cancelled"):
        domain.cancel_meeting(actor=SECRETARY, meeting=held, reason="")
    held.refresh_from_db()
    assert (held.sequence, held.starts_at) == (1, BEGINS)


def test_a_seat_answers_for_itself() -> None:
    board = chain.body()
    user, other = member_account(board), member_account(board)
    mine, theirs = seat(board, user), seat(board)
    governance.appoint_delegate(actor=SECRETARY, member=theirs, person_name="D", account=other)
    held = meetings.meeting(board)
    with pytest.raises(Refused, match="between the convocation"):
        domain.reply(actor=actor_for(user), meeting=held, member=mine, answer="comes")
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    version = Meeting.objects.get().version
    domain.reply(actor=actor_for(user), meeting=held, member=mine, answer="comes")
    domain.reply(actor=actor_for(user), meeting=held, member=mine, answer="excused")
    domain.reply(actor=actor_for(other), meeting=held, member=theirs, answer="remote")
    with pytest.raises(Refused, match="Only who sits"):
        domain.reply(actor=actor_for(user), meeting=held, member=theirs, answer="comes")
    with pytest.raises(Invalid):
        domain.reply(actor=SECRETARY, meeting=held, member=mine, answer="perhaps")
    with pytest.raises(Invalid, match="held on the day"):
        domain.reply(actor=SECRETARY, meeting=held, member=seat(chain.body()), answer="comes")
    answers = {one.member.pk: one.reply.answer for one in queries.replies_of(SECRETARY, held) if one.reply}
    assert answers == {mine.pk: Reply.Answer.EXCUSED, theirs.pk: Reply.Answer.REMOTE}
    assert Meeting.objects.get().version == version


def test_a_series_has_its_day_and_hour_in_every_month() -> None:
    board = chain.body()
    first = BEGINS.replace(month=1, day=31)
    series = domain.plan_series(
        actor=SECRETARY, body=board, starts_at=first, ends_at=first + timedelta(hours=2), every_months=2,
        times=3, place="Hall",
    )  # fmt: skip
    planned = [(one.starts_at.isoformat(), one.address) for one in series.meetings.order_by("starts_at")]
    assert planned == [
        ("2026-01-31T09:00:00+00:00", f"{board.code}-2026-m1"),
        ("2026-03-31T08:00:00+00:00", f"{board.code}-2026-m2"),
        ("2026-05-31T08:00:00+00:00", f"{board.code}-2026-m3"),
    ]
    with pytest.raises(Invalid, match="2 to 36"):
        domain.plan_series(actor=SECRETARY, body=board, starts_at=first, every_months=1, times=1)
    with pytest.raises(Refused):
        domain.plan_series(actor=makers.VISITOR, body=board, starts_at=first, every_months=1, times=2)
    assert MeetingSeries.objects.count() == 1


def test_what_falls_due() -> None:
    """The second of March 2026 is the day of the tests."""
    board, table = chain.body(established_on=date(2025, 1, 1)), chain.body()
    values = {"meets_every_months": 3, "notice_days": 15}
    governance.set_rules(actor=SECRETARY, body=board, values=values, majorities={})
    assert [(one.body, one.due_on) for one in queries.bodies_late(SECRETARY)] == [(board, date(2025, 4, 1))]
    near, far = meetings.meeting(board), meetings.meeting(table)
    assert queries.to_convene(SECRETARY) == [(near, date(2026, 3, 5))]
    Meeting.objects.filter(pk=far.pk).update(starts_at=BEGINS - timedelta(days=14))
    domain.convene_meeting(actor=SECRETARY, meeting=far)
    assert list(queries.coming(makers.actor(Role.BOARD_MEMBER, table))) == [far]
    assert list(queries.coming(makers.actor(Role.BOARD_MEMBER, board))) == []
    domain.open_meeting(actor=SECRETARY, meeting=domain.convene_meeting(actor=SECRETARY, meeting=near))
    assert queries.bodies_late(SECRETARY) == []


def test_in_writing_only_where_the_rules_of_the_day_have_such_a_procedure() -> None:
    board = chain.body()
    for since, days in ((None, None), (BEGINS.date(), 5)):
        governance.set_rules(
            actor=SECRETARY, body=board, in_force_from=since, values={"written_days": days}, majorities={}
        )
    before = BEGINS - timedelta(days=1)
    for body, begins in ((chain.body(), BEGINS), (board, before)):
        with pytest.raises(Invalid, match="with the days to answer"):
            meetings.meeting(body, manner="written", starts_at=begins)
    held = meetings.meeting(board, manner="written")
    room = meetings.meeting(board, starts_at=before)
    for one, values in ((room, {"manner": "written"}), (held, {"starts_at": before})):
        with pytest.raises(Invalid, match="with the days to answer"):
            domain.amend_meeting(actor=SECRETARY, meeting=one, values=values)
    rulebook = board.rules.get(in_force_from=BEGINS.date())
    governance.amend_rules(actor=SECRETARY, rulebook=rulebook, values={"written_days": None})
    with pytest.raises(Invalid, match="with the days to answer"):
        domain.convene_meeting(actor=SECRETARY, meeting=held)
    governance.amend_rules(actor=SECRETARY, rulebook=rulebook, values={"written_days": 3})
    assert domain.convene_meeting(actor=SECRETARY, meeting=held).state == "convened"
