"""Reading minutes and dossiers."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.records.links import own, seen

from ..models import BoardDossier, Body, Meeting, MeetingState, Minutes, MinutesState
from . import blocks, dossier, minutes
from .blocks import Block
from .reading import reads_confidential


def minutes_of(actor: Actor, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting, as far as the actor may see them."""
    found: Minutes | None = (
        seen(Minutes, actor).filter(meeting=meeting).select_related("meeting__body").first()
    )
    return found


def dossier_of(actor: Actor, meeting: Meeting) -> BoardDossier | None:
    """The dossier of a meeting, as far as the actor may see it."""
    rows = seen(BoardDossier, actor).filter(meeting=meeting)
    found: BoardDossier | None = rows.select_related("meeting__body").first()
    return found


def minutes_text(actor: Actor, record: Minutes) -> list[Block]:
    """What the actor reads of minutes that it may see: without what is confidential, unless that is for the actor."""
    is_member = reads_confidential(actor, record.meeting.body)
    return blocks.read_by(minutes.sections_of(record), is_member=is_member)


def dossier_text(actor: Actor, record: BoardDossier, language: str) -> list[Block]:
    """The same of a dossier, in a language."""
    is_member = reads_confidential(actor, record.meeting.body)
    return blocks.read_by(dossier.sections_of(record, language), is_member=is_member)


def next_meeting(actor: Actor, body: Body) -> Meeting | None:
    """The first meeting of the body that is still to come, or is being held."""
    waiting = [MeetingState.PLANNED, MeetingState.CONVENED]
    to_come = Q(state__in=waiting, starts_at__gte=clock.now()) | Q(state=MeetingState.OPEN)
    rows = seen(Meeting, actor).filter(to_come, body=body).select_related("body")
    found: Meeting | None = rows.order_by("starts_at", "pk").first()
    return found


def without_minutes(actor: Actor) -> QuerySet[Meeting]:
    """Closed meetings of which there are no minutes, the longest closed first."""
    rows = own(actor, seen(Meeting, actor)).filter(state=MeetingState.CLOSED, minutes=None)
    found: QuerySet[Meeting] = rows.select_related("body").order_by("closed_at", "pk")
    return found


def where_approved(actor: Actor, record: Minutes) -> QuerySet[Meeting]:
    """The meetings in which the body can have approved these minutes, the last one first."""
    begun = [MeetingState.OPEN, MeetingState.CLOSED]
    held = record.meeting
    rows: QuerySet[Meeting] = seen(Meeting, actor).filter(body=held.body, starts_at__gt=held.starts_at)
    return rows.filter(state__in=begun).select_related("body").order_by("-starts_at", "-pk")


def to_approve(actor: Actor) -> QuerySet[Minutes]:
    """Minutes that wait for the body's approval, or to be laid before it."""
    rows = own(actor, seen(Minutes, actor)).exclude(state=MinutesState.APPROVED)
    found: QuerySet[Minutes] = rows.select_related("meeting__body").order_by("meeting__starts_at", "pk")
    return found


def laid(actor: Actor) -> QuerySet[Minutes]:
    """Minutes that lie before the body, for who sits in it."""
    rows = own(actor, seen(Minutes, actor)).filter(state=MinutesState.PROPOSED)
    found: QuerySet[Minutes] = rows.select_related("meeting__body").order_by("meeting__starts_at", "pk")
    return found


def to_read(actor: Actor) -> QuerySet[BoardDossier]:
    """Dossiers that were sent of meetings which are still to be held."""
    waiting = [MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN]
    rows = own(actor, seen(BoardDossier, actor)).filter(sent_at__isnull=False, meeting__state__in=waiting)
    to_come = rows.filter(meeting__starts_at__gte=clock.now() - timedelta(hours=12))
    found: QuerySet[BoardDossier] = to_come.select_related("meeting__body")
    return found.order_by("meeting__starts_at", "pk")
