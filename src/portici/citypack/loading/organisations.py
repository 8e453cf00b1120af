"""Steps for organisations, with their code and seat, and for who belongs to which pact or network."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.kernel.text import fold
from portici.organisations import domain as organisations
from portici.organisations.models import CodeScheme, Membership, Organisation, OrganisationCode

from ..items import MembershipItem, OrganisationItem
from ..models import PackedItem
from .base import RecordStep, Step, as_text


class OrganisationStep(RecordStep[OrganisationItem, Organisation]):
    table: ClassVar[str] = "organisation"
    model = Organisation

    def values(self, item: OrganisationItem) -> dict[str, Any]:
        return {
            "name": item.name,
            "short_name": item.short_name,
            "type": item.type,
            "legal_form": item.legal_form,
            "description": item.description,
            "website": item.website,
            "parent": self.house.organisation_or_none(item.parent, item.origin),
            "source": item.cited[:300],
            "language": item.language,
        }

    def find(self, item: OrganisationItem) -> Organisation | None:
        """The organisation with the same fiscal code, or else with the very same name."""
        if item.fiscal_code:
            code = OrganisationCode.objects.filter(scheme=CodeScheme.FISCAL, value=item.fiscal_code).first()
            if code is not None:
                return code.organisation
        same = Organisation.objects.filter(folded_name=fold(item.name), merged_into=None)
        return same.filter(type=item.type).first()

    def make(self, item: OrganisationItem, given: dict[str, Any]) -> Organisation:
        made = organisations.record_organisation(
            actor=self.actor,
            codes=[(CodeScheme.FISCAL, item.fiscal_code)] if item.fiscal_code else (),
            town=item.town,
            confirmed_duplicates=True,  # whoever edits the pack has looked
            is_example=item.example,
            **given,
        )
        if item.town or item.area:
            area = self.house.area_or_none(item.area, item.origin)
            organisations.add_seat(actor=self.actor, organisation=made, town=item.town, area=area)
        return made

    def amend(self, record: Organisation, given: dict[str, Any]) -> None:
        organisations.amend_organisation(
            actor=self.actor, organisation=record, values=given, confirmed_duplicates=True
        )

    def follow(self, item: OrganisationItem, record: Organisation, *, made: bool) -> None:
        if item.fiscal_code and not made:
            organisations.add_code(
                actor=self.actor, organisation=record, scheme=CodeScheme.FISCAL, value=item.fiscal_code
            )


class MembershipStep(Step[MembershipItem]):
    table: ClassVar[str] = "membership"

    def take(self, item: MembershipItem, packed: PackedItem | None) -> None:
        """Memberships have no desk for amending: a changed one is left to a person, and told."""
        if packed is not None:
            self.house.kept.append(f"{self.table} {item.ref}")
            self.pack(item.ref, item.digest, packed.stored, packed.said)
            return
        member = self.house.organisation(item.member, item.origin)
        network = self.house.organisation(item.network, item.origin)
        known = Membership.objects.filter(member=member, network=network, since=item.since).exists()
        row = organisations.add_membership(
            actor=self.actor,
            member=member,
            network=network,
            role=item.role,
            since=item.since,
            source=item.cited[:300],
        )
        self.house.count(self.table, "there already" if known else "added")
        self.pack(item.ref, item.digest, as_text(row), {})


STEPS: tuple[type[Step[Any]], ...] = (OrganisationStep, MembershipStep)
