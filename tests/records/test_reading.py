"""Who sees which rows; kinds, search, exhibits; links that one does not see."""

from __future__ import annotations

from typing import Any

import pytest
from tests import chain, makers
from tests.makers import SYSTEM, VISITOR, Role

from portici.kernel.exhibit import digest_of
from portici.needs.models import Need, TargetGroup
from portici.records import domain as records
from portici.records import registry
from portici.records.links import hangs_from, kept, only, own, seen, unseen
from portici.territory.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

OFFICE = {
    Role.COORDINATOR,
    Role.FINANCE_OFFICER,
    Role.BOARD_SECRETARY,
    Role.COMMUNICATION_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
}


@pytest.mark.parametrize("role", Role)
def test_drafts_and_withdrawn_records_are_for_the_technical_office(role: Role) -> None:
    published, _draft, withdrawn = chain.group(), chain.group(published=False), chain.group()
    records.withdraw(actor=makers.coordinator(), record=withdrawn, reason="Wrong")
    actor = makers.actor(role, makers.area())
    assert seen(TargetGroup, actor).count() == (3 if role in OFFICE else 1)
    assert list(seen(TargetGroup, VISITOR)) == [published]
    assert seen(TargetGroup, SYSTEM).count() == 3


def test_matching_finds_all_words_whatever_accents_and_case() -> None:
    made = chain.group("Città d'Europa")
    chain.group("Città")
    assert list(seen(TargetGroup, VISITOR).matching("EUROPA citta")) == [made]
    assert seen(TargetGroup, VISITOR).matching("").count() == 2


def test_find_and_search_show_only_what_may_be_seen() -> None:
    shown, secret = chain.group("Young people"), chain.group("Young secret", published=False)
    assert registry.find(VISITOR, "target-group", shown.uid) == shown
    assert registry.find(VISITOR, "target-group", secret.uid) is None
    assert registry.find(VISITOR, "no-such-kind", shown.uid) is None
    assert registry.find(makers.coordinator(), "target-group", secret.uid) == secret
    found = [(kind.name, total, rows) for kind, total, rows in registry.search(VISITOR, "young")]
    assert found == [("target-group", 1, [shown])]
    assert registry.search(VISITOR, " ,") == []
    assert [total for _kind, total, _rows in registry.search(SYSTEM, "young", each=1)] == [2]


def test_every_kind_has_its_rules_and_its_facts() -> None:
    area = makers.area()
    project = chain.project()
    made = [
        chain.group(), chain.designation(area), chain.need(area),
        chain.opportunity(area, organisation=makers.organisation()), chain.action().axis.programme, project,
        chain.sheet(project), chain.activity(project), chain.decision(chain.body()), chain.body(),
    ]  # fmt: skip
    for record in made:
        kind = registry.kind(record.KIND)
        facts = kind.facts(record)
        assert facts["uid"] == record.uid
        assert not {"version", "publication", "updated_at"} & set(facts)
        assert digest_of(facts) == digest_of(kind.facts(type(record)._default_manager.get(pk=record.pk)))
        assert list(kind.visible_to(VISITOR)) == list(seen(type(record), VISITOR))
        assert not kind.may_publish(makers.actor(Role.AUDITOR), record)
        assert not kind.may_edit(makers.actor(Role.AUDITOR), record)
        assert kind.may_publish(makers.coordinator(), record)
        assert list(kind.check(record)) == list(kind.check(record))


def test_an_exhibit_has_label_and_digest_of_the_facts() -> None:
    made = chain.group("Minors")
    exhibit = registry.exhibit_of(made)
    assert (exhibit.kind, exhibit.ref, exhibit.label) == ("target-group", made.uid, "Minors")
    assert exhibit.digest == digest_of(registry.kind("target-group").facts(made))


def test_publishing_does_not_change_the_facts() -> None:
    made = chain.need(makers.area(), published=False)
    before = registry.exhibit_of(made).digest
    records.publish(actor=makers.coordinator(), record=made)
    assert registry.exhibit_of(made).digest == before


def test_the_kinds_rows_do_not_follow_every_reference(django_assert_num_queries: Any) -> None:
    chain.project(action=chain.action())
    sql = str(registry.kind("programme").visible_to(SYSTEM).query)
    assert "JOIN" not in sql


def test_hangs_from_hides_with_what_is_hidden() -> None:
    shown, secret = makers.area(), makers.area(published=False)
    one = chain.need(shown)
    chain.need(secret)
    assert list(Need.objects.filter(hangs_from(VISITOR, "area", Area))) == [one]
    assert Area.objects.filter(hangs_from(VISITOR, "parent", Area)).count() == 0
    assert Area.objects.filter(hangs_from(VISITOR, "parent", Area, optional=True)).count() == 2


def test_own_narrows_for_scoped_roles_only() -> None:
    mine = makers.area()
    need = chain.need(mine)
    chain.need(makers.area())
    officer = makers.actor(Role.AREA_OFFICER, mine)
    assert list(own(officer, seen(Need, officer))) == [need]
    assert own(makers.coordinator(), seen(Need, SYSTEM)).count() == 2
    assert own(VISITOR, seen(Need, VISITOR)).count() == 0


def test_only_names_the_fields_that_a_desk_does_not_change() -> None:
    assert only({"title": "T"}, ("title", "text")) == {"title": "T"}
    with pytest.raises(TypeError, match="state, version"):
        only({"title": "T", "version": 1, "state": "open"}, ("title",))


def test_unseen_names_hidden_references_and_links() -> None:
    shown, secret = makers.area(), makers.area(published=False)
    officer = makers.actor(Role.AREA_OFFICER, shown)
    given = {"area": secret, "parent": shown, "title": "T", "place": None}
    links = {"groups": [chain.group(), chain.group(published=False)]}
    assert [(found.field, found.code) for found in unseen(officer, given, links)] == [
        ("area", "unseen"), ("groups", "unseen"),
    ]  # fmt: skip
    assert unseen(makers.coordinator(), given, links) == []


def test_kept_lets_the_unseen_stay_and_the_seen_go() -> None:
    area = makers.area()
    officer = makers.actor(Role.AREA_OFFICER, area)
    seen_place, secret = makers.place("Seen"), makers.place("Secret", published=False)
    over_secret, over_seen = chain.activity(place=secret), chain.activity(place=seen_place)
    assert kept(officer, over_secret, {"place": None}, None) == ({}, {})
    assert kept(officer, over_seen, {"place": None}, None) == ({"place": None}, {})
    assert kept(officer, over_secret, {"place": seen_place}, None) == ({"place": seen_place}, {})
    assert kept(makers.coordinator(), over_secret, {"place": None}, None) == ({"place": None}, {})
