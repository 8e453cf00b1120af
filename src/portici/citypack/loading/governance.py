"""Steps for bodies with their members, and for decisions."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.governance import domain as governance
from portici.governance.models import Body, Decision
from portici.needs.models import Designation, Need
from portici.programme.models import Activity
from portici.records.models import Publication

from ..items import BodyItem, DecisionItem, MemberItem
from .base import RecordStep, Step, taken_out


class BodyStep(RecordStep[BodyItem, Body]):
    table: ClassVar[str] = "body"
    model = Body

    def values(self, item: BodyItem) -> dict[str, Any]:
        return {
            "code": item.code,
            "name": item.name,
            "description": item.description,
            "established_by": item.established_by,
            "established_on": item.established_on,
            "source": item.cited[:300],
            "language": item.language,
        }

    def find(self, item: BodyItem) -> Body | None:
        return Body.objects.filter(code=item.code).first()

    def make(self, item: BodyItem, given: dict[str, Any]) -> Body:
        return governance.record_body(actor=self.actor, is_example=item.example, **given)

    def amend(self, record: Body, given: dict[str, Any]) -> None:
        governance.amend_body(actor=self.actor, body=record, values=given)

    def follow(self, item: BodyItem, record: Body, *, made: bool) -> None:  # noqa: ARG002 -- every step is asked alike
        for member in item.member:
            self._member(item, member, record)

    def _member(self, item: BodyItem, member: MemberItem, record: Body) -> None:
        organisation = self.house.organisation(member.organisation, member.origin)
        values = {"role": member.role, "since": member.since}
        self.part(
            member,
            f"{item.ref}/{member.organisation}",
            find=lambda: record.members.filter(organisation=organisation, until=None).first(),
            add=lambda: governance.add_member(
                actor=self.actor, body=record, organisation=organisation, role=member.role, since=member.since
            ),
            amend=lambda row: governance.amend_member(actor=self.actor, member=row, values=values),
        )


class DecisionStep(RecordStep[DecisionItem, Decision]):
    table: ClassVar[str] = "decision"
    model = Decision

    def values(self, item: DecisionItem) -> dict[str, Any]:
        return {
            "number": item.number,
            "decided_on": item.decided_on,
            "title": item.title,
            "text": item.text,
            "grounds": item.grounds,
            "language": item.language,
            "activities": self.house.records(Activity, "activity", item.activities, item.origin),
        }

    def make(self, item: DecisionItem, given: dict[str, Any]) -> Decision:
        house = self.house
        return governance.record_decision(
            actor=self.actor,
            body=house.record(Body, "body", item.body, item.origin),
            exhibits=[
                *house.records(Designation, "designation", item.on_designations, item.origin),
                *house.records(Need, "need", item.on_needs, item.origin),
            ],
            is_example=item.example,
            **given,
        )

    def amend(self, record: Decision, given: dict[str, Any]) -> None:
        """What was published is not altered: there the pack's change is left out, and told."""
        links = taken_out(given, ("activities",))
        if given and record.publication != Publication.DRAFT:
            self.house.kept.append(f"{self.table} {record.address}: {', '.join(given)}")
        elif given:
            governance.amend_decision(actor=self.actor, decision=record, values=given)
        if links:
            governance.carry_out(actor=self.actor, decision=record, activities=links["activities"])


STEPS: tuple[type[Step[Any]], ...] = (BodyStep, DecisionStep)
