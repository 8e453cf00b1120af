"""The office's screens for projects: the dated sheets, the relations from both ends, the activities on a
line of time."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    may_add,
    may_edit,
    shown_with,
)
from portici.fronts.office.kit.related import Related, related
from portici.fronts.office.links import narrowed, paper
from portici.fronts.office.publishing.attachments import attachments_on
from portici.fronts.posters import posters_of
from portici.programme import domain, queries
from portici.programme.filters import ProjectFilter
from portici.programme.forms import ProjectForm, RelationForm
from portici.programme.tables import ProjectTable
from portici.records.forms import ReasonForm

from .timeline import timeline_of

PROJECTS = (_("Projects"), "office:projects")
shown_with("project", lambda project: [project.parent])


class Projects(RecordList):
    kind = "project"
    room = "programme"
    table_class = ProjectTable
    filterset_class = ProjectFilter
    add_name = "office:project-add"
    add_label = _("Add a project")

    def get_queryset(self) -> Any:
        return queries.projects(self.actor)


class ProjectPage(RecordPage):
    kind = "project"
    above = PROJECTS
    edit_name = "office:project-edit"
    template_name = "office/programme/project.html"

    def get_record(self) -> Any:
        super().get_record()
        return queries.projects(self.actor).get(uid=self.kwargs["uid"])

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "code", "title", "action", "parent")

    def get_sections(self) -> list[Related]:
        project, actor = self.record, self.actor
        return [
            related(
                "sub-projects",
                _("Sub-projects"),
                queries.projects(actor).filter(parent=project),
                all_url=narrowed("projects", parent=project),
            ),
            related(
                "activities",
                _("Activities"),
                queries.activities_of_project(actor, project),
                note=lambda activity: activity.get_state_display(),
                all_url=narrowed("activities", project=project),
                add_url=paper("activity-add", project=project) if may_add(actor, "activity") else "",
                add_label=_("Open an activity"),
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project, actor = self.record, self.actor
        relate = None
        if may_edit(actor, project):
            form = RelationForm(actor=actor, auto_id="relation-%s")
            relate = SmallForm(
                _("Relate it to another project"), reverse("office:relate", args=[project.uid]), form
            )
        return super().get_context_data(
            sheets=list(queries.sheets_of(actor, project)),
            may_add_sheet=may_add(actor, "sheet"),
            relations=queries.relations_of(actor, project),
            relate=relate,
            sections=self.get_sections(),
            timeline=timeline_of(queries.activities_of_project(actor, project, with_sub_projects=True)),
            posters=posters_of(project),
            **attachments_on(actor, project),
            **kwargs,
        )


class ProjectAdd(AddView):
    kind = "project"
    above = PROJECTS
    form_class = ProjectForm
    title = _("New project")
    prefill = {"parent": Prefill("parent", "project")}

    def work(self, form: ProjectForm) -> Any:
        return domain.record_project(actor=self.actor, **form.values)


class ProjectEdit(AmendView):
    kind = "project"
    above = PROJECTS
    form_class = ProjectForm

    def work(self, form: ProjectForm, version: int | None = None) -> Any:
        return domain.amend_project(
            actor=self.actor, project=self.record, version=version, values=form.values
        )


class Relate(RowView):
    """A relation is said once, from whichever end one stands at."""

    kind = "project"
    above = PROJECTS
    form_class: Any = RelationForm
    title = _("Relate it to another project")

    def work(self, form: RelationForm, version: int | None = None) -> Any:
        end, _colon, kind = form.values["type"].partition(":")
        here, there = self.record, form.values["target"]
        source, target = (here, there) if end == "out" else (there, here)
        domain.relate_projects(
            actor=self.actor, source=source, relation=kind, target=target, note=form.values["note"]
        )


class Unrelate(RowView):
    kind = "project"
    above = PROJECTS
    form_class = ReasonForm
    title = _("Take the relation off")
    submit_label = _("Take it off")

    def rows(self) -> Any:
        return queries.relations_of(self.actor, self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": f"{self.row.label} {self.row.other}"}

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        domain.unrelate_projects(actor=self.actor, relation=self.row.relation, reason=form.values["reason"])
