"""How bodies and decisions are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from portici.governance.following.states import DecisionState, KnownFrom, StepState
from portici.governance.models import DecisionKind, DecisionTie
from portici.kernel.findings import gettext_noop

from ..common import AREA_KEY, Asked, Page, RecordOut, Ref, Text


class DecisionsAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words."))
    area: Text | None = Field(
        None,
        pattern=AREA_KEY,
        description=gettext_noop("Layer and code of an area: decisions about what lies within it."),
    )
    body: Text | None = Field(None, description=gettext_noop("Code of a body."))
    year: int | None = Field(
        None, ge=1900, le=2200, description=gettext_noop("Year of the decision's number.")
    )
    project: Text | None = Field(
        None, description=gettext_noop("Code of a project whose activities carry it out.")
    )
    activity: Text | None = Field(None, description=gettext_noop("Uid of an activity that carries it out."))
    kind: DecisionKind | None = Field(None, description=gettext_noop("What the decision does."))
    state: DecisionState | None = Field(None, description=gettext_noop("How far it has been carried out."))
    force: Literal["yes", "no"] | None = Field(
        None, description=gettext_noop("Whether it is in force: no later decision revokes or supersedes it.")
    )
    guideline: Text | None = Field(
        None, description=gettext_noop("Uid of a guideline: decisions that carry out it or one below it.")
    )


class MemberOut(Schema):
    """A seat of a body, by the organisation that holds it; no person is named."""

    organisation: Ref
    role: str
    weight: int = Field(description="Its weight in votes; an observer has none.")
    is_observer: bool
    presides: bool
    since: date | None
    until: date | None


class BodyOut(RecordOut):
    code: str
    kind: str
    description: str
    established_by: str
    established_on: date | None
    founding_act: str
    source: str
    members: list[MemberOut]


class BodyPage(Page):
    items: list[BodyOut]


class BodyWhole(BodyOut):
    decisions: str = Field(description="Address of its decisions.")


class DecisionOut(RecordOut):
    """What a body decided."""

    number: int
    year: int
    decided_on: date
    body: Ref
    text: str
    grounds: str
    kind: str = Field(description="What it does; empty where the act does not say.")
    execution: DecisionState = Field(description="How far it has been carried out, from its steps.")
    in_force: bool = Field(description="Whether no later decision revokes or supersedes it.")
    activities: list[Ref] = Field(description="What carries it out.")


class DecisionPage(Page):
    items: list[DecisionOut]


class GroundOut(Schema):
    """A record that the decision stands on; null when it is not published."""

    record: Ref | None
    as_of: datetime
    has_changed: bool | None = Field(description="Whether its facts have changed since the decision.")


class StepOut(Schema):
    """One thing that a decision asks for. Its state follows from an activity or was said; the two are never mixed."""

    what: str
    owner: Ref | None = Field(description="Who sees to it; null when nobody is said, or is not published.")
    due_on: date | None
    activity: Ref | None
    state: StepState
    origin: KnownFrom = Field(
        description="Whether the state follows from the activity, was said, or is not known."
    )
    is_late: bool
    said: str = Field(description="The words of who said it; empty where an activity tells it.")
    said_on: date | None


class TieOut(Schema):
    kind: DecisionTie.Kind
    decision: Ref


class DecisionWhole(DecisionOut):
    exhibits: list[GroundOut]
    steps: list[StepOut] = Field(
        description="What it asks for, and how far each is: all follow-ups, and the first 25 activities that none of them names."
    )
    activities_left_out: int = Field(
        description="How many further activities carry it out; they are in the list of activities."
    )
    earlier: list[TieOut] = Field(description="What it does to earlier decisions.")
    later: list[TieOut] = Field(description="What later decisions do to it.")
