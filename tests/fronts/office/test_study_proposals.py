"""Proposals of target areas in the office: state a rule, read the answer, designate what it chose."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.needs.models import Designation
from portici.study import domain
from portici.study.models import Edition, Proposal
from portici.study.proposals.rule import Stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(frozen: object) -> Edition:
    kit.areas()
    return kit.computed()


@pytest.fixture
def proposal(edition: Edition) -> Proposal:
    return domain.propose_target_areas(
        actor=makers.coordinator(), edition=edition, title="Two areas", stated=Stated("worst", number=2)
    )


def at(name: str, uid: str) -> str:
    with translation.override("en"):
        return reverse(f"office:target-proposal{name}", args=[uid])


WORST = {"title": "Two", "kind": "worst", "number": "2", "version": "5"}


def test_a_rule_is_stated_and_answered(coordinator: Client, edition: Edition) -> None:
    paper = coordinator.get(at("-add", edition.uid))
    assert paper.context["form"]["threshold"].help_text == (
        "The index goes from 86.06 to 107.84, the most distressed; proposed is what reaches the threshold."
    )
    answer = coordinator.post(at("-add", edition.uid), WORST | {"version": str(edition.version)})
    made = Proposal.objects.get()
    assert (answer.status_code, made.rule, made.title) == (302, {"kind": "worst", "number": 2}, "Two")
    page = coordinator.get(at("", made.uid))
    reading = page.context["reading"]
    assert (list(reading.rule), [line.row.name for line in reading.chosen]) == (
        ["The 2 most distressed areas."],
        ["Corticella", "Bolognina"],
    )
    assert [line.row.name for line in reading.never] == ["Stazione"]
    assert (reading.next or {})["entered"] == "Savena"
    assert [(move.change, move.entered, move.left) for move in reading.moves] == [
        ("Number of areas: 1.", "–", "Bolognina"),
        ("Number of areas: 3.", "Savena", "–"),
    ]
    with translation.override("en"):
        listed = coordinator.get(reverse("office:edition", args=[edition.uid])).context["proposals"]
    assert [(record, note) for record, note in listed.rows] == [(made, "The 2 most distressed areas.")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "9"}, "number"),
        ({"kind": "threshold", "threshold": "high"}, "threshold"),
        ({"kind": "threshold", "threshold": "200,5"}, "threshold"),
        ({"kind": "best-set"}, "most_areas"),
        ({"title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_told_beside_its_box(
    coordinator: Client, edition: Edition, given: dict[str, str], field: str
) -> None:
    answer = coordinator.post(at("-add", edition.uid), WORST | {"version": str(edition.version)} | given)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert Proposal.objects.count() == 0


def test_another_rule_replaces_the_first_until_something_is_designated(
    coordinator: Client, proposal: Proposal
) -> None:
    page = coordinator.get(at("-edit", proposal.uid))
    assert (page.context["form"]["number"].value(), page.context["form"]["kind"].value()) == (2, "worst")
    given = {"title": "Above", "kind": "threshold", "threshold": "107,5", "version": "1"}
    assert coordinator.post(at("-edit", proposal.uid), given).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.rule, proposal.areas.filter(standing="chosen").count()) == (
        {"kind": "threshold", "threshold": 107.5},
        1,
    )
    assert coordinator.post(at("-edit", proposal.uid), given | {"title": "Late"}).status_code == 409
    chosen = [row.code for row in proposal.areas.filter(standing="chosen")]
    act = {"areas": chosen, "decided_on": "2026-01-10", "reason": "Most in distress", "version": "2"}
    assert coordinator.post(at("-designate", proposal.uid), act).status_code == 302
    assert coordinator.get(at("-edit", proposal.uid)).status_code == 403


def test_what_is_ticked_is_designated_and_what_is_held_is_told(
    coordinator: Client, proposal: Proposal
) -> None:
    paper = coordinator.get(at("-designate", proposal.uid))
    codes = [row.code for row in paper.context["chosen"]]
    assert paper.context["form"]["areas"].value() == codes
    act = {"areas": codes[:1], "decided_on": "2026-01-10", "reason": "Most in distress", "act": "1/2026"}
    page = coordinator.post(at("-designate", proposal.uid), act | {"version": "1"}, follow=True)
    assert [str(one) for one in page.context["messages"]] == ["1 area designated."]
    assert [line.designation is not None for line in page.context["reading"].chosen] == [True, False]
    again = coordinator.get(at("-designate", proposal.uid))
    assert [str(one.area) for one in again.context["held"]] == ["Corticella"]
    assert again.context["form"]["areas"].value() == codes[1:]
    bad = coordinator.post(at("-designate", proposal.uid), act | {"areas": [], "version": "2"})
    assert (bad.status_code, "areas" in bad.context["form"].errors) == (422, True)
    stale = coordinator.post(at("-designate", proposal.uid), act | {"areas": codes[1:], "version": "1"})
    assert (stale.status_code, Designation.objects.count()) == (409, 1)
    coordinator.post(at("-designate", proposal.uid), act | {"areas": codes[1:], "version": "2"})
    last = coordinator.post(at("-designate", proposal.uid), act | {"version": "3"}, follow=True)
    assert [str(one) for one in last.context["messages"]][-1:] == [
        "All the proposed areas are target areas already: nothing was changed."
    ]
    assert Designation.objects.count() == 2


def test_an_auditor_reads_and_changes_nothing(signed_in: Callable[..., Client], proposal: Proposal) -> None:
    auditor = signed_in(Role.AUDITOR)
    page = auditor.get(at("", proposal.uid))
    assert (page.status_code, page.context["designate_url"]) == (200, "")
    assert auditor.get(at("-designate", proposal.uid)).status_code == 403
    assert auditor.post(at("-add", proposal.edition.uid), WORST).status_code == 403
