"""What falls due in this room: sheets to renew or correct, late activities and milestones, drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Due, Watch, register
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.records.links import own, seen

from .models import Activity, ActivityState, Milestone, Programme, Project, Sheet
from .queries.projects import newest_sheets
from .rules import OPEN_STATES

#: Days after which the sheet of a project under way wants a new version.
SHEET_DAYS = 180
WRITERS = frozenset({Role.COORDINATOR, Role.FINANCE_OFFICER})
DOERS = frozenset({Role.COORDINATOR, Role.AREA_OFFICER, Role.PARTNER_CONTACT, Role.SCHOOL_CONTACT})


def stale_sheets(actor: Actor) -> QuerySet[Sheet]:
    """The newest sheets, older than 180 days, of projects whose period holds today."""
    today = clock.today()
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return newest_sheets(actor).filter(running, as_of__lt=today - timedelta(days=SHEET_DAYS))


def wrong_sheets(actor: Actor) -> QuerySet[Sheet]:
    """The newest sheets with an error among their findings."""
    return newest_sheets(actor).filter(has_errors=True)


def late_activities(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's scope past their end with work still to come."""
    late = seen(Activity, actor).filter(state__in=OPEN_STATES, ends_on__lt=clock.today())
    return own(actor, late.select_related("project"))


def late_starts(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's scope that are still planned after their start, and not past their end."""
    today = clock.today()
    late = seen(Activity, actor).filter(state=ActivityState.PLANNED, starts_on__lt=today)
    return own(actor, late.exclude(ends_on__lt=today).select_related("project"))


def due_milestones(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of the actor's scope past their day, in activities with work still to come."""
    activities = own(actor, seen(Activity, actor).filter(state__in=OPEN_STATES))
    late = Milestone.objects.filter(
        activity__in=activities.values("pk"), reached_on=None, due_on__lt=clock.today()
    )
    return late.select_related("activity").order_by("due_on", "pk")


def _first_stale(actor: Actor, limit: int) -> Sequence[Due]:
    return [
        Due(sheet, sheet.as_of, sheet.project.code) for sheet in stale_sheets(actor).order_by("as_of")[:limit]
    ]


def _first_wrong(actor: Actor, limit: int) -> Sequence[Due]:
    return [Due(sheet, sheet.as_of, sheet.project.code) for sheet in wrong_sheets(actor)[:limit]]


def _first_late(actor: Actor, limit: int) -> Sequence[Due]:
    rows = late_activities(actor).order_by("ends_on", "pk")[:limit]
    return [Due(row, row.ends_on, row.project.code) for row in rows]


def _first_starts(actor: Actor, limit: int) -> Sequence[Due]:
    rows = late_starts(actor).order_by("starts_on", "pk")[:limit]
    return [Due(row, row.starts_on, row.project.code) for row in rows]


def _first_milestones(actor: Actor, limit: int) -> Sequence[Due]:
    return [Due(row.activity, row.due_on, row.title) for row in due_milestones(actor)[:limit]]


WATCHES = (
    Watch(
        name="activities-late",
        heading=_("Activities past their end"),
        todo=_("Say that they are done, or give a new end."),
        roles=DOERS,
        count=lambda actor: late_activities(actor).count(),
        first=_first_late,
        order=10,
    ),
    Watch(
        name="milestones-due",
        heading=_("Milestones past their day"),
        todo=_("Say when they were reached, or give a new day."),
        roles=DOERS,
        count=lambda actor: due_milestones(actor).count(),
        first=_first_milestones,
        order=20,
    ),
    Watch(
        name="activities-unstarted",
        heading=_("Activities that should have started"),
        todo=_("Start them, or give a new start."),
        roles=DOERS,
        count=lambda actor: late_starts(actor).count(),
        first=_first_starts,
        order=30,
    ),
    Watch(
        name="sheets-stale",
        heading=_("Project sheets older than 180 days"),
        todo=_("Record the sheet as it stands today."),
        roles=WRITERS,
        count=lambda actor: stale_sheets(actor).count(),
        first=_first_stale,
        order=50,
    ),
    Watch(
        name="sheets-wrong",
        heading=_("Project sheets with errors"),
        todo=_("Correct what the check found, or record a new version."),
        roles=WRITERS,
        count=lambda actor: wrong_sheets(actor).count(),
        first=_first_wrong,
        order=60,
    ),
)


def put_in() -> None:
    """Register this room's watches."""
    for watch in WATCHES:
        register(watch)
    register(
        drafts_watch(
            name="programme-drafts",
            heading=_("Drafts: programmes, projects, sheets, activities"),
            models=(Programme, Project, Sheet, Activity),
        )
    )
