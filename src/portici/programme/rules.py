"""Who may write the programme and its activities, and which state of an activity follows which."""

from __future__ import annotations

from collections.abc import Iterable

from portici.kernel.actor import Actor, Role
from portici.kernel.findings import YES, Verdict, gettext_noop, no
from portici.kernel.states import Transitions
from portici.needs.rules import covers, speaks_for
from portici.records.models import Record
from portici.territory.models import Area

from .models import Activity, ActivityState, Sheet, Snapshot

ACTIVITY_STATES = Transitions(
    {
        ActivityState.PLANNED: (ActivityState.RUNNING, ActivityState.SUSPENDED, ActivityState.CANCELLED),
        ActivityState.RUNNING: (ActivityState.DONE, ActivityState.SUSPENDED, ActivityState.CANCELLED),
        ActivityState.SUSPENDED: (ActivityState.PLANNED, ActivityState.RUNNING, ActivityState.CANCELLED),
        ActivityState.DONE: (ActivityState.RUNNING,),
        ActivityState.CANCELLED: (ActivityState.PLANNED,),
    }
)
#: Moves forward, which need no words; every other asks for a reason.
FORWARD = {
    (ActivityState.PLANNED, ActivityState.RUNNING),
    (ActivityState.RUNNING, ActivityState.DONE),
    (ActivityState.SUSPENDED, ActivityState.RUNNING),
    (ActivityState.SUSPENDED, ActivityState.PLANNED),
}
_ACTIVITIES = gettext_noop(
    "Activities are written by the coordinator, and by an area officer when all their areas are"
    " the officer's own."
)
#: States in which work is still to come.
OPEN_STATES = (ActivityState.PLANNED, ActivityState.RUNNING, ActivityState.SUSPENDED)


def may_write_programme(actor: Actor, _record: Record | None = None) -> Verdict:
    """Programmes, axes, actions, projects, relations: the coordinator."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator writes programmes and projects."))


def may_write_sheet(actor: Actor, _record: Record | None = None) -> Verdict:
    """The coordinator and the finance officer."""
    if actor.has(Role.COORDINATOR, Role.FINANCE_OFFICER):
        return YES
    return no(gettext_noop("Only the coordinator and the finance officer write project sheets."))


def may_keep_snapshot(actor: Actor, sheet: Sheet | None = None) -> Verdict:
    """Who writes sheets; beside one that is published, who also publishes: the file is open to all with it."""
    verdict = may_write_sheet(actor, sheet)
    if verdict and sheet is not None and sheet.is_published:
        return may_publish(actor, sheet)
    return verdict


def may_discard_snapshot(actor: Actor, _snapshot: Snapshot | None = None) -> Verdict:
    """Evidence goes only by the coordinator's word."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator throws away a file that was kept as evidence."))


def may_publish(actor: Actor, _record: Record) -> Verdict:
    """The coordinator and the communication officer."""
    if actor.has(Role.COORDINATOR, Role.COMMUNICATION_OFFICER):
        return YES
    return no(gettext_noop("Only the coordinator and the communication officer publish and withdraw."))


def may_add_activity(actor: Actor) -> Verdict:
    """Whether there are any areas in which the actor opens activities."""
    return YES if actor.has(Role.COORDINATOR, Role.AREA_OFFICER) else no(_ACTIVITIES)


def may_work_in(actor: Actor, areas: Iterable[Area]) -> Verdict:
    """To open an activity in these areas: the coordinator, or the officer of all of them."""
    if actor.has(Role.COORDINATOR):
        return YES
    listed = list(areas)
    return YES if listed and all(covers(actor, area) for area in listed) else no(_ACTIVITIES)


def may_amend_activity(actor: Actor, activity: Activity) -> Verdict:
    """The coordinator, or the officer of all its areas."""
    if actor.has(Role.COORDINATOR):
        return YES
    # Read afresh: areas that came with a list are only those that somebody may see.
    return may_work_in(actor, Area.objects.filter(activities=activity))


def may_report(actor: Actor, activity: Activity) -> Verdict:
    """To say how it goes (state, milestones): besides those who amend it, the responsible organisation."""
    if speaks_for(actor, activity.responsible):
        return YES
    return may_amend_activity(actor, activity)


def may_move(actor: Actor, activity: Activity, state: ActivityState) -> Verdict:
    """The responsible organisation moves it forward; back, or off, is for those who amend it."""
    if (ActivityState(activity.state), state) in FORWARD:
        return may_report(actor, activity)
    return may_amend_activity(actor, activity)


def may_assign(actor: Actor, _activity: Activity | None = None) -> Verdict:
    """Staff of several bodies is put to work by the coordinator."""
    if actor.has(Role.COORDINATOR):
        return YES
    return no(gettext_noop("Only the coordinator assigns staff."))
