"""Listening: who records it where, what may be quoted to whom, how long words are kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.journal.models import Change
from portici.journal.queries import entries_about
from portici.kernel import clock
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.kernel.subjects import Person, holders
from portici.needs import domain, heard
from portici.needs.checks import on_listening
from portici.needs.models import Consent, Excerpt, Listening, Need
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WORDS = "La sera non c'è niente di aperto"


def words_for(actor: Any, listening: Listening) -> list[str]:
    return [one.words for one in heard.passages(actor, listening)]


def stored(excerpt: Excerpt) -> Excerpt:
    return Excerpt.objects.get(pk=excerpt.pk)


def test_is_recorded_as_a_draft_and_told() -> None:
    area, place, body = makers.area(), makers.place(), makers.organisation()
    made = chain.listening(area, "Evening", place=place, led_by=body, people=14, published=False)
    assert (made.publication, made.people, made.place, made.led_by) == ("draft", 14, place, body)
    assert [entry.verb for entry in entries_about(kind="listening", ref=made.uid)] == ["add"]


def test_an_area_officer_records_in_the_own_area_only() -> None:
    city = makers.area()
    mine, beside = makers.area(parent=city), makers.area(parent=city)
    officer = makers.actor(Role.AREA_OFFICER, mine)
    made = chain.listening(mine, actor=officer, published=False)
    assert chain.excerpt(made, actor=officer, text=WORDS).text == WORDS
    with pytest.raises(Refused, match="own area"):
        chain.listening(beside, actor=officer)
    with pytest.raises(Refused, match="own area"):
        domain.amend_listening(actor=officer, listening=made, values={"area": beside})
    with pytest.raises(Refused):
        chain.excerpt(chain.listening(beside), actor=officer)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.AREA_OFFICER)])
def test_other_roles_are_refused(role: Role) -> None:
    actor = makers.actor(role, makers.organisation())
    made = chain.listening(makers.area())
    row = chain.excerpt(made, text=WORDS, **chain.AGREED)
    with pytest.raises(Refused):
        chain.listening(makers.area(), actor=actor)
    with pytest.raises(Refused):
        domain.withdraw_consent(actor=actor, excerpt=row)
    assert stored(row).consent == Consent.GIVEN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"held_on": date(2030, 1, 1)}, "held_on"),
        ({"people": 0}, "people"),
        ({"people": 60_000_000}, "people"),
        ({"kind": "party"}, "kind"),
        ({"title": "  "}, "title"),
    ],
)
def test_bad_values_are_said_and_nothing_is_written(values: dict[str, Any], field: str) -> None:
    area = makers.area()
    values = {"title": "Evening", **values}
    with pytest.raises(Invalid) as refusal:
        domain.record_listening(
            actor=makers.coordinator(),
            area=area,
            **{"kind": "session", "held_on": date(2026, 1, 20), "people": 5, **values},
        )
    assert {found.field for found in refusal.value.findings} == {field}
    assert not Listening.objects.exists()


def test_words_are_shown_outside_only_with_consent() -> None:
    made = chain.listening(makers.area())
    chain.excerpt(made, text="kept inside")
    quoted = chain.excerpt(made, text=WORDS, **chain.AGREED)
    contact = makers.actor(Role.PARTNER_CONTACT, makers.organisation())
    for outside in (VISITOR, contact):
        assert words_for(outside, made) == ["", WORDS]
    assert words_for(makers.coordinator(), made) == ["kept inside", WORDS]
    domain.withdraw_consent(actor=makers.coordinator(), excerpt=quoted)
    for outside in (VISITOR, contact):
        assert words_for(outside, made) == ["", ""]
    assert words_for(makers.actor(Role.AREA_OFFICER, made.area), made) == ["kept inside", WORDS]
    assert [one.is_hidden for one in heard.passages(VISITOR, made)] == [True, True]


def test_consent_is_given_withdrawn_and_given_again() -> None:
    row = chain.excerpt(chain.listening(makers.area()), text=WORDS)
    actor = makers.coordinator()
    with pytest.raises(Refused, match="next states"):
        domain.withdraw_consent(actor=actor, excerpt=row)
    given = domain.give_consent(actor=actor, excerpt=row, **chain.AGREED)
    assert (given.consent, given.consent_how, given.consent_on) == ("given", "signed", date(2026, 1, 20))
    withdrawn = domain.withdraw_consent(actor=actor, excerpt=given)
    assert (withdrawn.consent, withdrawn.withdrawn_on) == ("withdrawn", clock.today())
    again = domain.give_consent(actor=actor, excerpt=row, **chain.AGREED)
    assert (again.consent, again.withdrawn_on) == ("given", None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"consent_how": "signed", "consent_on": None}, "consent_on"),
        ({"consent_how": "", "consent_on": date(2026, 1, 20)}, "consent_how"),
        ({"consent_how": "signed", "consent_on": date(2030, 1, 1)}, "consent_on"),
        ({"consent_how": "by telephone", "consent_on": date(2026, 1, 20)}, "consent_how"),
    ],
)
def test_half_a_consent_is_none(values: dict[str, Any], field: str) -> None:
    made = chain.listening(makers.area())
    with pytest.raises(Invalid) as refusal:
        chain.excerpt(made, text=WORDS, **values)
    assert {found.field for found in refusal.value.findings} == {field}
    assert not Excerpt.objects.exists()


def test_other_words_need_another_consent() -> None:
    row = chain.excerpt(chain.listening(makers.area()), text=WORDS, **chain.AGREED)
    actor = makers.coordinator()
    same = domain.amend_excerpt(actor=actor, excerpt=row, values={"theme": "culture", "text": WORDS})
    assert (same.theme, same.consent) == ("culture", "given")
    changed = domain.amend_excerpt(actor=actor, excerpt=row, values={"text": "Other words"})
    assert (changed.consent, changed.consent_how, changed.consent_on) == ("none", "", None)


def test_the_journal_never_holds_the_words() -> None:
    made = chain.listening(makers.area())
    row = chain.excerpt(made, text=WORDS, **chain.AGREED)
    domain.amend_excerpt(actor=makers.coordinator(), excerpt=row, values={"text": "Other words"})
    domain.remove_excerpt(actor=makers.coordinator(), excerpt=row)
    told = json.dumps(
        [[one.field, one.value.before, one.value.after] for one in Change.objects.select_related("value")]
    )
    assert [WORDS in told, "Other words" in told, "excerpt.digest" in told] == [False, False, True]
    assert [entry.verb for entry in entries_about(kind="listening", ref=made.uid)][:3] == [
        "remove-excerpt", "amend-excerpt", "add-excerpt",
    ]  # fmt: skip


def test_a_stale_paper_is_told() -> None:
    made = chain.listening(makers.area(), published=False)
    row = chain.excerpt(made, text=WORDS)
    with pytest.raises(Conflict):
        domain.give_consent(actor=makers.coordinator(), excerpt=row, version=1, **chain.AGREED)
    assert stored(row).consent == Consent.NONE


def test_traces_of_people_are_warned_of_and_masked() -> None:
    made = chain.listening(
        makers.area("Fossolo Due"), summary="Ne parla Ada Prova di Fossolo Due.", published=False
    )
    chain.excerpt(made, text="Chiamatemi al 333 1234567")
    found = [(one.code, one.found, one.field, one.severity.value) for one in on_listening(made)]
    assert found == [
        ("person.name", "A… P…", "summary", "warning"),
        ("person.phone", "3… 1…", "excerpts", "warning"),
    ]


def test_words_are_erased_at_the_end_of_their_term() -> None:
    old = chain.listening(makers.area(), held_on=clock.today() - timedelta(days=731))
    new = chain.listening(makers.area(), held_on=clock.today() - timedelta(days=729))
    gone = chain.excerpt(old, text="old")
    quoted = chain.excerpt(old, text="old, quoted", **chain.AGREED)
    kept = chain.excerpt(new, text="new")
    taken_back = domain.withdraw_consent(
        actor=makers.coordinator(), excerpt=chain.excerpt(new, text="taken back", **chain.AGREED)
    )
    (holder,) = [one for one in holders() if one.holding.name == "heard"]
    assert holder.due(clock.today()) == 2
    assert holder.dispose(makers.SYSTEM, clock.today()) == 2
    assert [stored(row).text for row in (gone, quoted, kept, taken_back)] == ["", "old, quoted", "new", ""]
    assert holder.due(clock.today()) == 0
    assert stored(gone).theme == "youth"


def test_a_person_is_found_and_erased() -> None:
    made = chain.listening(makers.area())
    named = chain.excerpt(made, text="Lo dice Ada Prova anche agli altri", **chain.AGREED)
    other = chain.excerpt(made, text="Lo dicono gli altri", **chain.AGREED)
    person = Person("ada@posta.example", frozenset({"Ada Prova"}))
    (holder,) = [one for one in holders() if one.holding.name == "heard"]
    assert [row["words"] for row in holder.find(person)] == ["Lo dice Ada Prova anche agli altri"]
    assert holder.erase(person, makers.SYSTEM, "asked").erased == 1
    assert [(stored(row).text, stored(row).consent) for row in (named, other)] == [
        ("", "withdrawn"), ("Lo dicono gli altri", "given"),
    ]  # fmt: skip


def test_a_need_cites_where_it_was_heard_and_small_counts_are_not_told_outside() -> None:
    area = makers.area()
    big, small = chain.listening(area, people=41), chain.listening(area, people=2, kind="interview")
    draft = chain.listening(area, people=30, published=False)
    need = chain.need(area, listenings=[big, small, draft])
    inside = heard.heard_in(makers.coordinator(), heard.listenings_of_need(makers.coordinator(), need))
    assert (inside.sessions, inside.interviews, inside.people, inside.untold) == (2, 1, 73, 0)
    outside = heard.heard_in(VISITOR, heard.listenings_of_need(VISITOR, need))
    assert (outside.sessions, outside.interviews, outside.people, outside.untold) == (1, 1, 41, 1)
    assert list(heard.needs_heard_in(VISITOR, big)) == [need]
    records.withdraw(actor=makers.coordinator(), record=need, reason="not so")
    assert list(heard.needs_heard_in(VISITOR, big)) == []


def test_a_need_keeps_the_links_that_its_officer_does_not_see() -> None:
    city = makers.area()
    mine, beside = makers.area(parent=city), makers.area(parent=city)
    hidden, seen = chain.listening(beside, published=False), chain.listening(mine)
    need = chain.need(mine, listenings=[hidden])
    domain.amend_need(
        actor=makers.actor(Role.AREA_OFFICER, mine), need=need, values={}, links={"listenings": [seen]}
    )
    assert set(Need.objects.get(pk=need.pk).listenings.all()) == {hidden, seen}


def test_themes_and_areas_are_counted_over_what_is_seen() -> None:
    here, there = makers.area("Here"), makers.area("There")
    one, two = chain.listening(here), chain.listening(here)
    hidden = chain.listening(there, published=False)
    for made, theme in ((one, "youth"), (one, "youth"), (two, "youth"), (two, "care"), (hidden, "work")):
        chain.excerpt(made, theme=theme)
    counted = [
        (row.theme.value, row.listenings, row.passages)
        for row in heard.themes_heard(heard.listenings(VISITOR))
    ]
    assert counted == [("youth", 2, 3), ("care", 1, 1)]
    assert heard.areas_heard(heard.listenings(VISITOR)) == [(here.pk, 2)]
    assert set(heard.listenings(VISITOR).filter(pk__in=heard.about("work"))) == set()


def test_words_find_nothing_in_a_search() -> None:
    made = chain.listening(makers.area(), "Evening at the library", summary="About opening hours")
    chain.excerpt(made, text="zzparole", **chain.AGREED)
    assert list(Listening.objects.all().visible_to(VISITOR).matching("zzparole")) == []
    assert list(Listening.objects.all().visible_to(VISITOR).matching("opening library")) == [made]
