"""A meeting as an entry of a calendar (RFC 5545, RFC 5546): the same UID from its convocation to its cancellation, the sequence of the meeting.

Nothing of the agenda goes into it: calendars are shared and synchronised by others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from portici.kernel import clock

from ..models import Meeting, MeetingState

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
#: How long a meeting without an end stands in a calendar.
USUAL = timedelta(hours=2)
#: Where the office is, by the rule in force since 1996.
ROME = """BEGIN:VTIMEZONE
TZID:Europe/Rome
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")
_STATUS = {MeetingState.CANCELLED: "CANCELLED", MeetingState.PLANNED: "TENTATIVE"}


def invitation(meeting: Meeting, method: str, *, email: str, name: str = "") -> str:
    """The calendar part of a message to one person: REQUEST for a convocation or an update, CANCEL."""
    event = _event(meeting)
    if method == CANCEL:
        event["status"] = vText("CANCELLED")
    event.add("organizer", _organiser())
    guest = vCalAddress(f"mailto:{email}")
    if name:
        guest.params["cn"] = vText(name)
    guest.params["role"] = vText("REQ-PARTICIPANT")
    event.add("attendee", guest)
    if meeting.remote_address and method == REQUEST:
        event.add("url", meeting.remote_address)
    return _calendar([event], method)


def feed(meetings: Iterable[Meeting], addresses: Iterable[str]) -> str:
    """The meetings as a calendar to subscribe to, each with the address of its page."""
    events = []
    for meeting, address in zip(meetings, addresses, strict=True):
        event = _event(meeting)
        event.add("url", address)
        events.append(event)
    return _calendar(events, PUBLISH)


def _calendar(events: Iterable[Event], method: str) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Portici//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(ROME))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@{_office().rpartition('@')[2] or 'localhost'}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", meeting.starts_at.astimezone(clock.OFFICE_ZONE))
    ends_at = meeting.ends_at or meeting.starts_at + USUAL
    event.add("dtend", ends_at.astimezone(clock.OFFICE_ZONE))
    event.add("summary", f"{meeting}: {meeting.title}" if meeting.title else str(meeting))
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", _STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    return event


def _organiser() -> vCalAddress:
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organiser = vCalAddress(f"mailto:{email}")
    organiser.params["cn"] = vText(name or settings.WAGTAIL_SITE_NAME)
    return organiser


def _office() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
