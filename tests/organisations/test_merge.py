"""Merging: every link is kept, whichever room it is in; nothing says twice the same; the old address leads
on.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portici.journal.queries import entries_about
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.organisations import domain, queries
from portici.organisations.domain.merging import references
from portici.organisations.models import Membership, OldAddress, Organisation, Seat
from portici.organisations.rules import is_own

pytestmark = pytest.mark.django_db


def merge(actor, kept, merged, **values):
    return domain.merge_organisations(actor=actor, kept=kept, merged=merged, reason="the same", **values)


def test_everything_is_led_to_the_kept_one(coordinator, contact_of, make):
    kept = make("Società Dolce", website="dolce.example")
    merged = make("Dolce coop", description="Social work.", website="old.example", codes=[("ipa", "dolce")])
    network, branch = make("Patto"), make("Dolce Imola", parent=merged)
    seat = domain.add_seat(actor=coordinator, organisation=merged, town="Imola")
    person = domain.add_contact(actor=coordinator, organisation=merged, name="Rosa")
    domain.add_membership(actor=coordinator, member=merged, network=network, since=date(2021, 1, 1))
    partner = contact_of(merged)

    merge(coordinator, kept, merged)
    for row in (seat, person, branch):
        row.refresh_from_db()
    assert (seat.organisation, person.organisation, branch.parent) == (kept, kept, kept)
    assert [str(code) for code in kept.codes.all()] == ["ipa:dolce"]
    assert [row.member for row in queries.members_of(coordinator, network)] == [kept]
    assert (kept.description, kept.website) == ("Social work.", "https://dolce.example")
    assert (merged.publication, merged.merged_into, merged.codes_text) == ("withdrawn", kept, "")
    assert (kept.codes_text, "dolce" in kept.search_text) == ("dolce", True)
    assert queries.organisation_by_uid(VISITOR, merged.uid) == kept
    assert merged not in queries.organisations(coordinator)
    assert is_own(partner, kept)
    assert entries_about(kind="organisation", ref=merged.uid)[0].verb == "merge"
    entry = entries_about(kind="organisation", ref=kept.uid)[0]
    told = entry.changes.get(field="merged_from").value.after
    assert (entry.verb, told) == ("merge", f"Dolce coop ({merged.uid})")
    assert entries_about(kind="organisation", ref=branch.uid)[0].verb == "follow-merge"
    assert [found.organisation for found in queries.likely_duplicates(coordinator, name="Dolce")] == [kept]


def test_what_would_be_said_twice_is_said_once(coordinator, make):
    kept, merged, network = make("Alfa"), make("Alfa 2"), make("Patto")
    for one in (kept, merged):
        domain.add_membership(actor=coordinator, member=one, network=network, since=date(2021, 1, 1))
        domain.add_seat(actor=coordinator, organisation=one, address="VIA ROMA 1", town="Bologna")
        domain.add_contact(actor=coordinator, organisation=one, name="Rosa", email="r@a.example")
    merge(coordinator, kept, merged)
    assert (kept.memberships.count(), kept.seats.count(), kept.contacts.count()) == (1, 1, 1)
    assert Membership.objects.count() == 1
    assert Seat.objects.filter(is_main=True).count() == 1


def test_neither_part_nor_member_of_itself(coordinator, make):
    kept = make("Alfa")
    above = make("Beta")
    merged = make("Alfa 2", parent=above)
    domain.amend_organisation(actor=coordinator, organisation=kept, values={"parent": merged})
    domain.add_membership(actor=coordinator, member=kept, network=merged)
    domain.add_membership(actor=coordinator, member=merged, network=kept)
    merge(coordinator, kept, merged)
    assert (kept.parent, Membership.objects.count()) == (above, 0)


def test_addresses_lead_on_through_two_merges(coordinator, make):
    first, second, third = make("Alfa"), make("Beta"), make("Gamma")
    merge(coordinator, second, first)
    merge(coordinator, third, second)
    first.refresh_from_db()
    assert first.merged_into == third
    for uid in (first.uid, second.uid, third.uid):
        assert queries.organisation_by_uid(VISITOR, uid) == third
    assert OldAddress.objects.filter(organisation=third).count() == 2


def test_refused_and_bad(coordinator, contact_of, make):
    kept, merged, third = make("Alfa"), make("Beta"), make("Gamma")
    with pytest.raises(Refused):
        merge(contact_of(kept), kept, merged)
    with pytest.raises(Refused):
        merge(coordinator, kept, kept)
    with pytest.raises(Invalid):
        domain.merge_organisations(actor=coordinator, kept=kept, merged=merged, reason=" ")
    with pytest.raises(Conflict):
        merge(coordinator, kept, merged, merged_version=1)
    assert OldAddress.objects.count() == 0
    merge(coordinator, kept, merged, kept_version=kept.version, merged_version=merged.version)
    with pytest.raises(Refused):
        merge(coordinator, third, merged)
    with pytest.raises(Refused):
        domain.amend_organisation(actor=coordinator, organisation=merged, values={"phone": "1"})


def test_references_of_every_room_are_known():
    from django.apps import apps

    expected = {
        (field.model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.remote_field and field.remote_field.model is Organisation
    }
    assert {(field.model._meta.label, field.name) for field in references()} == expected


@given(
    ties=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(2019, 2022)), max_size=12),
    merges=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=5),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_ties_are_neither_lost_nor_doubled(coordinator, make, ties, merges):
    """Merging renames the ends of ties: the set of ties after it is the renamed set of those before."""
    from django.db import transaction

    with transaction.atomic():
        nodes = [make(f"Nodo {letter}") for letter in "abcdef"]
        stands = list(range(6))
        model = set()
        for one, other, year in ties:
            if one != other:
                domain.add_membership(
                    actor=coordinator, member=nodes[one], network=nodes[other], since=date(year, 1, 1)
                )
                model.add((one, other, year))
        for first, second in merges:
            kept, merged = stands[first], stands[second]
            if kept == merged:
                continue
            merge(coordinator, nodes[kept], nodes[merged])
            stands = [kept if node == merged else node for node in stands]
            renamed = {tuple(kept if node == merged else node for node in tie[:2]) + tie[2:] for tie in model}
            model = {tie for tie in renamed if tie[0] != tie[1]}
        number = {node.pk: place for place, node in enumerate(nodes)}
        found = [(number[t.member_id], number[t.network_id], t.since.year) for t in Membership.objects.all()]
        assert sorted(found) == sorted(model)
        for place, node in enumerate(nodes):
            assert queries.organisation_by_uid(VISITOR, node.uid) == nodes[stands[place]]
        transaction.set_rollback(True)
