"""The whole programme as a tree: programme, axis, action, project, sub-project, activity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portici.kernel.actor import Actor
from portici.records.links import seen

from ..models import Action, Activity, Axis, Programme, Project
from .projects import programmes, projects


@dataclass(frozen=True, slots=True)
class Branch:
    """`kind`: programme, axis, action, project, sub-project, activity; `item`: the row itself.

    The one branch without item, of kind "other", is last and holds the projects without (visible) action.
    """

    kind: str
    label: str
    item: Any = None
    children: tuple[Branch, ...] = field(default=())


def tree(actor: Actor) -> tuple[Branch, ...]:
    """What the actor may see, in reading order; six queries, whatever the size."""
    listed = list(projects(actor))
    below = _activities(actor)
    subs: dict[int | None, list[Project]] = defaultdict(list)
    for project in listed:
        subs[project.parent_id].append(project)
    by_action: dict[int | None, list[Branch]] = defaultdict(list)
    for project in subs[None]:
        by_action[project.action.pk if project.action else None].append(_project(project, subs, below))
    branches = [_programme(programme, by_action) for programme in programmes(actor)]
    others = tuple(by_action.get(None, ()))
    return (*branches, *((Branch("other", "", None, others),) if others else ()))


def flat(branches: Iterable[Branch], depth: int = 0) -> list[tuple[int, Branch]]:
    """The branches with their depths, as a list row by row."""
    rows = []
    for branch in branches:
        rows += [(depth, branch), *flat(branch.children, depth + 1)]
    return rows


def _activities(actor: Actor) -> dict[int, list[Branch]]:
    found: dict[int, list[Branch]] = defaultdict(list)
    for activity in seen(Activity, actor):
        found[activity.project_id].append(Branch("activity", activity.title, activity))
    return found


def _project(
    project: Project, subs: Mapping[int | None, list[Project]], below: Mapping[int, list[Branch]]
) -> Branch:
    children = [
        Branch("sub-project", str(sub), sub, tuple(below.get(sub.pk, ()))) for sub in subs.get(project.pk, ())
    ]
    return Branch("project", str(project), project, (*children, *below.get(project.pk, ())))


def _programme(programme: Programme, by_action: Mapping[int | None, list[Branch]]) -> Branch:
    axes = tuple(_axis(axis, by_action) for axis in programme.axes.all())
    return Branch("programme", programme.name, programme, axes)


def _axis(axis: Axis, by_action: Mapping[int | None, list[Branch]]) -> Branch:
    return Branch("axis", str(axis), axis, tuple(_action(action, by_action) for action in axis.actions.all()))


def _action(action: Action, by_action: Mapping[int | None, list[Branch]]) -> Branch:
    return Branch("action", str(action), action, tuple(by_action.get(action.pk, ())))
