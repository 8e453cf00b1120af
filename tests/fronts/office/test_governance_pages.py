"""Bodies with their members, and decisions with what they stand on and what carries them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.kernel.actor import Role
from portici.needs import domain as needs
from portici.records.picking import label_of

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def test_a_member_is_added_and_ended(coordinator: Client) -> None:
    body, organisation = chain.body("board"), makers.organisation("Confcooperative")
    given = {"organisation": label_of(organisation), "role": "Member", "version": body.version}
    assert coordinator.post(at("member-add", body.uid), given).status_code == 302
    member = body.members.get()
    body.refresh_from_db()
    edit = at("member-edit", body.uid, member.uid)
    assert coordinator.get(edit).context["form"]["organisation"].value() == label_of(organisation)
    assert coordinator.post(edit, given | {"until": "2026-01-31", "version": body.version}).status_code == 302
    member.refresh_from_db()
    assert member.until == date(2026, 1, 31)
    assert coordinator.get(at("member-edit", chain.body().uid, member.uid)).status_code == 404


def test_a_member_that_sits_already_is_told(coordinator: Client) -> None:
    body, organisation = chain.body("board"), makers.organisation("Confcooperative")
    given = {"organisation": label_of(organisation), "version": body.version}
    coordinator.post(at("member-add", body.uid), given)
    body.refresh_from_db()
    response = coordinator.post(at("member-add", body.uid), given | {"version": body.version})
    assert response.status_code == 422
    assert "organisation" in response.context["form"].errors


def test_a_withheld_member_is_nowhere(signed_in: Callable[..., Client]) -> None:
    body = chain.body("board")
    hidden = makers.organisation("Secretum", published=False)
    from portici.governance import domain

    domain.add_member(actor=makers.coordinator(), body=body, organisation=hidden)
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    for url in (at("body", body.uid), at("history", "body", body.uid)):
        assert "Secretum" not in contact.get(url).content.decode()
    assert "Secretum" in signed_in(Role.AUDITOR).get(at("body", body.uid)).content.decode()


def test_a_published_decision_changes_only_its_activities(coordinator: Client) -> None:
    decision, activity = chain.decision(chain.body("board")), chain.activity(title="Evenings")
    response = coordinator.get(at("decision-edit", decision.uid))
    assert response.status_code == 403
    assert "withdraw it with the reason" in response.content.decode()
    given = {"activities": [], "activities-add": label_of(activity), "version": decision.version}
    assert coordinator.post(at("decision-carry-out", decision.uid), given).status_code == 302
    assert list(decision.activities.all()) == [activity]


def test_exhibits_of_other_kinds_stay_when_a_draft_is_amended(coordinator: Client) -> None:
    area = makers.area("Savena")
    need = chain.need(area, "Alone")
    decision = chain.decision(chain.body("board"), published=False, exhibits=[area, need])
    form = coordinator.get(at("decision-edit", decision.uid)).context["form"]
    assert form["exhibit_need"].value() == [label_of(need)]
    given = {
        "number": "1",
        "decided_on": "2026-02-01",
        "title": "T",
        "text": "x",
        "language": "it",
        "version": decision.version,
    }
    assert coordinator.post(at("decision-edit", decision.uid), given).status_code == 302
    assert [(ground.kind, ground.ref) for ground in decision.exhibits.all()] == [("area", area.uid)]


def test_what_changed_since_is_marked(coordinator: Client) -> None:
    need = chain.need(makers.area(), "Alone")
    decision = chain.decision(chain.body("board"), exhibits=[need])
    assert "changed since" not in coordinator.get(at("decision", decision.uid)).content.decode()
    needs.amend_need(actor=makers.coordinator(), need=need, values={"title": "Lonely"})
    assert "changed since" in coordinator.get(at("decision", decision.uid)).content.decode()


def test_a_ground_that_is_withheld_is_not_named(signed_in: Callable[..., Client]) -> None:
    need = chain.need(makers.area(), "Secretum", published=False)
    decision = chain.decision(chain.body("board"), exhibits=[need])
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    page = contact.get(at("decision", decision.uid)).content.decode()
    assert "Secretum" not in page
    assert "A record that is not open to you" in page
