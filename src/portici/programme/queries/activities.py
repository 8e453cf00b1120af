"""Activities: by project, area, organisation, need, person; on a line of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.needs.areas import inside, inside_said
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.records.links import seen
from portici.territory.models import Area, Place, PlaceInArea

from .. import timeline
from ..models import Activity, Assignment, Project

#: What an organisation is to an activity.
ORGANISATION_ROLES = {"responsible": _("responsible"), "partner": _("partner")}


def activities(actor: Actor) -> QuerySet[Activity]:
    """Activities with all that a row or a page shows: each linked record only if the actor may see it.

    A responsible organisation or a place that is withheld reads as None. Constant number of queries.
    """
    found: QuerySet[Activity] = (
        seen(Activity, actor)
        .select_related("project")
        .prefetch_related(
            Prefetch("responsible", queryset=seen(Organisation, actor)),
            Prefetch("place", queryset=seen(Place, actor)),
            Prefetch("partners", queryset=seen(Organisation, actor)),
            Prefetch("areas", queryset=seen(Area, actor)),
            Prefetch("needs", queryset=seen(Need, actor)),
            Prefetch("depends_on", queryset=seen(Activity, actor)),
            "milestones",
        )
    )
    return found


def activities_of_project(
    actor: Actor, project: Project, *, with_sub_projects: bool = False
) -> QuerySet[Activity]:
    own = Q(project=project)
    return activities(actor).filter(own | Q(project__parent=project) if with_sub_projects else own)


def activities_in_area(actor: Actor, area: Area) -> QuerySet[Activity]:
    """Activities of areas that lie in this one (see `needs.areas.inside`), or at a place that does."""
    return activities(actor).filter(_done_in(actor, inside(actor, area)))


def done_in_area_said(actor: Actor, said: Q) -> Q:
    """The same of areas that a search's words say, as `records.registry.Kind.where` asks for them."""
    return _done_in(actor, inside_said(actor, said))


def _done_in(actor: Actor, areas: QuerySet[Area]) -> Q:
    here = Activity.areas.through._default_manager.filter(area__in=areas.values("pk")).values("activity")
    return Q(pk__in=here) | placed_there(actor, areas.values("pk"))


def placed_there(actor: Actor, areas: QuerySet[Any]) -> Q:
    """Activities at a place that the actor may see and that is in one of the areas (keys), or lies there by its
    position. Two conditions side by side: one within the other would be deeper than SQLite reads.
    """
    places = seen(Place, actor).order_by()
    lying = PlaceInArea.objects.filter(area__in=areas, point__in=places.values("pk"))
    return Q(place__in=places.filter(area__in=areas).values("pk")) | Q(place__in=lying.values("point"))


def activities_of_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Activity]:
    """Those that it answers for or joins; each has `organisation_role`, a key of `ORGANISATION_ROLES`."""
    joined = Activity.partners.through._default_manager.filter(organisation=organisation).values("activity")
    role = Case(When(responsible=organisation, then=Value("responsible")), default=Value("partner"))
    found = activities(actor).filter(Q(responsible=organisation) | Q(pk__in=joined))
    return found.annotate(organisation_role=role)


def activities_of_need(actor: Actor, need: Need) -> QuerySet[Activity]:
    return activities(actor).filter(
        pk__in=Activity.needs.through._default_manager.filter(need=need).values("activity")
    )


def activities_of_person(actor: Actor) -> QuerySet[Activity]:
    """Those that the actor is put to work on today."""
    today = clock.today()
    in_force = Q(until=None) | Q(until__gte=today)
    running = (
        Assignment.objects.filter(in_force, user__uid=actor.uid) if actor.uid else Assignment.objects.none()
    )
    return activities(actor).filter(pk__in=running.values("activity"))


def dependants_of(actor: Actor, activity: Activity) -> QuerySet[Activity]:
    """Those that wait for this one."""
    waiting = Activity.depends_on.through._default_manager.filter(to_activity=activity)
    return activities(actor).filter(pk__in=waiting.values("from_activity"))


def assignments_of(actor: Actor, activity: Activity) -> list[Assignment]:
    """Who works on it: for the technical office all, for others their own. Ask after the activity itself."""
    rows = activity.assignments.select_related("user", "organisation")
    if not actor.reads_all:
        rows = rows.filter(user__uid=actor.uid) if actor.uid else rows.none()
    return list(rows)


def timeline_of(activities: Iterable[Activity], *, today: date | None = None) -> timeline.Timeline:
    """The timeline of activities that came from one of these queries: nothing withheld stands on it."""
    return timeline.draw(map(_task, activities), today=today or clock.today())


def _task(activity: Activity) -> timeline.Task:
    return timeline.Task(
        ref=activity.uid,
        label=activity.title,
        start=activity.starts_on,
        end=activity.ends_on,
        state=activity.state,
        milestones=tuple(
            timeline.Stage(row.title, row.due_on, row.reached_on) for row in activity.milestones.all()
        ),
        depends_on=tuple(other.uid for other in activity.depends_on.all()),
        language=activity.language,
    )
