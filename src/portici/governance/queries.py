"""Reading bodies and decisions: what they stand on, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.exhibit import digest_of
from portici.needs.areas import inside
from portici.needs.models import Designation, Need
from portici.organisations.models import Organisation
from portici.programme import queries as programme
from portici.programme.models import Activity, ActivityState
from portici.records import registry
from portici.records.links import seen
from portici.records.models import Record
from portici.territory.models import Area

from .models import Body, BodyRules, Decision, Ground, Member


def bodies(actor: Actor) -> QuerySet[Body]:
    """Bodies with the members whose organisation the actor may see."""
    found: QuerySet[Body] = seen(Body, actor).prefetch_related(Prefetch("members", queryset=_members(actor)))
    return found


def members_of(actor: Actor, body: Body, *, in_force: bool = False) -> list[Member]:
    """The seats of the body; with `in_force` those held today."""
    rows = _members(actor).filter(body=body).prefetch_related("delegates")
    return list(rows.filter(_held_on(clock.today())) if in_force else rows)


def seats_on(actor: Actor, body: Body, day: date) -> list[Member]:
    """The seats held on a day, with who may sit in them."""
    return list(_members(actor).filter(_held_on(day), body=body).prefetch_related("delegates"))


def rules_of_body(actor: Actor, body: Body) -> list[BodyRules]:
    """The body's rules, the last ones first, with their majorities; none where the actor may not see the body."""
    visible = seen(Body, actor).filter(pk=body.pk)
    return list(BodyRules.objects.filter(body__in=visible.values("pk")).prefetch_related("majorities"))


def rules_on(actor: Actor, body: Body, day: date) -> BodyRules | None:
    """The rules in force on a day."""
    return next((one for one in rules_of_body(actor, body) if one.holds_on(day)), None)


def decisions(actor: Actor) -> QuerySet[Decision]:
    """Decisions, newest first, with body and the activities that the actor may see."""
    found: QuerySet[Decision] = (
        seen(Decision, actor)
        .select_related("body")
        .prefetch_related(Prefetch("activities", queryset=seen(Activity, actor)))
    )
    return found


def decision_by_address(actor: Actor, address: str) -> Decision | None:
    """The decision of this address ("board-2026-3")."""
    return decisions(actor).filter(address=address.strip().lower()).first()


def decisions_of_body(actor: Actor, body: Body) -> QuerySet[Decision]:
    return decisions(actor).filter(body=body)


def decisions_of_activity(actor: Actor, activity: Activity) -> QuerySet[Decision]:
    links = Decision.activities.through._default_manager.filter(activity=activity)
    return decisions(actor).filter(pk__in=links.values("decision"))


def decisions_on_area(actor: Actor, area: Area) -> QuerySet[Decision]:
    """Decisions about the area or what lies in it: carried out there, or standing on what is there.

    Only through activities, designations and needs that the actor may see.
    """
    areas = inside(actor, area)
    grounds = Q(kind=Area.KIND, ref__in=areas.values("uid"))
    for model in (Designation, Need):
        here = seen(model, actor).filter(area__in=areas.values("pk"))
        grounds |= Q(kind=model.KIND, ref__in=here.values("uid"))
    carried = programme.activities_in_area(actor, area).values("pk")
    return decisions(actor).filter(
        Q(pk__in=_carried_by(carried)) | Q(pk__in=Ground.objects.filter(grounds).values("decision"))
    )


def decisions_on(actor: Actor, record: Record) -> QuerySet[Decision]:
    """Decisions that stand on this record. Ask after the record itself passed `visible_to`."""
    grounds = Ground.objects.filter(kind=record.KIND, ref=record.uid)
    return decisions(actor).filter(pk__in=grounds.values("decision"))


def decisions_about(actor: Actor, record: Record, activities: QuerySet[Activity]) -> QuerySet[Decision]:
    """Decisions that stand on this record, or that one of these activities carries out; both have passed `visible_to`."""
    grounds = Ground.objects.filter(kind=record.KIND, ref=record.uid)
    carried = activities.order_by().prefetch_related(None).values("pk")
    return decisions(actor).filter(Q(pk__in=grounds.values("decision")) | Q(pk__in=_carried_by(carried)))


def decisions_of_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Decision]:
    """Decisions of bodies where it sat on the day, and those that activities it answers for carry out."""
    led = seen(Activity, actor).filter(responsible=organisation).values("pk")
    sat = Q(pk__in=())
    for body, since, until in Member.objects.filter(organisation=organisation).values_list(
        "body", "since", "until"
    ):
        seat = Q(body=body)
        if since is not None:
            seat &= Q(decided_on__gte=since)
        if until is not None:
            seat &= Q(decided_on__lte=until)
        sat |= seat
    return decisions(actor).filter(sat | Q(pk__in=_carried_by(led)))


@dataclass(frozen=True, slots=True)
class GroundState:
    """What a decision stands on, as the actor may know it.

    A record that the actor may not see has neither `record` nor `label`; `has_changed` is None then.
    """

    ground: Ground
    record: Record | None
    label: str
    has_changed: bool | None

    @property
    def is_visible(self) -> bool:
        return self.record is not None


def ground_states(actor: Actor, decision: Decision) -> list[GroundState]:
    """The exhibits of a decision that the actor may see, and whether each one's facts have changed since.

    One query a kind, and what the facts of each record ask for.
    """
    grounds = list(decision.exhibits.all())
    found = _records(actor, grounds)
    return [_state(ground, found.get((ground.kind, ground.ref))) for ground in grounds]


#: How many activities of one decision are listed with it; all are counted.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a decision: its activities (the first of them, when they are very many), and how many of
    all are in each state.
    """

    activities: list[Activity]
    by_state: dict[ActivityState, int]

    @property
    def is_cut(self) -> bool:
        """Whether there are more activities than those listed."""
        return len(self.activities) < sum(self.by_state.values())


def what_became_of(actor: Actor, decision: Decision) -> Outcome:
    """The activities that carry the decision out, as far as the actor may see them."""
    links = Decision.activities.through._default_manager.filter(decision=decision)
    activities = programme.activities(actor).filter(pk__in=links.values("activity"))
    bare = activities.order_by().select_related(None).prefetch_related(None)
    counted = dict(bare.values_list("state").annotate(number=Count("pk")))
    return Outcome(list(activities[:MOST_LISTED]), {state: counted.get(state, 0) for state in ActivityState})


def _members(actor: Actor) -> QuerySet[Member]:
    visible = seen(Organisation, actor).values("pk")
    return Member.objects.filter(organisation__in=visible).select_related("organisation")


def _held_on(day: date) -> Q:
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


def _carried_by(activities: QuerySet[Any, Any] | list[int]) -> QuerySet[Any, Any]:
    return Decision.activities.through._default_manager.filter(activity__in=activities).values("decision")


def _records(actor: Actor, grounds: Iterable[Ground]) -> dict[tuple[str, str], Record]:
    refs: dict[str, list[str]] = defaultdict(list)
    for ground in grounds:
        refs[ground.kind].append(ground.ref)
    known = {kind.name: kind for kind in registry.kinds()}
    return {
        (name, record.uid): record
        for name in refs.keys() & known.keys()
        for record in known[name].visible_to(actor).filter(uid__in=refs[name])
    }


def _state(ground: Ground, record: Record | None) -> GroundState:
    if record is None:
        return GroundState(ground, None, "", None)
    digest = digest_of(registry.kind(record.KIND).facts(record))
    return GroundState(ground, record, str(record), digest != ground.digest)


@dataclass(frozen=True, slots=True)
class Adoption:
    """A decision that stands on a record, with what it keeps of it; `has_changed`: whether the record is otherwise today."""

    decision: Decision
    ground: Ground
    has_changed: bool


def adoptions_of(actor: Actor, record: Record) -> list[Adoption]:
    """The decisions that stand on this record, newest first. Ask after the record itself passed `visible_to`."""
    decided = list(decisions_on(actor, record).prefetch_related(None))
    if not decided:
        return []
    today = digest_of(registry.kind(record.KIND).facts(record))
    grounds = Ground.objects.filter(kind=record.KIND, ref=record.uid, decision__in=decided)
    by_decision = {ground.decision_id: ground for ground in grounds}
    return [Adoption(one, by_decision[one.pk], by_decision[one.pk].digest != today) for one in decided]
