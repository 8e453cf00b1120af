"""The tables that a pack is made of. Each class is one: its keys, how they are read, what they refer to."""

from __future__ import annotations

from ..shape import Item
from .agreements import AgreementItem, CandidacyItem, CommitmentItem, PartyItem, PledgeItem
from .base import Published, Told
from .deadlines import EscalationItem
from .governance import (
    AccountItem,
    BodyItem,
    DataFileItem,
    DecisionItem,
    GrantItem,
    MemberItem,
    RulebookItem,
    SeatItem,
)
from .layouts import BoundaryLayoutItem, IndicatorTableItem, MeasureItem, PopulationTableItem
from .meetings import GuidelineItem, MeetingItem
from .needs import DesignationItem, ExcerptItem, GroupItem, ListeningItem, NeedItem, OpportunityItem
from .organisations import MembershipItem, OrganisationItem
from .programme import (
    ActionItem,
    ActivityItem,
    AssignmentItem,
    AxisItem,
    MilestoneItem,
    ProgrammeItem,
    ProjectItem,
    RelationItem,
    SectionItem,
    SheetItem,
    SnapshotItem,
)
from .publishing import AttachmentItem, DocumentItem, NewsItem, PageItem, PictureItem
from .study import EditionItem, StudyItem
from .territory import AreaItem, CityItem, IndicatorItem, LayerItem, NationalItem, PlaceItem

__all__ = [
    "TABLES",
    "AccountItem",
    "ActionItem",
    "ActivityItem",
    "AgreementItem",
    "AreaItem",
    "AssignmentItem",
    "AttachmentItem",
    "AxisItem",
    "BodyItem",
    "BoundaryLayoutItem",
    "CandidacyItem",
    "CityItem",
    "CommitmentItem",
    "DataFileItem",
    "DecisionItem",
    "DesignationItem",
    "DocumentItem",
    "EditionItem",
    "EscalationItem",
    "ExcerptItem",
    "GrantItem",
    "GroupItem",
    "GuidelineItem",
    "IndicatorItem",
    "IndicatorTableItem",
    "LayerItem",
    "ListeningItem",
    "MeasureItem",
    "MeetingItem",
    "MemberItem",
    "MembershipItem",
    "MilestoneItem",
    "NationalItem",
    "NeedItem",
    "NewsItem",
    "OpportunityItem",
    "OrganisationItem",
    "PageItem",
    "PartyItem",
    "PictureItem",
    "PlaceItem",
    "PledgeItem",
    "PopulationTableItem",
    "ProgrammeItem",
    "ProjectItem",
    "Published",
    "RelationItem",
    "RulebookItem",
    "SeatItem",
    "SectionItem",
    "SheetItem",
    "SnapshotItem",
    "StudyItem",
    "Told",
]

#: Every table that a pack may hold, in the order of loading: what is referred to comes first.
TABLES: dict[str, type[Item]] = {
    of.TABLE: of
    for of in (
        CityItem,
        LayerItem,
        BoundaryLayoutItem,
        IndicatorTableItem,
        PopulationTableItem,
        IndicatorItem,
        NationalItem,
        AreaItem,
        OrganisationItem,
        MembershipItem,
        AgreementItem,
        PledgeItem,
        CandidacyItem,
        PlaceItem,
        ProgrammeItem,
        ProjectItem,
        SheetItem,
        RelationItem,
        BodyItem,
        GroupItem,
        DesignationItem,
        ListeningItem,
        NeedItem,
        OpportunityItem,
        StudyItem,
        AccountItem,
        SeatItem,
        RulebookItem,
        EscalationItem,
        ActivityItem,
        DecisionItem,
        GuidelineItem,
        MeetingItem,
        PictureItem,
        DocumentItem,
        AttachmentItem,
        NewsItem,
        PageItem,
        DataFileItem,
    )
}
