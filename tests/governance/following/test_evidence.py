"""What stands beside the state of a step: milestones, documents, money; it corrects nothing, and each sees as much of it as is open to them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import chain, following, makers
from tests.fronts.office.conftest import account
from tests.makers import VISITOR, Role
from tests.publishing import library

from portici.governance.following.evidence import Evidence, evidence_of
from portici.governance.following.queries import execution_of
from portici.governance.following.sentences import against_it, sources_of
from portici.programme import domain as programme
from portici.programme.models import Activity, ActivityState, Milestone
from portici.publishing import domain as publishing
from portici.publishing.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]
COORDINATOR = makers.coordinator()


def attach(activity: Activity, *, shown: bool) -> Attachment:
    row = publishing.attach(actor=COORDINATOR, record=activity, thing=library.document())
    if shown:
        publishing.show_attachment(actor=COORDINATOR, record=activity, attachment=row)
    return row


@pytest.mark.parametrize(
    ("state", "reached", "all_of_them", "documents", "odds"),
    [
        ("done", 0, 0, 0, "a document that is open to you shows it"),
        ("done", 0, 0, 1, ""),
        ("done", 1, 1, 0, ""),
        ("done", 1, 2, 1, "milestones of it are not"),
        ("planned", 1, 2, 0, "has not begun"),
        ("planned", 0, 2, 1, ""),
        ("running", 0, 2, 0, ""),
        ("cancelled", 0, 0, 0, ""),
    ],
)
def test_what_goes_with_a_state_and_what_does_not(
    state: str, reached: int, all_of_them: int, documents: int, odds: str
) -> None:
    activity = chain.activity()
    Activity.objects.filter(pk=activity.pk).update(state=state)
    for number in range(all_of_them):
        done = date(2026, 2, 1) if number < reached else None
        Milestone.objects.create(activity=activity, title="M", due_on=date(2026, 2, 1), reached_on=done)
    for _each in range(documents):
        attach(activity, shown=True)
    decision = chain.decision(chain.body())
    following.follow_up(decision, "Do it", activity=activity)
    before = execution_of(COORDINATOR, decision).state
    (one,) = evidence_of(COORDINATOR, execution_of(COORDINATOR, decision))
    assert (one.documents, one.step.reached, odds in against_it(one), bool(against_it(one))) == (
        documents, reached, True, bool(odds),
    )  # fmt: skip
    assert execution_of(COORDINATOR, decision).state == before


@pytest.fixture
def decided() -> Any:
    """A decision with a step by an activity, one that was said and is paid by a project, and one by an activity that is withheld."""
    project = chain.project("BO3.1.1.a", title="Schools open")
    chain.sheet(project, amount_programmed=Decimal(1000), amount_paid=Decimal("250.5"))
    draft = chain.project("BO3.1.1.b", published=False)
    chain.sheet(draft, published=False, amount_paid=Decimal(7))
    activity = chain.activity(project, "Open lab", starts_on=date(2026, 1, 1))
    programme.move_activity(actor=COORDINATOR, activity=activity, state=ActivityState.RUNNING)
    for shown in (True, False):
        attach(activity, shown=shown)
    hidden = chain.activity(draft, "Hidden", published=False)
    attach(hidden, shown=False)
    decision = chain.decision(chain.body("board"), "Open the schools")
    following.follow_up(
        decision, "By the lab", activity=activity, budget_line="Line 12", due_on=date(2026, 3, 1)
    )
    said = following.follow_up(decision, "By word", project=project, due_on=date(2026, 3, 2))
    following.said(said, "under_way", "Half of it")
    following.follow_up(decision, "Unseen", activity=hidden, project=draft, due_on=date(2026, 3, 3))
    return decision


def test_each_sees_as_much_of_it_as_is_open_to_them(decided: Any) -> None:
    paid = "€ 250.50 of € 1,000.00 paid by the whole project, sheet of 15/01/2026"
    for actor, told in (
        (VISITOR, [["activity: Under way", "1 document", paid], [paid], []]),
        (
            COORDINATOR,
            [["activity: Under way", "2 documents", paid], [paid], ["activity: Planned", "1 document"]],
        ),
    ):
        found: list[Evidence] = evidence_of(actor, execution_of(actor, decided))
        assert [[source.text for source in sources_of(one)] for one in found] == told
    execution = execution_of(VISITOR, decided)
    with CaptureQueriesContext(connection) as asked:
        evidence_of(VISITOR, execution)
    assert len(asked) <= 5


def test_the_pages_lead_to_what_it_follows_from(decided: Any) -> None:
    user = account(Role.BOARD_SECRETARY)
    office = Client(headers={"accept-language": "en"})
    office.force_login(user)
    with translation.override("en"):
        activity = Activity.objects.get(title="Open lab")
        pages = {
            "office": (office, reverse("office:decision", args=[decided.uid]), reverse("office:activity", args=[activity.uid])),
            "portal": (Client(), reverse("portal:decision", args=[decided.address]), reverse("portal:activity", args=[activity.uid])),
        }  # fmt: skip
    for door, (client, page, leads) in pages.items():
        text = " ".join(client.get(page).content.decode().split())
        assert f'<a href="{leads}" lang="it">activity: Under way</a>' in text
        assert "From what this follows:" in text
        assert "What else the house knows:" in text
        assert "paid by the whole project" in text
        assert "Line 12" in text
        assert ("Hidden" in text, "2 documents" in text) == (door == "office", door == "office")
