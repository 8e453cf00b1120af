"""By what else one sees how far a step is: the documents of its activity, the money of the project that pays it.

All of it stands beside the state, as milestones do, and corrects it nowhere: an activity that is done without anything to show it is still
done, and the page says that nothing shows it. Documents lie in a room above this one, which says how they are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portici.kernel.actor import Actor
from portici.programme.models import Activity, Project, Sheet
from portici.programme.queries import current_sheets

from .queries import Execution, Step
from .states import KnownFrom, StepState

#: How many documents each of the activities has that the actor may see, by primary key.
Counter = Callable[[Actor, Sequence[Activity]], Mapping[int, int]]
_counters: list[Counter] = []


def documents_by(counter: Counter) -> None:
    """Say how the documents of activities are counted."""
    _counters[:] = [counter]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a step follows from, or can be held against. `sheet`: the newest of `project` that has amounts; both as the actor may see them."""

    step: Step
    documents: int
    project: Project | None
    sheet: Sheet | None

    @property
    def is_bare(self) -> bool:
        """Whether the step is done by its activity alone: no milestone of it is reached, and no document shows it."""
        done = self.step.origin is KnownFrom.DERIVED and self.step.state is StepState.DONE
        return done and not self.step.reached and not self.documents

    @property
    def is_ahead(self) -> bool:
        """Whether its activity has not begun, and milestones of it are reached all the same."""
        return (
            self.step.origin is KnownFrom.DERIVED
            and self.step.state is StepState.NOT_BEGUN
            and bool(self.step.reached)
        )


def evidence_of(actor: Actor, execution: Execution) -> list[Evidence]:
    """For each step of a decision that passed `visible_to`, in their order. Constant number of queries."""
    activities = [step.activity for step in execution.steps if step.activity is not None]
    counted: dict[int, int] = {}
    for counter in _counters if activities else ():
        counted |= counter(actor, activities)
    paying = [_paying(step) for step in execution.steps]
    listed = [project for project in paying if project is not None]
    sheets = current_sheets(actor, listed) if listed else {}
    return [
        Evidence(
            step=step,
            documents=counted.get(step.activity.pk, 0) if step.activity else 0,
            project=project,
            sheet=_with_amounts(sheets.get(project.pk)) if project else None,
        )
        for step, project in zip(execution.steps, paying, strict=True)
    ]


def _paying(step: Step) -> Project | None:
    """The project that the follow-up names, else the activity's; an activity that is seen belongs to one that is."""
    if step.project is not None:
        return step.project
    return step.activity.project if step.activity is not None else None


def _with_amounts(sheet: Sheet | None) -> Sheet | None:
    if sheet is None or (sheet.amount_programmed is None and sheet.amount_paid is None):
        return None
    return sheet
