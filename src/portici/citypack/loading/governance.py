"""Steps for bodies with their members, and for decisions."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from portici.engine.voting import Base, Majority, Requirement
from portici.governance import domain as governance
from portici.governance.models import Body, Decision, Member
from portici.kernel.findings import Invalid, Message, gettext_noop
from portici.needs.models import Designation, Need
from portici.programme.models import Activity
from portici.records.models import Publication

from ..faults import Faulty, fault, faults_of
from ..items import BodyItem, DecisionItem, MemberItem, RulebookItem, SeatItem
from ..items.governance import DelegateItem, MajorityItem
from ..models import PackedItem
from .base import ItemT, RecordStep, Step, taken_out


class BodyStep(RecordStep[BodyItem, Body]):
    table: ClassVar[str] = "body"
    model = Body

    def values(self, item: BodyItem) -> dict[str, Any]:
        return {
            "code": item.code,
            "name": item.name,
            "kind": item.kind,
            "description": item.description,
            "established_by": item.established_by,
            "established_on": item.established_on,
            "founding_act": item.founding_act,
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


class PartStep(Step[ItemT]):
    """What belongs to a body and stands in a table of its own; a changed one is left to a person, and told."""

    @abstractmethod
    def add(self, item: ItemT) -> str:
        """Record it at its desk; its reference."""

    def take(self, item: ItemT, packed: PackedItem | None) -> None:
        if packed is not None:
            self.house.kept.append(f"{self.table} {item.ref}")
            self.pack(item.ref, item.digest, packed.stored, packed.said)
            return
        uid = self.add(item)
        self.house.count(self.table, "added")
        self.pack(item.ref, item.digest, uid, {})


class SeatStep(PartStep[SeatItem]):
    table: ClassVar[str] = "seat"

    def add(self, item: SeatItem) -> str:
        seat = governance.add_member(
            actor=self.actor,
            body=self.house.record(Body, "body", item.body, item.origin),
            organisation=self.house.organisation(item.organisation, item.origin),
            person_name=item.person,
            account=self.house.account_or_none(item.account, item.origin),
            role=item.role,
            weight=item.weight or 1,
            is_observer=item.observer,
            presides=item.presides,
            since=item.since,
            until=item.until,
        )
        for one in item.delegate:
            self._appoint(one, seat)
        return seat.uid

    def _appoint(self, one: DelegateItem, seat: Member) -> None:
        """Raises Faulty, at the delegate's own line."""
        try:
            governance.appoint_delegate(
                actor=self.actor,
                member=seat,
                person_name=one.person,
                account=self.house.account_or_none(one.account, one.origin),
                manner=one.manner,
                act=one.act,
                since=one.since,
                until=one.until,
            )
        except Invalid as error:
            raise Faulty(faults_of(one.origin, error.findings)) from None


class RulebookStep(PartStep[RulebookItem]):
    table: ClassVar[str] = "rulebook"

    def add(self, item: RulebookItem) -> str:
        values = {name: getattr(item, name) for name in _AS_IN_THE_PACK}
        values |= {
            "act": item.act or item.cited,
            "quorum_share": item.quorum,
            "most_proxies": item.most_proxies or 0,
        }
        made = governance.set_rules(
            actor=self.actor,
            body=self.house.record(Body, "body", item.body, item.origin),
            in_force_from=item.since,
            values=values,
            majorities={one.matter: _requirement(one) for one in item.majority},
        )
        return made.uid


_AS_IN_THE_PACK = (
    "quorum_strict",
    "quorum_weighted",
    "quorum_seats",
    "abstentions",
    "recusals",
    "ties",
    "written_days",
    "meets_every_months",
    "notice_days",
    "callers",
)


def _requirement(item: MajorityItem) -> Requirement:
    """Raises Faulty where the majority is not one of that base."""
    base = Base(item.base) if item.base else None
    try:
        return Requirement(Majority(item.majority), base, item.objections or 0)
    except ValueError:
        accepted = Message(
            gettext_noop(
                "An absolute majority of the entitled; a simple one of the votes or the present; objections with a consensus."
            )
        )
        todo = Message(gettext_noop("Leave the base out, or correct it."))
        found = f"{item.majority} {item.base} {item.objections or ''}".strip()
        raise Faulty([fault(item.origin, "pack.majority", found, accepted, todo, name="base")]) from None


class DecisionStep(RecordStep[DecisionItem, Decision]):
    table: ClassVar[str] = "decision"
    model = Decision

    def values(self, item: DecisionItem) -> dict[str, Any]:
        numbered = {"number": item.number} if item.number else {}
        return numbered | {
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


STEPS: tuple[type[Step[Any]], ...] = (BodyStep, SeatStep, RulebookStep, DecisionStep)
