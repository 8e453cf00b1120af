"""Tables for programmes, projects, their dated sheets and relations, and activities."""

# ruff: noqa: RUF009 -- `needed` and `free` make fields, as `dataclasses.field` does

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portici.programme.models import ActivityState, Fund, Period, RelationType

from .. import readers as read
from ..shape import Item, free, needed, tables
from .base import Told


@dataclass(frozen=True, kw_only=True)
class ActionItem(Item):
    code: str = needed(read.ref)
    name: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class AxisItem(Item):
    code: str = needed(read.ref)
    name: str = needed(read.text)
    endowment: Decimal | None = free(read.amount, None)
    fund: str = free(read.choice(Fund), "")
    action: tuple[ActionItem, ...] = tables(ActionItem)


@dataclass(frozen=True, kw_only=True)
class ProgrammeItem(Told):
    TABLE: ClassVar[str] = "programme"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
    period: str = free(read.choice(Period), "")
    axis: tuple[AxisItem, ...] = tables(AxisItem)


@dataclass(frozen=True, kw_only=True)
class ProjectItem(Told):
    TABLE: ClassVar[str] = "project"

    code: str = needed(read.project_code)
    title: str = needed(read.text)
    programme: str = free(read.text, "", refers="programme")
    action: str = free(read.text, "")
    parent: str = free(read.project_code, "", refers="project")


@dataclass(frozen=True, kw_only=True)
class SectionItem(Item):
    heading: str = free(read.text, "")
    body: str = needed(read.text)


@dataclass(frozen=True, kw_only=True)
class SnapshotItem(Item):
    """A file of the pack's folder with the page as its portal showed it; on the sheet's day unless another is said."""

    file: str = needed(read.text)
    taken_on: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class SheetItem(Told):
    TABLE: ClassVar[str] = "sheet"

    project: str = needed(read.project_code, refers="project")
    as_of: date = needed(read.day)
    #: Left out in a version of the office's own.
    published_by: str = free(read.text, "")
    title: str = needed(read.text)
    city: str = free(read.text, "")
    ambit: str = free(read.text, "")
    action_label: str = free(read.text, "")
    implementer: str = free(read.text, "", refers="organisation")
    cup: str = free(read.cup, "")
    official: str = free(read.text, "")
    starts_on: date | None = free(read.day, None)
    ends_on: date | None = free(read.day, None)
    amount_programmed: Decimal | None = free(read.amount, None)
    amount_admitted: Decimal | None = free(read.amount, None)
    amount_committed: Decimal | None = free(read.amount, None)
    amount_paid: Decimal | None = free(read.amount, None)
    documents_note: str = free(read.text, "")
    note: str = free(read.text, "")
    section: tuple[SectionItem, ...] = tables(SectionItem)
    snapshot: tuple[SnapshotItem, ...] = tables(SnapshotItem)

    @property
    def ref(self) -> str:
        return f"{self.project}/{self.as_of}/{self.published_by}"


@dataclass(frozen=True, kw_only=True)
class RelationItem(Item):
    TABLE: ClassVar[str] = "relation"

    project: str = needed(read.project_code, refers="project")
    type: str = needed(read.choice(RelationType))
    target: str = needed(read.project_code, refers="project")
    note: str = free(read.text, "")

    @property
    def ref(self) -> str:
        return f"{self.project}/{self.type}/{self.target}"


@dataclass(frozen=True, kw_only=True)
class MilestoneItem(Item):
    title: str = needed(read.text)
    due_on: date = needed(read.day)
    reached_on: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class AssignmentItem(Item):
    """Who works on an activity: loaded with the accounts, so only in a demo."""

    user: str = needed(read.email, refers="account")
    organisation: str = needed(read.ref, refers="organisation")
    function: str = free(read.text, "")
    time_share: int | None = free(read.whole, None)
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class ActivityItem(Told):
    TABLE: ClassVar[str] = "activity"

    key: str = needed(read.ref)
    project: str = needed(read.project_code, refers="project")
    title: str = needed(read.text)
    description: str = free(read.text, "")
    state: str = free(read.choice(ActivityState), "planned")
    #: Why it is suspended or cancelled.
    state_reason: str = free(read.text, "")
    responsible: str = free(read.text, "", refers="organisation")
    partners: tuple[str, ...] = free(read.texts, (), refers="organisation")
    areas: tuple[str, ...] = free(read.texts, (), refers="area")
    place: str = free(read.text, "", refers="place")
    needs: tuple[str, ...] = free(read.texts, (), refers="need")
    depends_on: tuple[str, ...] = free(read.texts, (), refers="activity")
    starts_on: date | None = free(read.day, None)
    ends_on: date | None = free(read.day, None)
    milestone: tuple[MilestoneItem, ...] = tables(MilestoneItem)
    assignment: tuple[AssignmentItem, ...] = tables(AssignmentItem)
