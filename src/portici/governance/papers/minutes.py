"""The minutes of a meeting, made of what was written down: who was there and when, the agenda, votes, decisions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from ..models import (
    AgendaItem,
    Attendance,
    Decision,
    ItemState,
    Meeting,
    MeetingManner,
    Member,
    Minutes,
    Recusal,
    Reply,
)
from . import blocks, voted
from .blocks import Block, Section
from .reading import Placed, Reader, hidden
from .words import NOTHING, at, day_of, number_of


def sections_of(minutes: Minutes) -> list[Section]:
    """The text in the language of the record; once approved, as it was frozen."""
    if minutes.frozen:
        found: list[Section] = minutes.frozen[minutes.language]
        return found
    return composed(minutes)


def composed(minutes: Minutes) -> list[Section]:
    """The text made anew of the meeting's rows."""
    with translation.override(minutes.language):
        return blocks.told_apart(_told(minutes, is_member=True), _told(minutes, is_member=False))


def opening_of(meeting: Meeting) -> str:
    """How the minutes begin, unless the secretary writes it otherwise."""
    began = meeting.opened_at or meeting.starts_at
    return _("%(body)s, meeting %(number)s of %(day)s, begins at %(time)s.") % {
        "body": meeting.body.name,
        "number": number_of(meeting),
        "day": day_of(began),
        "time": at(began),
    }


def closing_of(meeting: Meeting) -> str:
    """How they end."""
    if meeting.closed_at is None:
        return ""
    return _("The meeting is closed at %(time)s.") % {"time": at(meeting.closed_at)}


def _told(minutes: Minutes, *, is_member: bool) -> list[list[Block]]:
    reader = Reader(minutes.meeting, is_member=is_member)
    return [
        list(_head(reader)),
        blocks.paragraphs(minutes.opening),
        list(_presences(reader)),
        *(list(_item(reader, placed)) for placed in reader.items),
        list(_decisions(reader)),
        list(_closing(minutes)),
    ]


def _head(reader: Reader) -> Iterator[Block]:
    meeting = reader.meeting
    began = meeting.opened_at or meeting.starts_at
    rows = [
        (_("Body"), meeting.body.name),
        (_("Meeting"), number_of(meeting)),
        (_("Day"), day_of(began)),
        (_("Begun"), at(began)),
        (_("Ended"), at(meeting.closed_at)),
        (_("Held"), str(meeting.get_manner_display())),
        (_("Chaired by"), reader.seat(meeting.chair) if meeting.chair else NOTHING),
    ]
    if meeting.manner != MeetingManner.WRITTEN:
        rows.insert(-1, (_("Place"), meeting.place or NOTHING))
    yield blocks.facts(rows)


def _presences(reader: Reader) -> Iterator[Block]:
    yield blocks.heading(_("Who was there"))
    rows = [_presence(reader, one) for one in reader.attendances]
    head = [_("Seat in the body"), _("Sits as"), _("Came"), _("Left")]
    if not rows:
        yield blocks.line(_("Nobody is recorded as present."))
    yield from blocks.table("", head, rows)
    absent = [one for one in reader.seats if one.pk not in {row.member_id for row in reader.attendances}]
    if absent:
        excused = _excused(reader)
        yield blocks.heading(_("Who was not there"), 3)
        yield from blocks.bullets(_absence(reader, one, excused) for one in absent)
    if reader.proxies:
        yield blocks.heading(_("Proxies"), 3)
        told = _("%(giver)s is represented by %(carrier)s")
        yield from blocks.bullets(
            told % {"giver": reader.seat(one.giver), "carrier": reader.seat(one.carrier)}
            for one in reader.proxies
        )


def _presence(reader: Reader, one: Attendance) -> list[str]:
    manner = str(one.get_manner_display())
    person = one.delegate.person_name if one.delegate else one.member.person_name
    # The name of who sits is for those who sit with them; the public text says for which organisation.
    named = f"{manner}, {person}" if person and reader.is_member else manner
    where = ", " + _("from afar") if one.is_remote else ""
    left = at(one.left_at or reader.meeting.closed_at)
    return [reader.seat(one.member), named + where, at(one.came_at), left]


def _excused(reader: Reader) -> set[int]:
    rows = Reply.objects.filter(meeting=reader.meeting, answer=Reply.Answer.EXCUSED)
    return set(rows.values_list("member", flat=True))


def _absence(reader: Reader, member: Member, excused: set[int]) -> str:
    name = reader.seat(member)
    words = [_("observer")] if member.is_observer else []
    words += [_("excused")] if member.pk in excused else []
    return f"{name} ({', '.join(words)})" if words else name


def _item(reader: Reader, placed: Placed) -> Iterator[Block]:
    item = placed.item
    if item is None:
        yield blocks.heading(hidden(placed))
        yield from blocks.bullets(_decision(reader, one) for one in placed.decisions)
        return
    yield blocks.heading(f"{placed.number}. {item.title}")
    yield from _facts(reader, item)
    yield from blocks.paragraphs(item.text)
    yield from blocks.paragraphs(item.minuted)
    yield from blocks.bullets(_recusal(reader, one) for one in item.recusals.all())
    yield from voted.told(reader, item.motions.all())
    yield from blocks.bullets(_decision(reader, one) for one in placed.decisions)
    if item.state != ItemState.TREATED:
        yield blocks.line(_became(item))


def _facts(reader: Reader, item: AgendaItem) -> Iterator[Block]:
    told = [str(item.get_kind_display())]
    if item.rapporteur is not None and (reader.is_member or item.rapporteur.is_published):
        told.append(_("rapporteur: %(name)s") % {"name": item.rapporteur})
    if item.is_confidential:
        told.append(_("confidential: %(reason)s") % {"reason": item.confidential_because})
    yield blocks.line("; ".join(told))


def _recusal(reader: Reader, one: Recusal) -> str:
    text = _("%(seat)s declares a conflict of interest and takes no part") % {"seat": reader.seat(one.member)}
    return f"{text}: {one.reason}" if reader.is_member and one.reason else text


def _decision(reader: Reader, decision: Decision) -> str:
    number = f"{decision.number}/{decision.year}"
    told = _("Decision %(number)s") % {"number": number}
    return f"{told}: {decision.title}" if reader.is_member or decision.is_published else told


def _became(item: AgendaItem) -> str:
    if item.state == ItemState.CARRIED_OVER:
        later = getattr(item, "continued_by", None)
        if later is not None and later.meeting is not None:
            return _("Carried over to the meeting %(number)s.") % {"number": number_of(later.meeting)}
        return _("Carried over to a later meeting.")
    return _("Taken off the agenda.") if item.state == ItemState.DROPPED else _("Not treated.")


def _decisions(reader: Reader) -> Iterator[Block]:
    taken = [decision for placed in reader.items for decision in placed.decisions]
    if taken:
        yield blocks.heading(_("Decisions taken"))
        yield from blocks.bullets(_decision(reader, one) for one in taken)


def _closing(minutes: Minutes) -> Iterator[Block]:
    if minutes.closing.strip():
        yield blocks.heading(_("Closing"))
        yield from blocks.paragraphs(minutes.closing)
