"""What a check finds while a meeting is held."""

from __future__ import annotations

from datetime import datetime

from portici.kernel import clock
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from ..models import Attendance, BodyRules, Delegate, Meeting, Member, Motion, Proxy
from ..voting import mandates_of, requirement_of


def of_the_body(meeting: Meeting, member: Member) -> list[Finding]:
    """An error for a seat of another body, or not held on the meeting's day."""
    day = meeting.day
    begun = member.since is None or member.since <= day
    lasts = member.until is None or day <= member.until
    if member.body_id == meeting.body_id and begun and lasts:
        return []
    accepted = Message(gettext_noop("A seat of the body, held on the day of the meeting."))
    todo = Message(gettext_noop("Choose one of the seats of that day."))
    return [error("sitting.seat", str(member.organisation), accepted, todo).at("member")]


def may_chair(member: Member) -> list[Finding]:
    """An error for a seat without a vote."""
    if not member.is_observer:
        return []
    accepted = Message(gettext_noop("A seat with a vote."))
    todo = Message(gettext_noop("Choose another seat."))
    return [error("sitting.chair", str(member.organisation), accepted, todo).at("chair")]


def may_sit(meeting: Meeting, member: Member, delegate: Delegate | None) -> list[Finding]:
    """An error for a delegate of another seat, or whose mandate does not hold on the day."""
    if delegate is None:
        return []
    mandates = [one for one in mandates_of(member) if one.manner != "holder"]
    of_seat = delegate.member_id == member.pk
    days = [one for one in mandates if one.person == delegate.person_name and one.holds(meeting.day)]
    if of_seat and days:
        return []
    accepted = Message(gettext_noop("Who may sit in the seat on the day of the meeting."))
    todo = Message(gettext_noop("Appoint them in the body's page, or correct the days of the mandate."))
    return [error("sitting.mandate", delegate.person_name, accepted, todo).at("delegate")]


def proxy(meeting: Meeting, giver: Member, carrier: Member, rules: BodyRules | None) -> list[Finding]:
    """An error for a proxy that the body's rules do not let one give or carry."""
    most = rules.most_proxies if rules else 0
    carried = Proxy.objects.filter(meeting=meeting, carrier=carrier).exclude(giver=giver).count()
    if giver == carrier or giver.is_observer or carrier.is_observer:
        accepted = Message(gettext_noop("Another seat with a vote, for a seat with a vote."))
    elif most == 0:
        accepted = Message(gettext_noop("The body's rules let no seat vote for another."))
    elif carried >= most:
        accepted = Message(
            gettext_noop("A seat votes for at most %(most)s others, by the body's rules."), {"most": most}
        )
    else:
        return []
    todo = Message(gettext_noop("Choose another seat, or let somebody of the seat come."))
    return [error("sitting.proxy", str(carrier.organisation), accepted, todo).at("carrier")]


#: With two voters each reads the other's vote in the counts, with one everybody does; from three on the counts alone name nobody,
#: unless all vote alike.
FEWEST_IN_SECRET = 3


def enough_in_secret(voted: int) -> list[Finding]:
    """An error for a secret ballot of so few that its counts tell whose votes they are; where nobody voted there is none to tell."""
    if voted == 0 or voted >= FEWEST_IN_SECRET:
        return []
    fewest = {"fewest": FEWEST_IN_SECRET}
    accepted = Message(
        gettext_noop(
            "A secret ballot of at least %(fewest)s seats: of fewer the counts tell who voted what."
        ),
        fewest,
    )
    todo = Message(gettext_noop("Wait until others have voted, or close it all the same."))
    return [error("sitting.few-in-secret", str(voted), accepted, todo)]


def proxy_once(before: Proxy | None, carrier: Member) -> list[Finding]:
    """An error when the seat has given its vote to another already."""
    if before is None or before.carrier_id == carrier.pk:
        return []
    accepted = Message(gettext_noop("One proxy for a seat and a meeting."))
    todo = Message(gettext_noop("Take back the one that was given first."))
    return [error("sitting.proxy-twice", str(before.carrier.organisation), accepted, todo).at("carrier")]


def majority_said(rules: BodyRules | None, matter: str) -> list[Finding]:
    """An error where no rules say a majority for the matter: such a vote could not be counted."""
    if rules is not None and requirement_of(rules, matter) is not None:
        return []
    accepted = Message(gettext_noop("A matter for which the body's rules of that day say a majority."))
    todo = Message(gettext_noop("Write the rules in the body's page first, with the act that gives them."))
    return [error("sitting.majority", "", accepted, todo).at("matter")]


def said(name: str, text: str) -> list[Finding]:
    """An error for a text that is empty."""
    if text.strip():
        return []
    accepted = Message(gettext_noop("A text."))
    return [error("sitting.text", "", accepted, Message(gettext_noop("Write it."))).at(name)]


def times(row: Attendance, came_at: datetime, left_at: datetime | None) -> list[Finding]:
    """An error for hours that cannot be: out of order, of another day, to come, after the end, or while the seat was sat in already."""
    meeting = row.meeting
    first = min(meeting.opened_at or row.came_at, row.came_at).astimezone(clock.OFFICE_ZONE).date()
    last = meeting.closed_at or clock.now()
    if came_at.astimezone(clock.OFFICE_ZONE).date() < first or came_at > last:
        return [_time("came_at", came_at, gettext_noop("A moment of the meeting, from its day to its end."))]
    if left_at is not None and left_at <= came_at:
        return [_time("left_at", left_at, gettext_noop("A moment after the seat came in."))]
    if left_at is not None and left_at > last:
        return [_time("left_at", left_at, gettext_noop("A moment of the meeting, from its day to its end."))]
    others = Attendance.objects.filter(meeting=meeting, member=row.member).exclude(pk=row.pk)
    for other in others:
        if (left_at is None or other.came_at < left_at) and (
            other.left_at is None or came_at < other.left_at
        ):
            accepted = gettext_noop("Hours in which nobody else sat in the seat.")
            return [_time("came_at", came_at, accepted)]
    return []


def as_counted(motion: Motion, field: str) -> Finding:
    """The error for hours by which others would have been there at a vote whose result was announced."""
    accepted = Message(
        gettext_noop(
            "Hours that leave who was there at the vote on “%(item)s”, text %(position)s, as they were counted."
        ),
        {"item": motion.item.title, "position": motion.position},
    )
    todo = Message(
        gettext_noop(
            "A result that was announced stays: have the body vote again, or write in the minutes what was wrong."
        )
    )
    return error("sitting.counted", "", accepted, todo).at(field)


def _time(field: str, found: datetime, accepted: str) -> Finding:
    told = f"{found.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M}"
    return error("sitting.time", told, Message(accepted), Message(gettext_noop("Correct the hour."))).at(
        field
    )
