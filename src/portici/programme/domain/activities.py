"""Desks for activities: open, amend, move from state to state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, ensure, ensure_valid, gettext_noop
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing
from portici.records import domain as records
from portici.records.links import Links, kept, only, seen, unseen
from portici.territory.models import Area, Place

from .. import dependencies, rules
from ..answering import needs_of, settle_activity
from ..checks import period_of_activity
from ..models import Activity, ActivityState, Project

AMENDABLE = (
    "project", "title", "description", "responsible", "place", "starts_on", "ends_on", "language",
)  # fmt: skip
LINKS = ("partners", "areas", "needs", "depends_on")


def open_activity(
    *,
    actor: Actor,
    project: Project,
    title: str,
    description: str = "",
    responsible: Organisation | None = None,
    partners: Sequence[Organisation] = (),
    areas: Sequence[Area] = (),
    place: Place | None = None,
    needs: Sequence[Need] = (),
    depends_on: Sequence[Activity] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Activity:
    """A new activity, planned. Raises Refused; Invalid for a period out of order or out of these times."""
    ensure(rules.may_work_in(actor, areas))
    links: Links = all_standing(
        {"partners": partners, "areas": areas, "needs": needs, "depends_on": depends_on}
    )
    named = all_standing({"project": project, "responsible": responsible, "place": place})
    ensure_valid([*period_of_activity(starts_on, ends_on), *unseen(actor, named, links)])
    activity = Activity(
        title=title.strip(),
        description=description,
        **named,
        starts_on=starts_on,
        ends_on=ends_on,
        language=language,
        is_example=is_example,
    )
    with transaction.atomic():
        records.add(actor=actor, record=activity, links=links)
        settle_activity(actor, activity)
    return activity


def amend_activity(
    *,
    actor: Actor,
    activity: Activity,
    values: Mapping[str, Any],
    links: Links | None = None,
    version: int | None = None,
    reason: str = "",
) -> Activity:
    """Change fields and links, except the state; the needs' states follow.

    Raises Refused; Invalid, with the path of the cycle when activities would wait for each other; Conflict.
    """
    ensure(rules.may_amend_activity(actor, activity))
    changed, chosen = all_standing(only(values, AMENDABLE)), all_standing(only(links or {}, LINKS))
    if "areas" in chosen:
        ensure(rules.may_work_in(actor, chosen["areas"]))
    start = changed.get("starts_on", activity.starts_on)
    end = changed.get("ends_on", activity.ends_on)
    ensure_valid([*period_of_activity(start, end), *unseen(actor, changed, chosen)])
    with transaction.atomic():
        changed, chosen = kept(actor, activity, changed, chosen)
        if "depends_on" in chosen:
            _ensure_no_cycle(actor, activity, [other.pk for other in chosen["depends_on"]])
        answered_before = list(needs_of(activity))
        records.amend(
            actor=actor, record=activity, values=changed, links=chosen, version=version, reason=reason
        )
        settle_activity(actor, activity, answered_before)
    return activity


def move_activity(
    *,
    actor: Actor,
    activity: Activity,
    state: ActivityState,
    reason: str = "",
    version: int | None = None,
) -> Activity:
    """Move it to another state of `rules.ACTIVITY_STATES`; all but a step forward needs a reason.

    Raises Refused (also when the state cannot follow), Invalid without the reason, Conflict.
    """
    state = ActivityState(state)
    with transaction.atomic():
        before = ActivityState(records.locked(activity).state)
        ensure(rules.ACTIVITY_STATES.allows(before, state))
        ensure(rules.may_move(actor, activity, state))
        if (before, state) not in rules.FORWARD and not reason.strip():
            raise Invalid([records.missing("reason", gettext_noop("Write why the activity goes there."))])
        records.amend(
            actor=actor, record=activity, values={"state": state}, version=version, reason=reason, verb="move"
        )
        settle_activity(actor, activity)
    return activity


def _ensure_no_cycle(actor: Actor, activity: Activity, targets: list[int]) -> None:
    """Desks that together would close a cycle share a row of what they reach, and wait there in turn."""
    reached = dependencies.reach(_edges(), targets) | {activity.pk}
    waited_for = Activity.objects.select_for_update().filter(pk__in=reached).order_by("pk")
    list(waited_for.values_list("pk", flat=True))
    found = dependencies.cycle(_edges(), activity.pk, targets)
    if found:
        raise Invalid([_cycle_finding(actor, found)])


def _edges() -> dict[int, list[int]]:
    edges: dict[int, list[int]] = {}
    pairs = Activity.depends_on.through._default_manager.values_list("from_activity", "to_activity")
    for waiting, awaited in pairs:
        edges.setdefault(waiting, []).append(awaited)
    return edges


def _cycle_finding(actor: Actor, keys: Iterable[int]) -> Finding:
    keys = list(keys)
    titles = dict(seen(Activity, actor).filter(pk__in=keys).values_list("pk", "title"))
    way = " → ".join(titles.get(key, "…") for key in keys)
    accepted = Message(
        gettext_noop("An order in which no activity waits for itself; this would be: %(way)s."), {"way": way}
    )
    todo = Message(gettext_noop("Take one of these dependencies off."))
    return error("activity.cycle", way, accepted, todo).at("depends_on")
