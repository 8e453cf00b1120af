"""Steps for target groups, target areas, needs and opportunities."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.needs import domain as needs
from portici.needs.models import Designation, Listening, Need, Opportunity, TargetGroup
from portici.programme.models import Project
from portici.territory.models import Indicator, Place

from ..items import DesignationItem, GroupItem, ListeningItem, NeedItem, OpportunityItem
from .base import RecordStep, Step, taken_out


class GroupStep(RecordStep[GroupItem, TargetGroup]):
    table: ClassVar[str] = "group"
    model = TargetGroup

    def values(self, item: GroupItem) -> dict[str, Any]:
        return {
            "name": item.name,
            "description": item.description,
            "source": item.cited[:300],
            "language": item.language,
        }

    def find(self, item: GroupItem) -> TargetGroup | None:
        return TargetGroup.objects.filter(name=item.name).first()

    def make(self, item: GroupItem, given: dict[str, Any]) -> TargetGroup:
        return needs.record_target_group(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: TargetGroup, given: dict[str, Any]) -> None:
        needs.amend_target_group(actor=self.actor, group=record, values=given)


class DesignationStep(RecordStep[DesignationItem, Designation]):
    table: ClassVar[str] = "designation"
    model = Designation

    def values(self, item: DesignationItem) -> dict[str, Any]:
        return {
            "act": item.act,
            "decided_on": item.decided_on,
            "until": item.until,
            "reason": item.reason,
            "evidence": item.evidence,
            "language": item.language,
        }

    def make(self, item: DesignationItem, given: dict[str, Any]) -> Designation:
        wanted = self.house.records(Indicator, "indicator", item.indicators, item.origin)
        return needs.designate_target_area(
            actor=self.actor,
            area=self.house.area(item.area, item.origin),
            indicators=wanted or None,
            is_example=item.example,
            **given,
        )

    def amend(self, record: Designation, given: dict[str, Any]) -> None:
        needs.amend_designation(actor=self.actor, designation=record, values=given)


class ListeningStep(RecordStep[ListeningItem, Listening]):
    table: ClassVar[str] = "listening"
    model = Listening

    def values(self, item: ListeningItem) -> dict[str, Any]:
        house = self.house
        return {
            "kind": item.kind,
            "title": item.title,
            "held_on": item.held_on,
            "area": house.area(item.area, item.origin),
            "place": house.record(Place, "place", item.place, item.origin) if item.place else None,
            "people": item.people,
            "led_by": house.organisation_or_none(item.led_by, item.origin),
            "summary": item.summary,
            "language": item.language,
        }

    def make(self, item: ListeningItem, given: dict[str, Any]) -> Listening:
        return needs.record_listening(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Listening, given: dict[str, Any]) -> None:
        needs.amend_listening(actor=self.actor, listening=record, values=given)

    def follow(self, item: ListeningItem, record: Listening, *, made: bool) -> None:
        """Passages come with the first loading; then they are the office's, which withdraws consent and erases words. The
        pack's own memory keeps no copy of them.
        """
        for excerpt in item.excerpt if made else ():
            group = excerpt.group
            needs.add_excerpt(
                actor=self.actor,
                listening=record,
                theme=excerpt.theme,
                group=self.house.record(TargetGroup, "group", group, excerpt.origin) if group else None,
                text=excerpt.text,
                consent_how=excerpt.consent_how,
                consent_on=excerpt.consent_on,
            )


class NeedStep(RecordStep[NeedItem, Need]):
    table: ClassVar[str] = "need"
    model = Need

    def values(self, item: NeedItem) -> dict[str, Any]:
        return {
            "area": self.house.area(item.area, item.origin),
            "theme": item.theme,
            "title": item.title,
            "description": item.description,
            "source": item.said_by,
            "people_affected": item.people_affected,
            "severity": item.severity,
            "evidence": item.evidence,
            "recorded_on": item.recorded_on,
            "language": item.language,
            "groups": list(self.house.records(TargetGroup, "group", item.groups, item.origin)),
            "indicators": list(self.house.records(Indicator, "indicator", item.indicators, item.origin)),
            "listenings": list(self.house.records(Listening, "listening", item.listenings, item.origin)),
        }

    def make(self, item: NeedItem, given: dict[str, Any]) -> Need:
        return needs.record_need(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Need, given: dict[str, Any]) -> None:
        links = taken_out(given, ("groups", "indicators", "listenings"))
        needs.amend_need(actor=self.actor, need=record, values=given, links=links)

    def follow(self, item: NeedItem, record: Need, *, made: bool) -> None:
        if made and item.closed:
            needs.close_need(actor=self.actor, need=record, reason=item.closed)


class OpportunityStep(RecordStep[OpportunityItem, Opportunity]):
    table: ClassVar[str] = "opportunity"
    model = Opportunity

    def values(self, item: OpportunityItem) -> dict[str, Any]:
        house = self.house
        return {
            "area": house.area(item.area, item.origin),
            "theme": item.theme,
            "title": item.title,
            "description": item.description,
            "organisation": house.organisation_or_none(item.organisation, item.origin),
            "place": house.record(Place, "place", item.place, item.origin) if item.place else None,
            "subject": house.record(Project, "project", item.project, item.origin) if item.project else None,
            "available_until": item.available_until,
            "language": item.language,
        }

    def stored(self, record: Opportunity, name: str) -> Any:
        return record.subject_ref if name == "subject" else super().stored(record, name)

    def make(self, item: OpportunityItem, given: dict[str, Any]) -> Opportunity:
        return needs.record_opportunity(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Opportunity, given: dict[str, Any]) -> None:
        needs.amend_opportunity(actor=self.actor, opportunity=record, values=given)


STEPS: tuple[type[Step[Any]], ...] = (
    GroupStep,
    DesignationStep,
    ListeningStep,
    NeedStep,
    OpportunityStep,
)
