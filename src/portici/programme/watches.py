"""What falls due in this room: sheets to renew or correct, late activities and milestones, drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import drafts_watch
from portici.deadlines.registry import Due, register, watch_over
from portici.kernel import clock
from portici.kernel.actor import Actor, Role
from portici.organisations.models import Organisation
from portici.records.links import own, seen
from portici.territory.models import Area, within_scope

from .models import Activity, ActivityState, Assignment, Milestone, Programme, Project, Sheet
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


def ending_activities(actor: Actor, until: date) -> QuerySet[Activity]:
    """Activities of the actor's scope with work still to come that end by the day."""
    rows = seen(Activity, actor).filter(state__in=OPEN_STATES, ends_on__range=(clock.today(), until))
    return own(actor, rows.select_related("project")).order_by("ends_on", "pk")


def starting_activities(actor: Actor, until: date) -> QuerySet[Activity]:
    """Planned activities of the actor's scope that are to start by the day."""
    rows = seen(Activity, actor).filter(state=ActivityState.PLANNED, starts_on__range=(clock.today(), until))
    return own(actor, rows.select_related("project")).order_by("starts_on", "pk")


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


def coming_milestones(actor: Actor, until: date) -> QuerySet[Milestone]:
    """Milestones of the actor's scope to be reached by the day, in activities with work still to come."""
    activities = own(actor, seen(Activity, actor).filter(state__in=OPEN_STATES))
    rows = Milestone.objects.filter(
        activity__in=activities.values("pk"), reached_on=None, due_on__range=(clock.today(), until)
    )
    return rows.select_related("activity").order_by("due_on", "pk")


def mine(actor: Actor) -> Q:
    """Activities that the actor works on, or that an organisation of the actor is responsible for."""
    works = Assignment.objects.filter(user__uid=actor.uid).exclude(until__lt=clock.today())
    led = Activity._default_manager.filter(responsible__in=Organisation.own_of(actor).values("pk"))
    return Q(pk__in=works.values("activity")) | Q(pk__in=led.order_by().values("pk"))


def in_my_areas(actor: Actor) -> Q:
    """Activities somewhere in the actor's areas."""
    scoped = Area._default_manager.filter(within_scope(actor, "")).values("pk")
    return Q(pk__in=Activity.areas.through._default_manager.filter(area__in=scoped).values("activity"))


def of_activities(which: Callable[[Actor], Q]) -> Callable[[Actor], Q]:
    """The same, of what belongs to these activities."""

    def rows(actor: Actor) -> Q:
        return Q(activity__in=Activity._default_manager.filter(which(actor)).order_by().values("pk"))

    return rows


def _due_sheet(sheet: Sheet) -> Due:
    return Due(sheet, sheet.as_of, sheet.project.code)


WATCHES = (
    watch_over(
        late_activities,
        lambda row: Due(row, row.ends_on, row.project.code),
        name="activities-late",
        heading=_("Activities past their end"),
        todo=_("Say that they are done, or give a new end."),
        act=_("Say how it stands"),
        roles=DOERS,
        order=10,
        coming=ending_activities,
        day="ends_on",
        why="project__code",
        mine=mine,
        areas=in_my_areas,
    ),
    watch_over(
        due_milestones,
        lambda row: Due(row.activity, row.due_on, row.title),
        name="milestones-due",
        heading=_("Milestones past their day"),
        todo=_("Say when they were reached, or give a new day."),
        act=_("Say when it was reached"),
        roles=DOERS,
        order=20,
        coming=coming_milestones,
        day="due_on",
        why="activity__title",
        of="activity",
        mine=of_activities(mine),
        areas=of_activities(in_my_areas),
    ),
    watch_over(
        late_starts,
        lambda row: Due(row, row.starts_on, row.project.code),
        name="activities-unstarted",
        heading=_("Activities that should have started"),
        todo=_("Start them, or give a new start."),
        act=_("Start it"),
        roles=DOERS,
        order=30,
        coming=starting_activities,
        day="starts_on",
        why="project__code",
        mine=mine,
        areas=in_my_areas,
    ),
    watch_over(
        stale_sheets,
        _due_sheet,
        name="sheets-stale",
        heading=_("Project sheets older than 180 days"),
        todo=_("Record the sheet as it stands today."),
        act=_("Record a new version"),
        roles=WRITERS,
        order=50,
        day="as_of",
        since=True,
        label="project__code",
        why="project__title",
    ),
    watch_over(
        wrong_sheets,
        _due_sheet,
        name="sheets-wrong",
        heading=_("Project sheets with errors"),
        todo=_("Correct what the check found, or record a new version."),
        act=_("Correct it"),
        roles=WRITERS,
        order=60,
        day="as_of",
        since=True,
        label="project__code",
        why="project__title",
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
