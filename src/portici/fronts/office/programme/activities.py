"""The office's screens for activities: list and timeline, the page with all that belongs to one, the paper
that opens one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    SmallForm,
    facts_of,
    may_add,
    may_edit,
    shown_with,
    step,
)
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import paper
from portici.fronts.office.publishing.attachments import attachments_on
from portici.governance.domain import carry_out
from portici.governance.queries import decisions_of_activity
from portici.governance.rules import may_write as may_write_decisions
from portici.kernel.actor import Scope
from portici.needs.models import Designation
from portici.needs.queries import designations_in_force
from portici.programme import domain, queries, rules
from portici.programme.filters import ActivityFilter
from portici.programme.forms import ActivityForm, AssignForm, MilestoneForm, MoveForm
from portici.programme.models import ActivityState
from portici.programme.tables import ActivityTable
from portici.records.forms import PickManyField

from .timeline import timeline_of

ACTIVITIES = (_("Activities"), "office:activities")
shown_with(
    "activity",
    lambda activity: [
        activity.project,
        activity.responsible,
        activity.place,
        *activity.areas.all(),
        *Designation.objects.select_related("area").filter(area__in=activity.areas.all(), until=None),
        *activity.needs.all(),
        *activity.partners.all(),
        *activity.decisions.all(),
        *activity.depends_on.all(),
    ],
)

#: What a button that moves an activity says.
MOVES = {
    (ActivityState.PLANNED, ActivityState.RUNNING): _("Start"),
    (ActivityState.RUNNING, ActivityState.DONE): _("Mark as done"),
    (ActivityState.SUSPENDED, ActivityState.RUNNING): _("Resume"),
    (ActivityState.SUSPENDED, ActivityState.PLANNED): _("Plan again"),
    (ActivityState.DONE, ActivityState.RUNNING): _("Take up again"),
    (ActivityState.CANCELLED, ActivityState.PLANNED): _("Plan again"),
}
TO = {ActivityState.SUSPENDED: _("Suspend the activity"), ActivityState.CANCELLED: _("Cancel the activity")}


class Activities(RecordList):
    """Rows and, of the rows shown, the line of time."""

    kind = "activity"
    room = "programme"
    table_class = ActivityTable
    filterset_class = ActivityFilter
    template_name = "office/programme/activities.html"
    add_name = "office:activity-add"
    add_label = _("Open an activity")
    table_pagination = {"per_page": 20}  # each has a bar in the drawing too

    def get_queryset(self) -> Any:
        return queries.activities(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [row.record for row in context["table"].paginated_rows]
        return {**context, "timeline": timeline_of(rows)}


class ActivityPage(RecordPage):
    kind = "activity"
    above = ACTIVITIES
    edit_name = "office:activity-edit"
    template_name = "office/programme/activity.html"

    def get_record(self) -> Any:
        super().get_record()
        return queries.activities(self.actor).get(uid=self.kwargs["uid"])

    def get_facts(self) -> Any:
        names = [
            "project", "description", "responsible", "partners", "areas", "place", "starts_on", "ends_on",
            "depends_on",
        ]  # fmt: skip
        return facts_of(self.actor, self.record, *names)

    def get_chain(self) -> Any:
        activity, actor = self.record, self.actor
        decision = paper(
            "decision-add", activity=activity, ground=[f"need:{need.uid}" for need in activity.needs.all()]
        )
        areas = list(activity.areas.all())
        return [
            step(_("Areas"), areas, missing=_("No area said")),
            step(
                _("Target areas"),
                designations_in_force(actor).filter(area__in=areas),
                missing=_("Not a target area"),
            ),
            step(_("Needs"), activity.needs.all(), missing=_("Answers no need yet")),
            step(
                _("Decisions"),
                decisions_of_activity(actor, activity),
                missing=_("Carries out no decision"),
                add_url=decision if may_add(actor, "decision") else "",
                add_label=_("Record a decision of the Board"),
            ),
            step(_("Activity"), [], current=True),
        ]

    def get_moves(self) -> list[SmallForm]:
        """A form for each state that can follow and that the actor may move it to; a reason where one is
        asked."""
        before, moves = ActivityState(self.record.state), []
        for state in rules.ACTIVITY_STATES.after(before):
            if not rules.may_move(self.actor, self.record, ActivityState(state)):
                continue
            form = MoveForm(actor=self.actor, auto_id=f"to-{state}-%s", initial={"state": state})
            if (before, state) in rules.FORWARD:
                del form.fields["reason"]
            else:
                form.fields["reason"].required = True
            label = MOVES.get((before, ActivityState(state))) or TO[ActivityState(state)]
            moves.append(SmallForm(label, reverse("office:activity-move", args=[self.record.uid]), form))
        return moves

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity, actor = self.record, self.actor
        add_milestone = assign = None
        if may_edit(actor, activity):
            form: Any = MilestoneForm(actor=actor, auto_id="milestone-%s")
            add_milestone = SmallForm(
                _("Add a milestone"), reverse("office:milestone-add", args=[activity.uid]), form
            )
        if rules.may_assign(actor, activity):
            form = AssignForm(actor=actor, auto_id="assign-%s")
            assign = SmallForm(
                _("Put somebody to work on it"), reverse("office:assign", args=[activity.uid]), form
            )
        waiting = related(
            "dependants", _("Activities that wait for it"), queries.dependants_of(actor, activity)
        )
        return super().get_context_data(
            moves=self.get_moves(),
            milestones=list(activity.milestones.all()),
            may_report=rules.may_report(actor, activity),
            add_milestone=add_milestone,
            assignments=queries.assignments_of(actor, activity),
            assign=assign,
            sections=[waiting],
            timeline=timeline_of([activity, *activity.depends_on.all()]),
            **attachments_on(actor, activity),
            **kwargs,
        )


class ActivityAddForm(ActivityForm):
    """A new activity, with the decisions that it carries out for those who may say so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if may_write_decisions(self.actor):
            field = PickManyField(
                kind="decision", actor=self.actor, label=_("Decisions that it carries out"), required=False
            )
            fields = list(self.fields.items())
            place = [name for name, _field in fields].index("needs") + 1
            self.fields = dict([*fields[:place], ("decisions", field), *fields[place:]])

    @property
    def links(self) -> dict[str, Any]:
        return {name: found for name, found in super().links.items() if name != "decisions"}


class ActivityAdd(AddView):
    """The paper for an activity; need, decision, area, project, place come along from where it is opened."""

    kind = "activity"
    above = ACTIVITIES
    form_class = ActivityAddForm
    title = _("Open an activity")
    done_message = _("The activity is open, as a draft.")
    prefill = {
        "project": Prefill("project", "project"),
        "need": Prefill("needs", "need", many=True),
        "decision": Prefill("decisions", "decision", many=True),
        "area": Prefill("areas", "area", many=True),
        "place": Prefill("place", "place"),
        "responsible": Prefill("responsible", "organisation"),
        "partner": Prefill("partners", "organisation", many=True),
        "after": Prefill("depends_on", "activity", many=True),
    }

    def get_initial(self) -> dict[str, Any]:
        own = {name: [area] for name, area in self.own("areas", Scope.AREA, "area").items()}
        return own | super().get_initial()

    def work(self, form: ActivityAddForm) -> Any:
        with transaction.atomic():
            activity = domain.open_activity(actor=self.actor, **form.values, **form.links)
            for decision in form.cleaned_data.get("decisions", ()):
                carrying = [*decision.activities.all(), activity]
                carry_out(actor=self.actor, decision=decision, activities=carrying)
        return activity


class ActivityEdit(AmendView):
    kind = "activity"
    above = ACTIVITIES
    form_class = ActivityForm

    def work(self, form: ActivityForm, version: int | None = None) -> Any:
        return domain.amend_activity(
            actor=self.actor, activity=self.record, version=version, values=form.values, links=form.links
        )
