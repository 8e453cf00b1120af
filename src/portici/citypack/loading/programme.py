"""Steps for programmes with axes and actions, projects, their dated sheets and relations."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from portici.kernel.findings import Invalid, Message, gettext_noop
from portici.programme import domain as programme
from portici.programme.models import (
    Action,
    Axis,
    Programme,
    Project,
    ProjectRelation,
    RelationType,
    Sheet,
    Snapshot,
)

from ..faults import Faulty, fault, faults_of
from ..items import ActionItem, AxisItem, ProgrammeItem, ProjectItem, RelationItem, SheetItem, SnapshotItem
from ..models import PackedItem
from .base import REASON, RecordStep, Step, as_text, file_of


class ProgrammeStep(RecordStep[ProgrammeItem, Programme]):
    table: ClassVar[str] = "programme"
    model = Programme

    def values(self, item: ProgrammeItem) -> dict[str, Any]:
        return {
            "code": item.code,
            "name": item.name,
            "description": item.description,
            "period": item.period,
            "source": item.cited[:300],
            "language": item.language,
        }

    def find(self, item: ProgrammeItem) -> Programme | None:
        return Programme.objects.filter(code=item.code).first()

    def make(self, item: ProgrammeItem, given: dict[str, Any]) -> Programme:
        return programme.record_programme(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Programme, given: dict[str, Any]) -> None:
        programme.amend_programme(actor=self.actor, programme=record, values=given)

    def follow(self, item: ProgrammeItem, record: Programme, *, made: bool) -> None:  # noqa: ARG002 -- every step is asked alike
        for axis in item.axis:
            self._axis(item, axis, record)

    def _axis(self, item: ProgrammeItem, axis: AxisItem, record: Programme) -> None:
        values: dict[str, Any] = {
            "code": axis.code,
            "name": axis.name,
            "endowment": axis.endowment,
            "fund": axis.fund,
            "source": axis.cited[:300],
        }
        self.part(
            axis,
            f"{item.ref}/{axis.code}",
            find=lambda: record.axes.filter(code=axis.code).first(),
            add=lambda: programme.record_axis(actor=self.actor, programme=record, **values),
            amend=lambda row: programme.amend_axis(actor=self.actor, axis=row, values=values),
        )
        for row in record.axes.filter(code=axis.code):
            for action in axis.action:
                self._action(item, action, row)

    def _action(self, item: ProgrammeItem, action: ActionItem, axis: Axis) -> None:
        values = {"code": action.code, "name": action.name}
        self.part(
            action,
            f"{item.ref}/{axis.code}/{action.code}",
            find=lambda: axis.actions.filter(code=action.code).first(),
            add=lambda: programme.record_action(
                actor=self.actor, axis=axis, code=action.code, name=action.name
            ),
            amend=lambda row: programme.amend_action(actor=self.actor, action=row, values=values),
        )


class ProjectStep(RecordStep[ProjectItem, Project]):
    table: ClassVar[str] = "project"
    model = Project

    def values(self, item: ProjectItem) -> dict[str, Any]:
        return {
            "title": item.title,
            "action": self._action(item),
            "parent": self.house.record(Project, "project", item.parent, item.origin)
            if item.parent
            else None,
            "language": item.language,
        }

    def _action(self, item: ProjectItem) -> Action | None:
        if not item.action:
            return None
        found = Action.objects.filter(axis__programme__code=item.programme, code=item.action).first()
        if found is None:
            accepted = Message(
                gettext_noop("An action of the programme %(programme)s."), {"programme": item.programme}
            )
            todo = Message(gettext_noop("Add it to the programme's axis, or correct the code."))
            raise Faulty([fault(item.origin, "pack.stray", item.action, accepted, todo, name="action")])
        return found

    def find(self, item: ProjectItem) -> Project | None:
        return Project.objects.filter(code=item.code).first()

    def make(self, item: ProjectItem, given: dict[str, Any]) -> Project:
        return programme.record_project(actor=self.actor, code=item.code, is_example=item.example, **given)

    def amend(self, record: Project, given: dict[str, Any]) -> None:
        programme.amend_project(actor=self.actor, project=record, values=given)


class SheetStep(RecordStep[SheetItem, Sheet]):
    table: ClassVar[str] = "sheet"
    model = Sheet

    def values(self, item: SheetItem) -> dict[str, Any]:
        return {
            "as_of": item.as_of,
            "published_by": item.published_by,
            "source_url": item.url,
            "city": item.city,
            "ambit": item.ambit,
            "action_label": item.action_label,
            "title": item.title,
            "implementer": self.house.organisation_or_none(item.implementer, item.origin),
            "cup": item.cup,
            "official": item.official,
            "starts_on": item.starts_on,
            "ends_on": item.ends_on,
            "amount_programmed": item.amount_programmed,
            "amount_admitted": item.amount_admitted,
            "amount_committed": item.amount_committed,
            "amount_paid": item.amount_paid,
            "documents_note": item.documents_note,
            "note": item.note,
            "sections": [[section.heading, section.body] for section in item.section],
            "language": item.language,
        }

    def stored(self, record: Sheet, name: str) -> Any:
        if name == "sections":
            return [list(section) for section in record.sections.values_list("heading", "body")]
        return super().stored(record, name)

    def find(self, item: SheetItem) -> Sheet | None:
        same = Sheet.objects.filter(project__code=item.project, as_of=item.as_of)
        return same.filter(published_by=item.published_by).first()

    def make(self, item: SheetItem, given: dict[str, Any]) -> Sheet:
        project = self.house.record(Project, "project", item.project, item.origin)
        return programme.record_sheet(actor=self.actor, project=project, is_example=item.example, **given)

    def amend(self, record: Sheet, given: dict[str, Any]) -> None:
        sections = given.pop("sections", None)
        programme.amend_sheet(actor=self.actor, sheet=record, values=given, sections=sections, reason=REASON)

    def follow(self, item: SheetItem, record: Sheet, *, made: bool) -> None:  # noqa: ARG002 -- every step is asked alike
        for kept in item.snapshot:
            self.part(
                kept,
                f"{item.ref}/{kept.file}",
                find=Snapshot.objects.filter(sheet=record).first,
                add=partial(self._attach, kept, record),
            )

    def _attach(self, kept: SnapshotItem, record: Sheet) -> Snapshot:
        with file_of(self.house, kept, kept.file) as file:
            name = file.name or ""
            try:
                return programme.attach_snapshot(
                    actor=self.actor, sheet=record, filename=name, content=file, taken_on=kept.taken_on
                )
            except Invalid as error:
                raise Faulty(faults_of(kept.origin, error.findings)) from error


class RelationStep(Step[RelationItem]):
    table: ClassVar[str] = "relation"

    def take(self, item: RelationItem, packed: PackedItem | None) -> None:
        """Relations have no desk for amending: a changed one is left to a person, and told."""
        if packed is not None:
            self.house.kept.append(f"{self.table} {item.ref}")
            self.pack(item.ref, item.digest, packed.stored, packed.said)
            return
        source = self.house.record(Project, "project", item.project, item.origin)
        target = self.house.record(Project, "project", item.target, item.origin)
        known = ProjectRelation.objects.filter(
            type=item.type, source__in=[source, target], target__in=[source, target]
        )
        row = known.first()
        self.house.count(self.table, "there already" if row else "added")
        row = row or programme.relate_projects(
            actor=self.actor, source=source, relation=RelationType(item.type), target=target, note=item.note
        )
        self.pack(item.ref, item.digest, as_text(row), {})


STEPS: tuple[type[Step[Any]], ...] = (ProgrammeStep, ProjectStep, SheetStep, RelationStep)
