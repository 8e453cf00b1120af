"""What falls due in this room: sheets to renew or correct, late activities and milestones, drafts."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Due, register, watch_over
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
    return (
        newest_sheets(actor).filter(running, as_of__lt=today - timedelta(days=SHEET_DAYS)).order_by("as_of")
    )


def wrong_sheets(actor: Actor) -> QuerySet[Sheet]:
    """The newest sheets with an error among their findings."""
    return newest_sheets(actor).filter(has_errors=True)


def late_activities(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's scope past their end with work still to come."""
    late = seen(Activity, actor).filter(state__in=OPEN_STATES, ends_on__lt=clock.today())
    return own(actor, late.select_related("project")).order_by("ends_on", "pk")


def late_starts(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's scope that are still planned after their start, and not past their end."""
    today = clock.today()
    late = seen(Activity, actor).filter(state=ActivityState.PLANNED, starts_on__lt=today)
    return own(actor, late.exclude(ends_on__lt=today).select_related("project")).order_by("starts_on", "pk")


def due_milestones(actor: Actor) -> QuerySet[Milestone]:
    """Milestones of the actor's scope past their day, in activities with work still to come."""
    activities = own(actor, seen(Activity, actor).filter(state__in=OPEN_STATES))
    late = Milestone.objects.filter(
        activity__in=activities.values("pk"), reached_on=None, due_on__lt=clock.today()
    )
    return late.select_related("activity").order_by("due_on", "pk")


def _due_sheet(sheet: Sheet) -> Due:
    return Due(sheet, sheet.as_of, sheet.project.code)


WATCHES = (
    watch_over(
        late_activities,
        lambda row: Due(row, row.ends_on, row.project.code),
        name="activities-late",
        heading=_("Activities past their end"),
        todo=_("Say that they are done, or give a new end."),
        roles=DOERS,
        order=10,
    ),
    watch_over(
        due_milestones,
        lambda row: Due(row.activity, row.due_on, row.title),
        name="milestones-due",
        heading=_("Milestones past their day"),
        todo=_("Say when they were reached, or give a new day."),
        roles=DOERS,
        order=20,
    ),
    watch_over(
        late_starts,
        lambda row: Due(row, row.starts_on, row.project.code),
        name="activities-unstarted",
        heading=_("Activities that should have started"),
        todo=_("Start them, or give a new start."),
        roles=DOERS,
        order=30,
    ),
    watch_over(
        stale_sheets,
        _due_sheet,
        name="sheets-stale",
        heading=_("Project sheets older than 180 days"),
        todo=_("Record the sheet as it stands today."),
        roles=WRITERS,
        order=50,
    ),
    watch_over(
        wrong_sheets,
        _due_sheet,
        name="sheets-wrong",
        heading=_("Project sheets with errors"),
        todo=_("Correct what the check found, or record a new version."),
        roles=WRITERS,
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
