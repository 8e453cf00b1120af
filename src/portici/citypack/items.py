"""The tables that a pack is made of. Each class is one table: its keys, how they are read, what they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from portici.kernel.actor import Role
from portici.needs.models import NeedState, Theme
from portici.organisations.models import OrganisationType
from portici.programme.models import ActivityState, RelationType
from portici.territory.models import Direction, LayerKind, Method, PlaceKind

from . import readers as read
from .shape import Item, free, needed, tables


class Published(StrEnum):
    """Whether the street may see what the pack tells."""

    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, kw_only=True)
class Told(Item):
    """What becomes a record: with its publication and the language that it is written in."""

    publication: str = free(read.choice(Published), "published")
    language: str = free(read.text, "it")


@dataclass(frozen=True, kw_only=True)
class CityItem(Item):
    TABLE: ClassVar[str] = "city"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    office_name: str = needed(read.text)
    body_name: str = free(read.text, "")
    description: str = free(read.text, "")
    description_en: str = free(read.text, "")
    feedback_email: str = free(read.email, "")
    accessibility_url: str = free(read.web_address, "")
    privacy_url: str = free(read.text, "")
    map_layer: str = free(read.text, "", refers="layer")


@dataclass(frozen=True, kw_only=True)
class NationalItem(Item):
    """Which comuni of the national boundaries are the city's, and which years of their population."""

    TABLE: ClassVar[str] = "national"

    province: str = needed(read.text)
    layer: str = needed(read.ref, refers="layer")
    name: str = needed(read.text)

    @property
    def ref(self) -> str:
        return self.province


@dataclass(frozen=True, kw_only=True)
class LayerItem(Item):
    """A layer; `filled_by` says who brings its areas when the pack does not: national data, or a file of data.toml."""

    TABLE: ClassVar[str] = "layer"

    code: str = needed(read.ref)
    kind: str = needed(read.choice(LayerKind))
    name: str = needed(read.text)
    order: int | None = free(read.whole, 100)
    licence: str = free(read.text, "")
    vintage: str = free(read.text, "")
    filled_by: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class AreaItem(Told):
    TABLE: ClassVar[str] = "area"

    layer: str = needed(read.ref, refers="layer")
    code: str = needed(read.ref)
    name: str = needed(read.text)
    other_names: str = free(read.text, "")
    parent: str = free(read.ref, "", refers="area")
    parts: tuple[str, ...] = free(read.texts, (), refers="area")
    note: str = free(read.text, "")

    @property
    def ref(self) -> str:
        return f"{self.layer}/{self.code}"


@dataclass(frozen=True, kw_only=True)
class IndicatorItem(Told):
    TABLE: ClassVar[str] = "indicator"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
    theme: str = free(read.text, "")
    unit: str = free(read.text, "")
    decimals: int | None = free(read.whole, 1)
    direction: str = free(read.choice(Direction), "neutral")
    method: str = needed(read.choice(Method))
    formula: dict[str, Any] | None = free(read.table, None)
    licence: str = free(read.text, "")
    order: int | None = free(read.whole, 100)


@dataclass(frozen=True, kw_only=True)
class OrganisationItem(Told):
    TABLE: ClassVar[str] = "organisation"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    short_name: str = free(read.text, "")
    type: str = needed(read.choice(OrganisationType))
    legal_form: str = free(read.text, "")
    description: str = free(read.text, "")
    website: str = free(read.text, "")
    parent: str = free(read.text, "", refers="organisation")
    fiscal_code: str = free(read.fiscal_code, "")
    town: str = free(read.text, "")
    area: str = free(read.text, "", refers="area")


@dataclass(frozen=True, kw_only=True)
class MembershipItem(Item):
    TABLE: ClassVar[str] = "membership"

    member: str = needed(read.ref, refers="organisation")
    network: str = needed(read.ref, refers="organisation")
    role: str = free(read.text, "")
    since: date | None = free(read.day, None)

    @property
    def ref(self) -> str:
        return f"{self.network}/{self.member}"


@dataclass(frozen=True, kw_only=True)
class PlaceItem(Told):
    TABLE: ClassVar[str] = "place"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    kind: str = needed(read.choice(PlaceKind))
    address: str = free(read.text, "")
    area: str = free(read.text, "", refers="area")
    lon: float | None = free(read.decimal, None)
    lat: float | None = free(read.decimal, None)
    note: str = free(read.text, "")
    website: str = free(read.web_address, "")
    facts: dict[str, Any] | None = free(read.table, None)


@dataclass(frozen=True, kw_only=True)
class ActionItem(Item):
    code: str = needed(read.ref)
    name: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class AxisItem(Item):
    code: str = needed(read.ref)
    name: str = needed(read.text)
    endowment: Decimal | None = free(read.amount, None)
    action: tuple[ActionItem, ...] = tables(ActionItem)


@dataclass(frozen=True, kw_only=True)
class ProgrammeItem(Told):
    TABLE: ClassVar[str] = "programme"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
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
class SheetItem(Told):
    TABLE: ClassVar[str] = "sheet"
    UNTOLD: ClassVar[frozenset[str]] = frozenset({"origin", "comment"})

    project: str = needed(read.project_code, refers="project")
    as_of: date = needed(read.day)
    published_by: str = needed(read.text)
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
class MemberItem(Item):
    organisation: str = needed(read.ref, refers="organisation")
    role: str = free(read.text, "")
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class BodyItem(Told):
    TABLE: ClassVar[str] = "body"

    code: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")
    established_by: str = free(read.text, "")
    established_on: date | None = free(read.day, None)
    member: tuple[MemberItem, ...] = tables(MemberItem)


@dataclass(frozen=True, kw_only=True)
class GroupItem(Told):
    TABLE: ClassVar[str] = "group"

    key: str = needed(read.ref)
    name: str = needed(read.text)
    description: str = free(read.text, "")


@dataclass(frozen=True, kw_only=True)
class DesignationItem(Told):
    TABLE: ClassVar[str] = "designation"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    act: str = free(read.text, "")
    decided_on: date = needed(read.day)
    until: date | None = free(read.day, None)
    reason: str = needed(read.text)
    indicators: tuple[str, ...] = free(read.texts, (), refers="indicator")


@dataclass(frozen=True, kw_only=True)
class NeedItem(Told):
    TABLE: ClassVar[str] = "need"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    theme: str = needed(read.choice(Theme))
    title: str = needed(read.text)
    description: str = free(read.text, "")
    said_by: str = needed(read.text)
    groups: tuple[str, ...] = free(read.texts, (), refers="group")
    people_affected: int | None = free(read.whole, None)
    severity: int | None = free(read.whole, 3)
    evidence: str = free(read.text, "")
    indicators: tuple[str, ...] = free(read.texts, (), refers="indicator")
    state: str = free(read.choice(NeedState), "open")
    recorded_on: date = needed(read.day)


@dataclass(frozen=True, kw_only=True)
class OpportunityItem(Told):
    TABLE: ClassVar[str] = "opportunity"

    key: str = needed(read.ref)
    area: str = needed(read.ref, refers="area")
    theme: str = needed(read.choice(Theme))
    title: str = needed(read.text)
    description: str = free(read.text, "")
    organisation: str = free(read.text, "", refers="organisation")
    place: str = free(read.text, "", refers="place")
    project: str = free(read.project_code, "", refers="project")
    available_until: date | None = free(read.day, None)


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


@dataclass(frozen=True, kw_only=True)
class DecisionItem(Told):
    TABLE: ClassVar[str] = "decision"

    key: str = needed(read.ref)
    body: str = needed(read.ref, refers="body")
    number: int = needed(read.whole)
    decided_on: date = needed(read.day)
    title: str = needed(read.text)
    text: str = needed(read.text)
    grounds: str = free(read.text, "")
    activities: tuple[str, ...] = free(read.texts, (), refers="activity")
    on_needs: tuple[str, ...] = free(read.texts, (), refers="need")
    on_designations: tuple[str, ...] = free(read.texts, (), refers="designation")


@dataclass(frozen=True, kw_only=True)
class GrantItem(Item):
    """A role, with the area, organisation, place or body that it holds in."""

    role: str = needed(read.choice(Role))
    area: str = free(read.text, "", refers="area")
    organisation: str = free(read.text, "", refers="organisation")
    place: str = free(read.text, "", refers="place")
    body: str = free(read.text, "", refers="body")
    since: date | None = free(read.day, None)


@dataclass(frozen=True, kw_only=True)
class AccountItem(Item):
    """A demo account. Its password is a setting, never in the pack."""

    TABLE: ClassVar[str] = "account"

    email: str = needed(read.email)
    full_name: str = needed(read.text)
    language: str = free(read.text, "it")
    grant: tuple[GrantItem, ...] = tables(GrantItem)

    @property
    def ref(self) -> str:
        return self.email


@dataclass(frozen=True, kw_only=True)
class DataFileItem(Item):
    """A file of open data: where it lies in the data folder, which importer takes it, with which options."""

    TABLE: ClassVar[str] = "file"

    path: str = needed(read.text)
    importer: str = needed(read.ref)
    title: str = free(read.text, "")
    options: dict[str, Any] | None = free(read.table, None)

    @property
    def ref(self) -> str:
        return f"{self.path}:{self.importer}"


#: Every table that a pack may hold, in the order of loading: what is referred to comes first.
TABLES: dict[str, type[Item]] = {
    of.TABLE: of
    for of in (
        CityItem,
        LayerItem,
        NationalItem,
        AreaItem,
        IndicatorItem,
        OrganisationItem,
        MembershipItem,
        PlaceItem,
        ProgrammeItem,
        ProjectItem,
        SheetItem,
        RelationItem,
        BodyItem,
        GroupItem,
        DesignationItem,
        NeedItem,
        OpportunityItem,
        AccountItem,
        ActivityItem,
        DecisionItem,
        DataFileItem,
    )
}
