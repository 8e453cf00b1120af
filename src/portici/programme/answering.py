"""Which needs the activities answer: published, not cancelled, in an open project. See `needs.answers`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.needs.domain import mark_answered
from portici.needs.models import Need
from portici.records.models import Publication

from .models import Activity, ActivityState, Project


def answered_among(needs: Collection[int]) -> set[int]:
    """Of these needs (primary keys), those that an activity answers which the street can see."""
    open_parent = Q(project__parent=None) | Q(project__parent__publication=Publication.PUBLISHED)
    answering = Activity.objects.filter(
        open_parent,
        publication=Publication.PUBLISHED,
        project__publication=Publication.PUBLISHED,
        needs__in=needs,
    ).exclude(state=ActivityState.CANCELLED)
    return set(answering.values_list("needs", flat=True)) & set(needs)


def settle_activity(actor: Actor, activity: Activity, others: Iterable[Need] = ()) -> None:
    """Let the needs of an activity (and those that it answered before) follow what it is now."""
    mark_answered(actor=actor, needs=[*needs_of(activity), *others])


def needs_of(activity: Activity) -> QuerySet[Need]:
    """All of them, read afresh: what came with a list holds only those that somebody may see."""
    return Need.objects.filter(activities=activity)


def settle_project(actor: Actor, project: Project) -> None:
    """The same for all activities of a project and of its sub-projects, when it is published or withdrawn."""
    below = Q(activities__project=project) | Q(activities__project__parent=project)
    mark_answered(actor=actor, needs=Need.objects.filter(below).distinct())
