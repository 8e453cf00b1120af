"""How organisations are written. People to call are nowhere here."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from portici.kernel.findings import gettext_noop
from portici.organisations.models import CodeScheme, OrganisationType

from ..common import AREA_KEY, Asked, Page, RecordOut, Ref, Text


class OrganisationsAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words: name, short name, code."))
    type: OrganisationType | None = Field(None, description=gettext_noop("Type of organisation."))
    area: Text | None = Field(
        None, pattern=AREA_KEY, description=gettext_noop("Layer and code of an area that a seat lies within.")
    )
    network: Text | None = Field(
        None, description=gettext_noop("Uid of a pact or network: its members, past ones too.")
    )
    parent: Text | None = Field(
        None, description=gettext_noop("Uid of an organisation: its parts and branches.")
    )
    acting: Literal["1"] | None = Field(
        None, description=gettext_noop("1: only those that answer for an activity or join one.")
    )


class CodeOut(Schema):
    scheme: CodeScheme
    value: str


class SeatOut(Schema):
    label: str
    address: str
    postcode: str
    town: str
    area: Ref | None
    lon: float | None
    lat: float | None
    is_main: bool


class OrganisationOut(RecordOut):
    """A body, a school, a firm, an association, a network."""

    name: str
    short_name: str
    type: OrganisationType
    legal_form: str
    description: str
    website: str
    email: str = Field(description="Of the body; empty for an informal group.")
    pec: str
    phone: str
    parent: Ref | None
    codes: list[CodeOut] = Field(description="Official codes; a person's fiscal code is not told.")
    seats: list[SeatOut]
    source: str
    facts: dict[str, Any] = Field(description="What the source says besides.")


class OrganisationPage(Page):
    items: list[OrganisationOut]


class MembershipOut(Schema):
    network: Ref
    role: str
    since: date | None
    until: date | None


class OrganisationWhole(OrganisationOut):
    networks: list[MembershipOut]
    members: str = Field(description="Address of its members.")
    branches: str = Field(description="Address of its parts and branches.")
    activities: str = Field(description="Address of the activities that it answers for or joins.")
