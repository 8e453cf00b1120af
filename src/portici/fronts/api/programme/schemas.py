"""How programmes, projects and activities are written."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Field, Schema

from portici.kernel.findings import gettext_noop
from portici.programme.models import ActivityState, RelationType

from ..common import AREA_KEY, Asked, Euro, Page, RecordOut, Ref, Text

AMOUNT = Literal["programmato", "ammesso", "vincolante", "erogato"]


class ProjectsAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words or code."), examples=["BO3.3.1.b"])
    programme: Text | None = Field(None, description=gettext_noop("Code of a programme."))
    axis: Text | None = Field(
        None, description=gettext_noop("Code of a programme, a slash, code of an axis.")
    )
    year: int | None = Field(
        None, ge=1900, le=2200, description=gettext_noop("Projects whose period touches the year.")
    )
    implementer: Text | None = Field(None, description=gettext_noop("Uid of the implementing body."))
    livello: Literal["progetto", "sottoprogetto"] | None = Field(
        None, description=gettext_noop("Only projects, or only sub-projects.")
    )
    parent: Text | None = Field(
        None, description=gettext_noop("Code of the project that sub-projects belong to.")
    )
    importo: AMOUNT | None = Field(
        None, description=gettext_noop("Only projects whose newest sheet has this amount.")
    )
    sort: (
        Literal[
            "code", "-code", "title", "-title", "amount_paid", "-amount_paid", "updated_at", "-updated_at"
        ]
        | None
    ) = Field(None, description=gettext_noop("What the list is sorted by; a minus turns it round."))


class ActivitiesAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words."))
    area: Text | None = Field(
        None,
        pattern=AREA_KEY,
        description=gettext_noop("Layer and code of an area: what lies within it too."),
    )
    project: Text | None = Field(None, description=gettext_noop("Code of a project: its sub-projects too."))
    organisation: Text | None = Field(
        None, description=gettext_noop("Uid of an organisation that answers for it or joins it.")
    )
    place: Text | None = Field(None, description=gettext_noop("Uid of a place."))
    need: Text | None = Field(None, description=gettext_noop("Uid of a need that it answers."))
    decision: Text | None = Field(
        None, description=gettext_noop("Address of a decision that it carries out.")
    )
    state: ActivityState | None = Field(None, description=gettext_noop("State of the activity."))
    year: int | None = Field(
        None, ge=1900, le=2200, description=gettext_noop("Activities whose period touches the year.")
    )
    sort: (
        Literal[
            "starts_on", "-starts_on", "ends_on", "-ends_on", "title", "-title", "updated_at", "-updated_at"
        ]
        | None
    ) = Field(None, description=gettext_noop("What the list is sorted by; a minus turns it round."))


class ActionOut(Schema):
    code: str = Field(examples=["3.3.1"])
    name: str


class AxisOut(Schema):
    code: str = Field(examples=["3"])
    name: str
    endowment: Euro | None
    source: str
    actions: list[ActionOut]


class ProgrammeOut(RecordOut):
    """A funding programme or a plan, with its axes and their actions."""

    code: str
    name: str
    description: str
    source: str
    axes: list[AxisOut]


class ProgrammePage(Page):
    items: list[ProgrammeOut]


class Amounts(Schema):
    """The four amounts of a sheet; null is not known, which is not zero."""

    programmed: Euro | None
    admitted: Euro | None
    committed: Euro | None = Field(description="The legally binding amount.")
    paid: Euro | None


class SheetOut(Schema):
    """A project's sheet as it stood on a day. The official whom a source names is on the portal's page only."""

    as_of: date
    published_by: str
    source_url: str
    url: str = Field(description="This sheet in the portal.")
    title: str
    cup: str = Field(
        description="Unique project code, as the source prints it.", examples=["F39G16000350007"]
    )
    implementer: Ref | None
    starts_on: date | None
    ends_on: date | None
    amounts: Amounts


class FrameOut(Schema):
    """Where a project stands in its programme."""

    programme: Ref
    axis: str = Field(examples=["3"])
    action: str = Field(examples=["3.3.1"])


class ProjectOut(RecordOut):
    """A project or sub-project, with its newest published sheet."""

    code: str = Field(examples=["BO3.3.1.b"])
    parent: Ref | None = Field(description="The project that a sub-project belongs to.")
    frame: FrameOut | None
    sheet: SheetOut | None


class ProjectPage(Page):
    items: list[ProjectOut]


class SectionOut(Schema):
    heading: str
    text: str


class RelationOut(Schema):
    """ "This project `type` the other", or the other way round."""

    type: RelationType
    is_outgoing: bool = Field(description="False: said of the other project about this one.")
    project: Ref
    note: str


class ProjectWhole(ProjectOut):
    sections: list[SectionOut] = Field(description="The description in the newest sheet.")
    versions: list[SheetOut] = Field(description="All published sheets, the newest first.")
    relations: list[RelationOut]
    sub_projects: list[Ref]
    activities: str = Field(description="Address of its activities.")


class MilestoneOut(Schema):
    title: str
    due_on: date
    reached_on: date | None


class ActivityOut(RecordOut):
    """What somebody does somewhere from a day to another, to answer needs."""

    description: str
    state: ActivityState
    starts_on: date | None
    ends_on: date | None
    project: Ref
    responsible: Ref | None
    partners: list[Ref]
    place: Ref | None
    areas: list[Ref]
    needs: list[Ref]
    depends_on: list[Ref]
    milestones: list[MilestoneOut]


class ActivityPage(Page):
    items: list[ActivityOut]


class ActivityWhole(ActivityOut):
    decisions: list[Ref] = Field(description="Decisions that it carries out.")
