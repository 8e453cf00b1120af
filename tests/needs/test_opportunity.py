"""Opportunities: the office's, and the proposals of the organisations themselves."""

from __future__ import annotations

from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.kernel.findings import Invalid, Refused
from portici.needs import domain, queries
from portici.needs.models import Opportunity
from portici.organisations.domain import merge_organisations
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def propose(actor: Any, area: Any, **values: Any) -> Opportunity:
    return domain.record_opportunity(actor=actor, area=area, theme="youth", title="Gym", **values)


@pytest.mark.parametrize("role", [Role.PARTNER_CONTACT, Role.SCHOOL_CONTACT])
def test_a_contact_proposes_one_of_the_own_organisation_as_a_draft(role: Role) -> None:
    area, mine = makers.area(), makers.organisation()
    made = propose(makers.actor(role, mine), area, organisation=mine)
    assert (made.publication, made.organisation) == ("draft", mine)


def test_a_contact_proposes_nothing_of_others() -> None:
    area, mine, other = makers.area(), makers.organisation(), makers.organisation()
    contact = makers.actor(Role.PARTNER_CONTACT, mine)
    for organisation in (other, None):
        with pytest.raises(Refused):
            propose(contact, area, organisation=organisation)
    assert not Opportunity.objects.exists()


def test_a_contact_goes_on_for_the_one_that_theirs_was_merged_into() -> None:
    kept, own = makers.organisation("Circle"), makers.organisation("Circle of old")
    contact = makers.actor(Role.PARTNER_CONTACT, own)
    before = propose(contact, makers.area(), organisation=own)
    merge_organisations(actor=makers.coordinator(), kept=kept, merged=own, reason="Same statute")
    after = propose(contact, makers.area(), organisation=kept)
    assert set(queries.opportunities(contact)) == {before, after}
    with pytest.raises(Refused):
        propose(contact, makers.area(), organisation=makers.organisation())


def test_a_contact_amends_the_proposal_until_the_office_takes_it_up() -> None:
    area, mine, other = makers.area(), makers.organisation(), makers.organisation()
    contact = makers.actor(Role.PARTNER_CONTACT, mine)
    made = propose(contact, area, organisation=mine)
    amended = domain.amend_opportunity(
        actor=contact, opportunity=made, values={"title": "Large gym"}, version=1
    )
    assert (amended.title, amended.version) == ("Large gym", 2)
    with pytest.raises(Refused):
        domain.amend_opportunity(actor=contact, opportunity=made, values={"organisation": other})
    records.publish(actor=makers.coordinator(), record=made)
    with pytest.raises(Refused, match="taken up"):
        domain.amend_opportunity(actor=contact, opportunity=made, values={"title": "Larger"})


def test_a_project_or_an_activity_is_an_exhibit() -> None:
    area, project = makers.area(), chain.project("BO3.3.1.b", title="Acceleration")
    made = propose(makers.coordinator(), area, subject=project)
    assert (made.subject_kind, made.subject_ref, made.subject_label) == (
        "project", project.uid, "BO3.3.1.b Acceleration",
    )  # fmt: skip
    assert queries.subjects_of(makers.coordinator(), [made]) == {made.pk: project}
    cleared = domain.amend_opportunity(actor=makers.coordinator(), opportunity=made, values={"subject": None})
    assert (cleared.subject_kind, cleared.subject_ref) == ("", "")


def test_other_subjects_are_not_taken() -> None:
    area = makers.area()
    with pytest.raises(Invalid, match="fields of their own"):
        propose(makers.coordinator(), area, subject=makers.organisation())


def test_publication_asks_for_something_at_hand() -> None:
    made = propose(makers.coordinator(), makers.area())
    with pytest.raises(Invalid, match="Say what is at hand"):
        records.publish(actor=makers.coordinator(), record=made)


def test_is_hidden_with_its_area_organisation_place_and_project() -> None:
    shown, hidden = makers.area(), makers.area(published=False)
    here = makers.organisation()
    visible = chain.opportunity(shown, "Visible", organisation=here)
    chain.opportunity(hidden, "Hidden area", organisation=here)
    chain.opportunity(shown, "Hidden organisation", organisation=makers.organisation(published=False))
    chain.opportunity(shown, "Hidden place", place=makers.place(published=False))
    chain.opportunity(shown, "Hidden project", subject=chain.project(published=False))
    chain.opportunity(shown, "Draft", organisation=here, published=False)
    assert list(queries.opportunities(makers.VISITOR)) == [visible]
    assert queries.opportunities(makers.coordinator()).count() == 6


def test_a_withheld_project_does_not_find_it_by_its_title() -> None:
    project = chain.project(title="Whispered", published=False)
    chain.opportunity(makers.area(), "Lent hall", subject=project)
    assert not queries.opportunities(makers.coordinator()).matching("whispered").exists()
