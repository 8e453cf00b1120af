"""How bodies and decisions are written."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

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
    activities: list[Ref] = Field(description="What carries it out.")


class DecisionPage(Page):
    items: list[DecisionOut]


class GroundOut(Schema):
    """A record that the decision stands on; null when it is not published."""

    record: Ref | None
    as_of: datetime
    has_changed: bool | None = Field(description="Whether its facts have changed since the decision.")


class DecisionWhole(DecisionOut):
    exhibits: list[GroundOut]
