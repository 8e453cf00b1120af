"""What boxes suggest and accept: accounts by name, a choice among few and among many, the search's way to all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import chain, makers

from portici.governance.forms import DecisionAddForm
from portici.kernel.actor import Role
from portici.needs.forms import NeedForm
from portici.people import domain as people
from portici.programme.models import Activity
from portici.records.forms import MOST_OFFERED, PickField, PickManyField
from portici.records.picking import label_of, matches
from portici.records.registry import search

pytestmark = pytest.mark.django_db
ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)
ACCOUNTS = "/en/ufficio/suggerimenti/account/?box=user&user="


@pytest.fixture
def activity(frozen: Any) -> Activity:
    return chain.activity(chain.project("BO3.3.1.b"), "Evenings")


def suggested(client: Client, typed: str) -> list[str]:
    answer = client.get(f"{ACCOUNTS}{typed}")
    assert answer.status_code == 200
    return re.findall(r'value="([^"]+) \[', answer.content.decode())


def test_accounts_are_suggested_by_name_and_address(coordinator: Client) -> None:
    lea = makers.user("Lea Prestata")
    makers.user("Prestata Lea")
    assert suggested(coordinator, "lea prestata") == ["Lea Prestata", "Prestata Lea"]
    assert suggested(coordinator, lea.email) == ["Lea Prestata"]
    assert f">{lea.email}</option>" in coordinator.get(f"{ACCOUNTS}{lea.email}").content.decode()
    assert suggested(coordinator, "nobody") == []


def test_a_closed_account_is_not_suggested(coordinator: Client) -> None:
    people.close_account(actor=ADMINISTRATOR, user=makers.user("Lea Prestata"), reason="Left")
    assert suggested(coordinator, "lea") == []


@pytest.mark.parametrize(("role", "seen"), [(Role.AUDITOR, True), (Role.AREA_OFFICER, False)])
def test_accounts_of_others_are_for_those_who_see_them(
    signed_in: Callable[..., Client], role: Role, seen: bool
) -> None:
    makers.user("Lea Prestata")
    client = signed_in(role, makers.area("Savena") if role is Role.AREA_OFFICER else None, "Ada Propria")
    assert suggested(client, "lea") == (["Lea Prestata"] if seen else [])
    assert suggested(client, "ada") == ["Ada Propria"]


@pytest.mark.parametrize("kind", ["designation", "need", "opportunity", "activity"])
def test_what_stands_in_an_area_is_suggested_by_its_name(coordinator: Client, frozen: Any, kind: str) -> None:
    """A target area has no other name than its area's, which may be a part of a larger one."""
    savena = makers.area("Savena")
    bitone, other = makers.area("Bitone", parent=savena), makers.area("Barca")
    place = makers.place()
    made = [
        {
            "designation": lambda here: chain.designation(here),
            "need": lambda here: chain.need(here, "Courts"),
            "opportunity": lambda here: chain.opportunity(here, "Gym", place=place),
            "activity": lambda here: chain.activity(title="Open days", areas=[here]),
        }[kind](here)
        for here in (bitone, other)
    ]
    actor = makers.coordinator()
    assert [matches(actor, kind, text) for text in ("bitone", "savena", "barca", "nowhere")] == [
        [made[0]], [made[0]], [made[1]], [],
    ]  # fmt: skip
    assert matches(makers.VISITOR, kind, "bitone") == [made[0]]
    assert {one.name: total for one, total, _rows in search(actor, "bitone")}[kind] == 1


def test_what_stands_in_an_area_that_one_may_not_see_is_not_found_by_it(frozen: Any) -> None:
    hidden = makers.area("Bitone", published=False)
    made = chain.activity(title="Open days", areas=[hidden, makers.area("Barca")])
    assert [matches(makers.VISITOR, "activity", text) for text in ("bitone", "barca")] == [[], [made]]


def test_who_is_put_to_work_is_named_in_full(coordinator: Client, activity: Activity) -> None:
    one, closed = makers.user("Lea Prestata"), makers.user("Ugo Chiuso")
    makers.user("Omonima")
    makers.user("Omonima")
    people.close_account(actor=ADMINISTRATOR, user=closed, reason="Left")
    body = makers.organisation("ASP")
    url = f"/en/ufficio/programma/attivita/{activity.uid}/persone/"
    for refused in ("Nessuno", "Omonima", label_of(closed), ""):
        paper = {"user": refused, "organisation": label_of(body), "version": activity.version}
        answer = coordinator.post(url, paper)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["user"]
    paper = {"user": "lea prestata", "organisation": label_of(body), "version": activity.version}
    assert coordinator.post(url, paper).status_code == 302
    assert [row.user for row in activity.assignments.all()] == [one]


def test_few_groups_are_ticked_and_many_are_picked(frozen: Any) -> None:
    groups = [chain.group() for _group in range(MOST_OFFERED)]
    actor, need = makers.coordinator(), chain.need(makers.area("Savena"))
    need.groups.set(groups[:2])
    few = NeedForm(actor=actor, instance=need)
    assert {value.value for value, _label in few.fields["groups"].choices} == {group.pk for group in groups}
    assert {str(group.pk) for group in groups[:2]} == set(map(str, few["groups"].value()))
    chain.group()
    many = NeedForm(actor=actor, instance=need)
    assert isinstance(many.fields["groups"], PickManyField)
    assert many.fields["groups"].prepare_value(many["groups"].value()) == list(map(label_of, groups[:2]))
    written = {"groups": [label_of(groups[4])], "title": "", "language": "it"}
    assert NeedForm(written, actor=actor, instance=need).fields["groups"].clean(written["groups"]) == [
        groups[4]
    ]


def test_the_usual_body_is_there_among_many(frozen: Any) -> None:
    actor = makers.coordinator()
    bodies = [chain.body(f"b{number}") for number in range(MOST_OFFERED + 1)]
    assert DecisionAddForm(actor=actor)["body"].value() is None
    chain.decision(bodies[7], "First")
    form = DecisionAddForm(actor=actor)
    assert isinstance(form.fields["body"], PickField)
    assert form.fields["body"].prepare_value(form["body"].value()) == label_of(bodies[7])


def test_the_search_leads_to_the_list_of_all(coordinator: Client) -> None:
    for number in range(11):
        makers.place(f"Centro {number}")
        makers.organisation(f"Centro {number}")
    makers.area("Centro")
    page = coordinator.get("/en/ufficio/cerca/?q=centro").content.decode()
    links = re.findall(r'href="([^"]+\?q=centro)"', page.split("<main")[1])
    assert sorted(links) == ["/en/ufficio/rete/?q=centro", "/en/ufficio/territorio/luoghi/?q=centro"]
    assert page.count("Centro 1</a>") == 2
    for link in links:
        assert coordinator.get(link).context["table"].paginator.count == 11
