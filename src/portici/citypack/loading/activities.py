"""The step for activities: with their milestones, those who work on them, and the states that they went
through.
"""

from __future__ import annotations

from typing import Any, ClassVar

from portici.needs.models import Need
from portici.people.models import User
from portici.programme import domain as programme
from portici.programme.models import Activity, ActivityState, Project
from portici.territory.models import Place

from ..items import ActivityItem, AssignmentItem, MilestoneItem
from .base import RecordStep, Step, taken_out

#: How an activity gets to a state from where it is opened.
WAYS = {
    ActivityState.PLANNED: (),
    ActivityState.RUNNING: (ActivityState.RUNNING,),
    ActivityState.DONE: (ActivityState.RUNNING, ActivityState.DONE),
    ActivityState.SUSPENDED: (ActivityState.RUNNING, ActivityState.SUSPENDED),
    ActivityState.CANCELLED: (ActivityState.CANCELLED,),
}


class ActivityStep(RecordStep[ActivityItem, Activity]):
    table: ClassVar[str] = "activity"
    model = Activity

    def values(self, item: ActivityItem) -> dict[str, Any]:
        house = self.house
        return {
            "project": house.record(Project, "project", item.project, item.origin),
            "title": item.title,
            "description": item.description,
            "responsible": house.organisation_or_none(item.responsible, item.origin),
            "place": house.record(Place, "place", item.place, item.origin) if item.place else None,
            "starts_on": item.starts_on,
            "ends_on": item.ends_on,
            "language": item.language,
            "partners": [house.organisation(ref, item.origin) for ref in item.partners],
            "areas": [house.area(ref, item.origin) for ref in item.areas],
            "needs": list(house.records(Need, "need", item.needs, item.origin)),
            "depends_on": list(house.records(Activity, "activity", item.depends_on, item.origin)),
        }

    def make(self, item: ActivityItem, given: dict[str, Any]) -> Activity:
        return programme.open_activity(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Activity, given: dict[str, Any]) -> None:
        links = taken_out(given, ("partners", "areas", "needs", "depends_on"))
        programme.amend_activity(actor=self.actor, activity=record, values=given, links=links)

    def follow(self, item: ActivityItem, record: Activity, *, made: bool) -> None:
        """Milestones, staff; and for a new one its state. A state that a later pack says otherwise is a
        person's to move.
        """
        for milestone in item.milestone:
            self._milestone(item, milestone, record)
        for assignment in item.assignment:
            self._assignment(item, assignment, record)
        for state in WAYS[ActivityState(item.state)] if made else ():
            programme.move_activity(actor=self.actor, activity=record, state=state, reason=item.state_reason)

    def _milestone(self, item: ActivityItem, milestone: MilestoneItem, record: Activity) -> None:
        def add() -> Any:
            row = programme.add_milestone(
                actor=self.actor, activity=record, title=milestone.title, due_on=milestone.due_on
            )
            if milestone.reached_on:
                programme.reach_milestone(actor=self.actor, milestone=row, reached_on=milestone.reached_on)
            return row

        def amend(row: Any) -> None:
            programme.amend_milestone(
                actor=self.actor, milestone=row, title=milestone.title, due_on=milestone.due_on
            )
            if milestone.reached_on and row.reached_on != milestone.reached_on:
                programme.reach_milestone(actor=self.actor, milestone=row, reached_on=milestone.reached_on)

        self.part(
            milestone,
            f"{item.ref}/{milestone.title}",
            find=lambda: record.milestones.filter(title=milestone.title).first(),
            add=add,
            amend=amend,
        )

    def _assignment(self, item: ActivityItem, assignment: AssignmentItem, record: Activity) -> None:
        user = User.objects.get(email=assignment.user)
        self.part(
            assignment,
            f"{item.ref}/{assignment.user}",
            find=lambda: record.assignments.filter(user=user).first(),
            add=lambda: programme.assign_staff(
                actor=self.actor,
                activity=record,
                user=user,
                organisation=self.house.organisation(assignment.organisation, assignment.origin),
                function=assignment.function,
                time_share=assignment.time_share,
                since=assignment.since,
            ),
        )


STEPS: tuple[type[Step[Any]], ...] = (ActivityStep,)
