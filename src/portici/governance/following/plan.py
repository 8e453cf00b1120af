"""A body's plan as a tree of guidelines, and all that stands below one of them; as far as the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from portici.kernel.actor import Actor
from portici.needs.models import Need
from portici.programme.models import Activity, Project
from portici.records.links import hangs_from, seen
from portici.territory.models import Area, Indicator

from ..models import Body, Decision, FollowUp, Guideline
from .queries import executions, guidelines, not_overtaken
from .states import DecisionState

#: Decisions that a guideline's line names; the list of decisions has the earlier ones.
LAST_CARRIED = 12


@dataclass(slots=True)
class Branch:
    """A guideline in its tree. `decisions`: the last that carry it out itself, not what lies below it; `earlier`: how many more it has before."""

    guideline: Guideline
    depth: int = 0
    children: list[Branch] = field(default_factory=list)
    decisions: list[tuple[Decision, DecisionState]] = field(default_factory=list)
    earlier: int = 0

    def walked(self) -> Iterator[Branch]:
        """The branch and all below it, as they are read."""
        yield self
        for child in self.children:
            yield from child.walked()


def plan_of(actor: Actor, body: Body, year: int) -> list[Branch]:
    """The plan of a year, from the top, each guideline with the decisions that carry it out; constant number of queries.

    What lies below a guideline that the actor may not see stands at the top.
    """
    roots = _tree(guidelines(actor).filter(body=body, year=year))
    _with_decisions(actor, [branch for root in roots for branch in root.walked()])
    return roots


def branch_of(actor: Actor, guideline: Guideline) -> Branch:
    """A guideline that passed `visible_to` with all below it, decisions included."""
    rows = guidelines(actor).filter(body=guideline.body_id, year=guideline.year)
    branches = [branch for root in _tree(rows) for branch in root.walked()]
    found = next(branch for branch in branches if branch.guideline.pk == guideline.pk)
    listed = list(found.walked())
    _with_decisions(actor, listed)
    for branch in listed:
        branch.depth -= found.depth if branch is not found else 0
    found.depth = 0
    return found


def keys_below(actor: Actor, guideline: Guideline) -> list[int]:
    """The keys of a guideline that passed `visible_to` and of all below it, in two queries at most."""
    rows = seen(Guideline, actor).filter(body=guideline.body_id, year=guideline.year).order_by()
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, parent in rows.values_list("pk", "parent"):
        below[parent].append(key)
    found, edge = [guideline.pk], [guideline.pk]
    while edge:
        edge = [child for key in edge for child in below[key]]
        found += edge
    return found


def plans(actor: Actor, last: int | None = None) -> list[tuple[Body, int]]:
    """The plans of which the actor may see something, the last year first: all, or so many."""
    rows = seen(Guideline, actor).filter(hangs_from(actor, "body", Body))
    pairs = rows.order_by("-year", "body__name", "body").values_list("body", "year").distinct()[:last]
    bodies = seen(Body, actor).in_bulk({body for body, _year in pairs})
    return [(bodies[body], year) for body, year in pairs]


def decisions_below(actor: Actor, guideline: Guideline) -> QuerySet[Decision]:
    """The decisions that carry out a guideline which passed `visible_to`, or one below it."""
    return seen(Decision, actor).filter(carrying(keys_below(actor, guideline)))


def carrying(keys: Iterable[int]) -> Q:
    """Decisions that carry out one of these guidelines."""
    links = Decision.guidelines.through._default_manager.filter(guideline__in=list(keys))
    return Q(pk__in=links.values("decision"))


def activities_below(actor: Actor, guideline: Guideline) -> QuerySet[Activity]:
    """The activities that carry those decisions out."""
    decisions = decisions_below(actor, guideline).order_by().values("pk")
    links = Decision.activities.through._default_manager.filter(decision__in=decisions)
    named = FollowUp.objects.filter(decision__in=decisions, activity__isnull=False)
    carried = Q(pk__in=links.values("activity")) | Q(pk__in=named.values("activity"))
    return seen(Activity, actor).filter(carried)


def needs_below(actor: Actor, guideline: Guideline) -> QuerySet[Need]:
    """The needs that those activities answer."""
    activities = activities_below(actor, guideline).order_by().values("pk")
    links = Activity.needs.through._default_manager.filter(activity__in=activities)
    return seen(Need, actor).filter(pk__in=links.values("need"))


def areas_below(actor: Actor, guideline: Guideline) -> QuerySet[Area]:
    """The areas that those activities are done in."""
    activities = activities_below(actor, guideline).order_by().values("pk")
    links = Activity.areas.through._default_manager.filter(activity__in=activities)
    return seen(Area, actor).filter(pk__in=links.values("area")).select_related("layer")


def projects_below(actor: Actor, guideline: Guideline) -> QuerySet[Project]:
    """The projects whose money pays for it: those of the activities, and those that follow-ups name."""
    decisions = decisions_below(actor, guideline).order_by().values("pk")
    paying = FollowUp.objects.filter(decision__in=decisions, project__isnull=False).values("project")
    doing = activities_below(actor, guideline).order_by().values("project")
    return seen(Project, actor).filter(Q(pk__in=paying) | Q(pk__in=doing))


def indicators_below(actor: Actor, guideline: Guideline) -> QuerySet[Indicator]:
    """The indicators that follow-ups expect something of."""
    decisions = decisions_below(actor, guideline).order_by().values("pk")
    named = FollowUp.objects.filter(decision__in=decisions, indicator__isnull=False)
    return seen(Indicator, actor).filter(pk__in=named.values("indicator"))


def idle_guidelines(actor: Actor) -> QuerySet[Guideline]:
    """Guidelines without others below them that no decision in force carries out, the earliest plan first."""
    standing = seen(Decision, actor).filter(not_overtaken(actor)).order_by().values("pk")
    carried = Decision.guidelines.through._default_manager.filter(decision__in=standing)
    above = Guideline.objects.filter(parent__isnull=False).values("parent")
    rows = guidelines(actor).exclude(pk__in=above).exclude(pk__in=carried.values("guideline"))
    return rows.exclude(publication="withdrawn").order_by("year", "code", "pk")


def _tree(rows: Iterable[Guideline]) -> list[Branch]:
    branches = {row.pk: Branch(row) for row in sorted(rows, key=_order)}
    roots: list[Branch] = []
    for branch in branches.values():
        parent = branches.get(branch.guideline.parent_id or 0)
        (parent.children if parent else roots).append(branch)
    for root in roots:
        for branch in root.walked():
            for child in branch.children:
                child.depth = branch.depth + 1
    return roots


def _order(guideline: Guideline) -> tuple[list[tuple[int, str]], int]:
    """As a reader numbers them: 2 before 10, 2.1 after 2."""
    parts = guideline.code.replace("-", ".").split(".")
    return [(int(part), "") if part.isdecimal() else (10**9, part) for part in parts], guideline.pk


def _with_decisions(actor: Actor, branches: Iterable[Branch]) -> None:
    by_key = {branch.guideline.pk: branch for branch in branches}
    links = Decision.guidelines.through._default_manager.filter(guideline__in=list(by_key))
    lines: dict[int, list[int]] = defaultdict(list)
    for line, decision in links.values_list("guideline", "decision"):
        lines[decision].append(line)
    carrying_out = seen(Decision, actor).filter(pk__in=lines)
    kept: dict[int, list[int]] = defaultdict(list)
    for key in carrying_out.order_by("-decided_on", "-number", "-pk").values_list("pk", flat=True):
        for line in lines[key]:
            if len(kept[line]) < LAST_CARRIED:
                kept[line].append(key)
            else:
                by_key[line].earlier += 1
    shown = carrying_out.filter(pk__in={key for keys in kept.values() for key in keys})
    told = {one.decision.pk: one for one in executions(actor, shown.select_related("body"))}
    for line, keys in kept.items():
        by_key[line].decisions = [(told[key].decision, told[key].state) for key in reversed(keys)]
