"""What belongs to an activity and is changed on its page: its state, its milestones, who works on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import RowView
from portici.kernel.findings import Verdict
from portici.programme import domain, queries, rules
from portici.programme.forms import (
    AssignForm,
    MilestoneForm,
    MoveForm,
    ReachForm,
    UntilForm,
)
from portici.programme.models import ActivityState
from portici.records.forms import ReasonForm

ACTIVITIES = (_("Activities"), "office:activities")


class Move(RowView):
    """To another state; the rule book says which can follow, who may, and whether a reason is asked."""

    kind = "activity"
    above = ACTIVITIES
    form_class = MoveForm
    title = _("Move the activity to another state")

    def may(self) -> Verdict:
        return rules.may_report(self.actor, self.record)

    def work(self, form: MoveForm, version: int | None = None) -> Any:
        state = form.values["state"]
        if state not in ActivityState.values:
            raise Http404
        return domain.move_activity(
            actor=self.actor,
            activity=self.record,
            state=ActivityState(state),
            reason=form.values["reason"],
            version=version,
        )


class MilestoneAdd(RowView):
    kind = "activity"
    above = ACTIVITIES
    form_class = MilestoneForm
    title = _("Add a milestone")

    def work(self, form: MilestoneForm, version: int | None = None) -> Any:
        domain.add_milestone(actor=self.actor, activity=self.record, version=version, **form.values)


class MilestoneView(RowView):
    """One milestone of the activity."""

    kind = "activity"
    above = ACTIVITIES

    def rows(self) -> Any:
        return self.record.milestones.all()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": self.row.title}


class MilestoneEdit(MilestoneView):
    form_class = MilestoneForm
    title = _("Change a milestone")

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.row.title, "due_on": self.row.due_on}

    def work(self, form: MilestoneForm, version: int | None = None) -> Any:
        domain.amend_milestone(actor=self.actor, milestone=self.row, version=version, **form.values)


class MilestoneReach(MilestoneView):
    form_class = ReachForm
    title = _("Say when it was reached")

    def may(self) -> Verdict:
        return rules.may_report(self.actor, self.record)

    def work(self, form: ReachForm, version: int | None = None) -> Any:
        domain.reach_milestone(actor=self.actor, milestone=self.row, version=version, **form.values)


class MilestoneRemove(MilestoneView):
    form_class = ReasonForm
    title = _("Remove a milestone")
    submit_label = _("Remove")

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        domain.remove_milestone(actor=self.actor, milestone=self.row, version=version, **form.values)


class Assign(RowView):
    kind = "activity"
    above = ACTIVITIES
    form_class = AssignForm
    title = _("Put somebody to work on it")

    def may(self) -> Verdict:
        return rules.may_assign(self.actor, self.record)

    def work(self, form: AssignForm, version: int | None = None) -> Any:
        domain.assign_staff(actor=self.actor, activity=self.record, version=version, **form.values)


class AssignmentEnd(RowView):
    kind = "activity"
    above = ACTIVITIES
    form_class = UntilForm
    title = _("Say until when they work on it")

    def may(self) -> Verdict:
        return rules.may_assign(self.actor, self.record)

    def rows(self) -> Any:
        return queries.assignments_of(self.actor, self.record)

    def work(self, form: UntilForm, version: int | None = None) -> Any:
        domain.end_assignment(
            actor=self.actor, assignment=self.row, until=form.values["until"], version=version
        )
