"""Programmes, projects, their dated sheets and their relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.functional import Promise

from portici.kernel.actor import Actor
from portici.kernel.codes import ProjectCode
from portici.kernel.findings import Finding
from portici.organisations.models import Organisation
from portici.records.links import seen
from portici.records.models import Publication

from ..checks import findings_on_sheet
from ..models import INVERSE, Action, Axis, Programme, Project, ProjectRelation, RelationType, Sheet, Snapshot


def programmes(actor: Actor) -> QuerySet[Programme]:
    """Programmes with their axes and these with their actions."""
    found: QuerySet[Programme] = seen(Programme, actor).prefetch_related(
        Prefetch("axes", queryset=Axis.objects.prefetch_related("actions"))
    )
    return found


def projects(actor: Actor) -> QuerySet[Project]:
    """Projects and sub-projects in the order of their codes, with parent and action.

    The action of a programme that the actor may not see reads as None.
    """
    found: QuerySet[Project] = (
        seen(Project, actor)
        .select_related("parent")
        .prefetch_related(Prefetch("action", queryset=_actions(actor)))
    )
    return found


def project_by_code(actor: Actor, text: str) -> Project | None:
    """The project of this code, however it is spelled; None also when the text is no code."""
    code = ProjectCode.parse(text).value
    return projects(actor).filter(code=str(code)).first() if code else None


def projects_of_organisation(actor: Actor, organisation: Organisation) -> QuerySet[Project]:
    """Projects whose newest published sheet names the organisation as implementing body."""
    implemented = _newest(seen(Sheet, actor)).filter(implementer=organisation)
    return projects(actor).filter(pk__in=implemented.values("project"))


def sheets_of(actor: Actor, project: Project) -> QuerySet[Sheet]:
    """All versions, newest first, with sections and the implementing body as far as it may be seen."""
    return _told(actor, seen(Sheet, actor).filter(project=project)).order_by("-as_of", "-id")


def current_sheet(actor: Actor, project: Project) -> Sheet | None:
    """The newest published version; the same for everybody who may see the project."""
    return current_sheets(actor, [project]).get(project.pk)


def current_sheets(actor: Actor, projects: Iterable[Project]) -> dict[int, Sheet]:
    """The newest published version of each, by the project's primary key; constant number of queries."""
    wanted = seen(Sheet, actor).filter(project__in=[project.pk for project in projects])
    return {sheet.project_id: sheet for sheet in _told(actor, _newest(wanted))}


def current_sheet_rows(actor: Actor) -> QuerySet[Sheet]:
    """The newest published version of every project that the actor may see, as rows to filter and to add up."""
    return _told(actor, _newest(seen(Sheet, actor)))


def newest_sheets(actor: Actor) -> QuerySet[Sheet]:
    """The newest version of each project that the actor may see, whatever its state: the one to work on."""
    newest = Sheet.objects.exclude(publication=Publication.WITHDRAWN).filter(project=OuterRef("project"))
    key = Subquery(newest.order_by("-as_of", "-id").values("pk")[:1])
    found: QuerySet[Sheet] = seen(Sheet, actor).filter(pk=key).select_related("project")
    return found


def snapshot_of(actor: Actor, sheet: Sheet) -> Snapshot | None:
    """The file kept beside a version, for who may see the version; None when there is none."""
    return Snapshot.objects.filter(sheet__in=seen(Sheet, actor).filter(pk=sheet.pk).values("pk")).first()


def own_version(actor: Actor, sheet: Sheet) -> Sheet | None:
    """The house's own version (published by nobody else) that stood when a portal showed this one; None without any."""
    own = seen(Sheet, actor).filter(project=sheet.project_id, published_by="", as_of__lte=sheet.as_of)
    return own.exclude(pk=sheet.pk).order_by("-as_of", "-id").first()


def findings_by_sheet(sheets: Iterable[Sheet]) -> dict[int, list[Finding]]:
    """What does not fit in each sheet, by primary key; computed, no query."""
    return {sheet.pk: findings_on_sheet(sheet) for sheet in sheets}


def _newest(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    published = Sheet.objects.filter(project=OuterRef("project"), publication=Publication.PUBLISHED)
    newest = published.order_by("-as_of", "-id").values("pk")[:1]
    return sheets.filter(publication=Publication.PUBLISHED, pk=Subquery(newest))


def _told(actor: Actor, sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    implementers = Prefetch("implementer", queryset=seen(Organisation, actor))
    return sheets.select_related("project", "snapshot").prefetch_related("sections", implementers)


def _actions(actor: Actor) -> QuerySet[Action]:
    visible = seen(Programme, actor).values("pk")
    return Action.objects.filter(axis__programme__in=visible).select_related("axis__programme")


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relation as read from one end: "`label` `other`"."""

    relation: ProjectRelation
    type: RelationType
    label: str | Promise
    other: Project
    note: str
    is_outgoing: bool

    @property
    def uid(self) -> str:
        return self.relation.uid


def relations_of(actor: Actor, project: Project) -> list[RelationView]:
    """The project's relations, from whichever end they were said, with projects that the actor may see."""
    visible = seen(Project, actor).values("pk")
    rows = ProjectRelation.objects.filter(
        Q(source=project, target__in=visible) | Q(target=project, source__in=visible)
    ).select_related("source", "target")
    views = [_view(row, project) for row in rows]
    return sorted(views, key=lambda view: (view.type.value, not view.is_outgoing, view.other.code_key))


def _view(row: ProjectRelation, project: Project) -> RelationView:
    kind = RelationType(row.type)
    outgoing = row.source_id == project.pk
    return RelationView(
        relation=row,
        type=kind,
        label=kind.label if outgoing else INVERSE[kind],
        other=row.target if outgoing else row.source,
        note=row.note,
        is_outgoing=outgoing,
    )
