"""Follow-ups, ties and guidelines in the office: their papers, what a contact may say, and nothing confidential for the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from tests import chain, following, makers

from portici.fronts.office.following.ties import TieRemove
from portici.governance.following import domain
from portici.governance.following.forms import WhyForm
from portici.governance.models import Decision, DecisionTie, FollowUp, Guideline, Statement
from portici.kernel.actor import Role
from portici.records.picking import label_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SECRET = "zanzibar"


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def test_a_decision_is_followed_tied_and_led_back_to_a_guideline(coordinator: Client) -> None:
    board, school = chain.body("board"), makers.organisation("A school")
    earlier = chain.decision(board, "Closed", decided_on=date(2026, 1, 10))
    decision = chain.decision(board, "Open")
    guideline = {"body": board.pk, "year": "2026", "code": "1", "title": "School", "language": "en"}
    assert coordinator.post(at("guideline-add"), guideline).status_code == 302
    line = Guideline.objects.get()

    def post(name: str, *args: object, **values: object) -> int:
        decision.refresh_from_db()
        given = {"version": decision.version, **values}
        return coordinator.post(at(name, decision.uid, *args), given).status_code

    assert (
        post(
            "follow-up-add",
            what="Ask families",
            owner=label_of(school),
            due_on="2026-02-01",
            amount="1.200,50",
        )
        == 302
    )
    assert post("follow-up-add", what=" ") == 422
    assert post("decision-guidelines", guidelines=label_of(line)) == 302
    assert post("decision-tie", kind="revokes", earlier=label_of(earlier)) == 302
    assert post("decision-tie", kind="revokes", earlier=label_of(decision)) == 422
    row = FollowUp.objects.get()
    assert (str(row.amount), post("follow-up-state", row.uid, state="under_way", text="Half")) == (
        "1200.50",
        302,
    )
    assert post("follow-up-edit", row.uid, what="Ask all families", due_on="2026-02-01") == 302
    assert post("follow-up-add", what="Again", version=1) == 409
    page = coordinator.get(at("decision", decision.uid)).content.decode()
    for words in ("Ask all families", "said by the office on 2 March 2026", "Half", "Late", "It revokes"):
        assert words in page
    assert "Revoked by" in coordinator.get(at("decision", earlier.uid)).content.decode()
    assert "Ask all families" in coordinator.get(f"{at('follow-ups')}?late=true").content.decode()
    assert "Open" in coordinator.get(at("guideline", line.uid)).content.decode()
    assert "School" in coordinator.get(at("plan", board.uid, 2026)).content.decode()
    assert post("decision-untie", earlier.uid, reason="Misread") == 302
    assert (DecisionTie.objects.count(), Statement.objects.count()) == (0, 1)
    rows = b"".join(coordinator.get(f"{at('follow-ups')}?formato=csv")).decode("utf-8-sig").splitlines()
    assert rows[1].split(";")[4:] == ["Under way", "said by the office on 2 March 2026"]


def test_the_contact_of_who_sees_to_it_says_how_far_it_is(signed_in: Callable[..., Client]) -> None:
    school = makers.organisation()
    decision = chain.decision(chain.body())
    row = following.follow_up(decision, owner=school)
    other = following.follow_up(decision, owner=makers.organisation())
    told = following.follow_up(decision, owner=school, activity=chain.activity(responsible=school))
    contact = signed_in(Role.SCHOOL_CONTACT, school)
    decision.refresh_from_db()
    given = {"state": "done", "text": "All of it", "version": decision.version}
    assert contact.post(at("follow-up-state", decision.uid, row.uid), given).status_code == 302
    assert contact.get(at("follow-up-state", decision.uid, other.uid)).status_code == 403
    assert contact.get(at("follow-up-edit", decision.uid, row.uid)).status_code == 403
    elsewhere = contact.get(at("follow-up-state", decision.uid, told.uid))
    assert elsewhere["Location"] == at("activity", told.activity.uid)
    given["version"] += 1
    assert contact.post(at("follow-up-state", decision.uid, told.uid), given).status_code == 403
    assert Statement.objects.get().said_by == school


def test_a_confidential_decision_is_not_there_for_who_may_not_read_it(
    signed_in: Callable[..., Client],
) -> None:
    board = chain.body()
    line = following.guideline(board, "School")
    secret = chain.decision(
        board, SECRET, published=False, is_confidential=True, withheld_because=SECRET, guidelines=[line]
    )
    row = following.follow_up(secret, f"{SECRET} to do", due_on=date(2026, 1, 1))
    shown = chain.decision(board, "Shown", decided_on=date(2026, 2, 20))
    following.tie(shown, secret)
    finance = signed_in(Role.FINANCE_OFFICER)
    for path in (
        at("decisions"), at("follow-ups"), f"{at('follow-ups')}?q={SECRET[:4]}", at("guideline", line.uid),
        at("plan", board.uid, 2026), at("decision", shown.uid), at("body", board.uid), at("journal"), at("work"),
    ):  # fmt: skip
        page = finance.get(path)
        assert page.status_code == 200
        assert SECRET not in page.content.decode().lower()
    for path in (at("decision", secret.uid), at("follow-up-edit", secret.uid, row.uid)):
        assert finance.get(path).status_code == 404
    secretary = signed_in(Role.BOARD_SECRETARY)
    assert SECRET in secretary.get(at("follow-ups")).content.decode()
    attach = reverse("office:document-attach", args=["decision", secret.uid])
    assert secretary.get(attach).status_code == 403
    assert Decision.objects.get(pk=secret.pk).is_confidential


def test_a_tie_that_somebody_else_took_away_meanwhile_is_not_there() -> None:
    """Two had the paper open: the row was found when the second one came, and was gone when it was handed in."""
    board = chain.body()
    earlier, later = chain.decision(board), chain.decision(board)
    tie = following.tie(later, earlier)
    view, request = TieRemove(), RequestFactory().post("/")
    request.actor = following.SECRETARY  # type: ignore[attr-defined] # as the door has it
    view.setup(request)
    view.record, view.row = later, earlier
    form = WhyForm(actor=following.SECRETARY, data={"reason": "Misread"})
    assert form.is_valid()
    domain.untie_decisions(actor=following.SECRETARY, tie=tie, reason="Misread")
    with pytest.raises(Http404):
        view.work(form)


def test_instructions_are_for_who_can_follow_them_and_what_is_hidden_is_not_denied(
    coordinator: Client, signed_in: Callable[..., Client]
) -> None:
    board = chain.body("board")
    member = signed_in(Role.BOARD_MEMBER, board)
    hidden = chain.activity(title=SECRET, published=False)
    line = following.guideline(board)
    taken, idle = chain.decision(board, "Open", activities=[hidden]), chain.decision(board, "Closed")
    Decision.guidelines.through._default_manager.create(decision=taken, guideline=line)

    def read(client: Client, name: str, uid: str) -> str:
        return client.get(at(name, uid)).content.decode()

    told = read(member, "decision", taken.uid) + read(member, "guideline", line.uid)
    assert told.count("what carries it out is not open to you") == 2
    assert "Nobody works on it" not in told
    assert SECRET not in told
    told = read(member, "decision", idle.uid)
    assert "Nobody works on it yet." in told
    assert "open an activity" not in told
    assert "open an activity that carries it out" in read(coordinator, "decision", idle.uid)
    assert SECRET in read(coordinator, "decision", taken.uid)
