"""How target groups, target areas, needs and opportunities are written."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Field, Schema

from portici.kernel.findings import gettext_noop
from portici.needs.models import NeedState, Origin, Theme
from portici.territory.models import ObservationStatus

from ..common import AREA_KEY, Asked, Page, RecordOut, Ref, Text

WITHIN = gettext_noop("Layer and code of an area: what lies within it too.")


class TargetAreasAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words: reason, act, evidence."))
    area: Text | None = Field(None, pattern=AREA_KEY, description=WITHIN)
    state: Literal["now", "ended"] | None = Field(None, description=gettext_noop("In force today, or not."))


class NeedsAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words."))
    area: Text | None = Field(None, pattern=AREA_KEY, description=WITHIN)
    theme: Theme | None = Field(None, description=gettext_noop("Theme."))
    state: NeedState | None = Field(None, description=gettext_noop("State of the need."))
    severity: int | None = Field(None, ge=1, le=5, description=gettext_noop("Severity, at least."))
    group: Text | None = Field(None, description=gettext_noop("Uid of a target group."))


class OpportunitiesAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words."))
    area: Text | None = Field(None, pattern=AREA_KEY, description=WITHIN)
    theme: Theme | None = Field(None, description=gettext_noop("Theme."))


class TargetGroupOut(RecordOut):
    description: str


class TargetGroupPage(Page):
    items: list[TargetGroupOut]


class FrozenFigure(Schema):
    """A figure that spoke for the designation, as it stood then."""

    indicator: Ref
    of_area: Ref
    origin: Origin
    period: str
    value: float | None
    status: ObservationStatus
    rank: int | None
    among: int | None


class TargetAreaOut(RecordOut):
    """That an area is a target area: since when, by which act, why."""

    area: Ref
    act: str
    decided_on: date
    until: date | None
    reason: str
    evidence: str
    figures: list[FrozenFigure]


class TargetAreaPage(Page):
    items: list[TargetAreaOut]


class NeedOut(RecordOut):
    """What is lacking in an area, and who says so."""

    description: str
    area: Ref
    theme: Theme
    state: NeedState
    severity: int
    people_affected: int | None
    source: str
    evidence: str
    recorded_on: date
    groups: list[Ref]
    indicators: list[Ref]
    activities: list[Ref] = Field(description="What answers it.")


class NeedPage(Page):
    items: list[NeedOut]


class OpportunityOut(RecordOut):
    """What is at hand for an area."""

    description: str
    area: Ref
    theme: Theme
    organisation: Ref | None
    place: Ref | None
    subject: Ref | None = Field(description="The project or activity that is at hand.")
    available_until: date | None


class OpportunityPage(Page):
    items: list[OpportunityOut]
