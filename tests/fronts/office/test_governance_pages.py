"""Bodies with their members, and decisions with what they stand on and what carries them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.engine.voting import Base, Majority, Requirement
from portici.fronts.office.kit.bodies import rules_in_words
from portici.governance import domain
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


def test_a_delegate_is_appointed_and_ended(coordinator: Client) -> None:
    body, organisation = chain.body("board"), makers.organisation("Curia")
    seat = domain.add_member(actor=makers.coordinator(), body=body, organisation=organisation)
    given = {"person_name": "Ada Prova", "manner": "substitute", "version": body.version}
    assert coordinator.post(at("delegate-add", body.uid, seat.uid), given).status_code == 302
    (made,) = seat.delegates.all()
    body.refresh_from_db()
    edit = at("delegate-edit", body.uid, made.uid)
    assert coordinator.get(edit).context["form"]["manner"].value() == "substitute"
    given |= {"until": "2026-01-31", "version": body.version}
    assert coordinator.post(edit, given).status_code == 302
    made.refresh_from_db()
    assert (made.person_name, made.until) == ("Ada Prova", date(2026, 1, 31))
    page = coordinator.get(at("body", body.uid)).content.decode()
    assert "Ada Prova" in page
    assert coordinator.get(at("delegate-edit", chain.body().uid, made.uid)).status_code == 404
    nameless = coordinator.post(at("delegate-add", body.uid, seat.uid), {"manner": "delegate"})
    assert (nameless.status_code, list(nameless.context["form"].errors)) == (422, ["person_name"])


def test_rules_are_set_corrected_and_begin_as_the_last_ones(coordinator: Client) -> None:
    body = chain.body("board")
    given = {
        "act": "Regulation",
        "quorum_share": "1/2",
        "quorum_strict": "on",
        "abstentions": "not_votes",
        "recusals": "excluded",
        "ties": "chair",
        "most_proxies": "1",
        "majority_ordinary": "simple:votes:0",
        "majority_own_rules": "two_thirds:entitled:0",
        "version": body.version,
    }
    add = at("body-rules-add", body.uid)
    assert coordinator.post(add, given).status_code == 302
    (made,) = body.rules.all()
    assert (made.quorum_share, made.quorum_strict, made.ties) == ("1/2", True, "chair")
    body.refresh_from_db()
    form = coordinator.get(add).context["form"]
    shown = [form[name].value() for name in ("act", "quorum_share", "majority_own_rules")]
    assert shown == [None, "1/2", "two_thirds:entitled:0"]
    edit = at("body-rules-edit", body.uid, made.uid)
    assert coordinator.get(edit).context["form"]["act"].value() == "Regulation"
    given |= {"quorum_share": "2/3", "majority_own_rules": "", "version": body.version}
    assert coordinator.post(edit, given).status_code == 302
    (made,) = body.rules.all()
    assert (made.quorum_share, [row.matter for row in made.majorities.all()]) == ("2/3", ["ordinary"])
    page = coordinator.get(at("body", body.uid)).content.decode()
    for told in ("more than 2/3 of the seats", "Simple majority of the votes", "in force today"):
        assert told in page, told


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quorum_share": "3/2"}, "quorum_share"),
        ({"quorum_share": "half"}, "quorum_share"),
        ({"majority_ordinary": "simple:entitled:0"}, "majority_ordinary"),
        ({"callers": "0"}, "callers"),
    ],
)
def test_bad_rules_are_told_beside_the_field(coordinator: Client, values: dict[str, str], field: str) -> None:
    body = chain.body("board")
    usual = {"abstentions": "not_votes", "recusals": "excluded", "ties": "chair", "most_proxies": "0"}
    response = coordinator.post(
        at("body-rules-add", body.uid), usual | values | {"version": str(body.version)}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not body.rules.exists()


def test_two_secretaries_at_once_lose_no_rules(coordinator: Client) -> None:
    body = chain.body("board")
    seen = {
        "abstentions": "votes",
        "recusals": "excluded",
        "ties": "again",
        "most_proxies": "0",
        "version": "2",
    }
    add = at("body-rules-add", body.uid)
    assert coordinator.post(add, seen).status_code == 302
    assert coordinator.post(add, seen | {"in_force_from": "2026-01-01"}).status_code == 409
    assert body.rules.count() == 1


def test_a_vote_is_counted_and_explained(coordinator: Client) -> None:
    body, actor = chain.body("board"), makers.coordinator()
    count = at("body-vote", body.uid)
    assert "No rules yet" in coordinator.get(count).content.decode()
    seats = [
        domain.add_member(actor=actor, body=body, organisation=makers.organisation(name), **values)
        for name, values in (("Comune", {"weight": 2}), ("Curia", {}), ("Nomisma", {"is_observer": True}))
    ]
    domain.set_rules(
        actor=actor,
        body=body,
        values={"quorum_share": "1/2", "quorum_strict": True},
        majorities={"plan": Requirement(Majority.SIMPLE)},
    )
    form = coordinator.get(count).context["form"]
    assert [field.label for field in form] == ["Matter", "Comune (2)", "Curia"]
    asked = {"matter": "plan", f"seat-{seats[0].uid}": "for", f"seat-{seats[1].uid}": "against"}
    page = coordinator.get(count, asked).content.decode()
    for told in (
        "Seats entitled: 2; present: 2; needed for the quorum: 2.",
        "Adopted: 2 in favour, 2 needed.",
    ):
        assert told in page, told
    unsaid = coordinator.get(count, asked | {"matter": "money"}).content.decode()
    assert "The rules say no majority for this matter" in unsaid
    wrong = coordinator.get(count, asked | {"matter": "lunch"})
    assert (list(wrong.context["form"].errors), "result" in wrong.context) == (["matter"], False)


def test_the_history_tells_seats_and_rules_in_words(coordinator: Client) -> None:
    body, actor = chain.body("board"), makers.coordinator()
    seat = domain.add_member(
        actor=actor, body=body, organisation=makers.organisation("Curia"), weight=2, presides=True
    )
    domain.appoint_delegate(
        actor=actor, member=seat, person_name="Ada Prova", manner="substitute", since=date(2026, 1, 31)
    )
    domain.set_rules(
        actor=actor,
        body=body,
        values={"quorum_share": "1/2", "quorum_strict": True, "ties": "chair", "act": "Act: one | two"},
        majorities={"plan": Requirement(Majority.TWO_THIRDS, Base.PRESENT)},
    )
    page = coordinator.get(at("history", "body", body.uid)).content.decode()
    for told in (
        "Curia | voting weight 2 | presides the body",
        "Curia | Ada Prova | Substitute | 31/01/2026",
        "share for the quorum: 1/2 | more than this share",
        "act that gives the rules: Act: one | two",
    ):
        assert told in page, told


@pytest.mark.usefixtures("english")
def test_rules_of_the_journal_in_words() -> None:
    text = (
        "act: A | B: 2 | most_proxies: 1 | ties: chair | quorum_weighted: True | plan: two_thirds present 0"
    )
    assert rules_in_words(text).split(" | ") == [
        "act that gives the rules: A",
        "B: 2",
        "for how many other seats one may vote: 1",
        "with as many for as against: the chair's vote prevails",
        "the quorum counts voting weight, not seats",
        "Annual work plan: Two thirds of those present",
    ]


def test_a_withheld_member_is_nowhere(signed_in: Callable[..., Client]) -> None:
    body = chain.body("board")
    hidden = makers.organisation("Secretum", published=False)
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


def test_a_decision_is_opened_to_all_with_a_reason(coordinator: Client) -> None:
    made = chain.decision(chain.body(), published=False, is_confidential=True, withheld_because="A tender")
    edit = at("decision-edit", made.uid)
    given = {"decided_on": "2026-02-01", "title": "T", "text": "x", "language": "it", "version": made.version}
    refused = coordinator.post(edit, given)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    assert "number" not in refused.context["form"].fields
    assert coordinator.post(edit, given | {"reason": "The tender is over"}).status_code == 302
    made.refresh_from_db()
    assert (made.is_confidential, made.number) == (False, 1)


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
