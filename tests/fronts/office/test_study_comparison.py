"""Two editions compared: who entered and left, through which figures and choices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.governance import domain as governance
from portici.kernel import clock
from portici.kernel.actor import Role
from portici.records import domain as records
from portici.study import domain
from portici.study.comparing import compare
from portici.study.models import Edition
from portici.territory.models import Area, Observation

pytestmark = pytest.mark.django_db


def at(edition: Edition, query: str = "") -> str:
    with translation.override("en"):
        return reverse("office:edition-comparison", args=[edition.uid]) + query


def following(before: Edition, specification: str = "") -> Edition:
    """The next edition, over the figures as they are now."""
    coordinator = makers.coordinator()
    made = domain.draft_edition(actor=coordinator, study=before.study, title="Next", copy_of=before)
    if specification:
        domain.set_specification(actor=coordinator, edition=made, specification=specification)
    return kit.run_edition(uid=domain.order_run(actor=coordinator, edition=made).uid)


@pytest.fixture
def first(frozen: object) -> Edition:
    kit.areas()
    return kit.computed()


def test_a_choice_that_differs_is_told(first: Edition) -> None:
    text = first.specification.replace("weight = 0.5", "weight = 0.8", 1).replace(
        "weight = 0.5", "weight = 0.2"
    )
    found = compare(makers.coordinator(), first, following(first, text), k=1)
    assert ([row.name for row in found.entered], [row.name for row in found.left]) == (
        ["Bolognina"],
        ["Corticella"],
    )
    assert [(move.row.name, move.before, move.after) for move in found.moves] == [
        ("Bolognina", 2.0, 1.0),
        ("Corticella", 1.0, 2.0),
    ]
    assert found.inputs == []
    assert [line for line in found.specification if line[0] in "+-"] == [
        "-weight = 0.5",
        "+weight = 0.8",
        "-weight = 0.5",
        "+weight = 0.2",
    ]


def test_figures_that_differ_are_told(first: Edition) -> None:
    Observation.objects.filter(indicator__code="rent", area__name="Colli").update(value=90.0)
    found = compare(makers.coordinator(), first, following(first), k=4)
    assert [(one.name, one.before, one.after, one.change) for one in found.inputs] == [
        ("rent", "2024", "2024", "changed")
    ]
    assert (found.specification, found.entered, found.left) == ([], [], [])


def test_indicators_added_and_taken_out_are_told(first: Edition) -> None:
    text = kit.specification(domains=(), indicators=(kit.IndicatorChoice("rent", "2024", "worse"),))
    after = following(first, text)
    fewer = compare(makers.coordinator(), first, after, k=1).inputs
    assert [(one.name, one.change) for one in fewer] == [("alone", "removed"), ("income", "removed")]
    more = compare(makers.coordinator(), after, first, k=1).inputs
    assert [(one.name, one.change) for one in more] == [("alone", "added"), ("income", "added")]


def test_the_page_compares_with_the_one_named(coordinator: Client, first: Edition) -> None:
    second = following(first)
    third = following(second)
    assert coordinator.get(at(third)).context["other"] == second
    assert coordinator.get(at(third, f"?con={first.uid}")).context["other"] == first
    page = coordinator.get(at(third)).content.decode()
    assert "The figures are the same." in page
    assert "None: every area stands where it stood." in page


def test_there_may_be_nothing_to_compare(coordinator: Client, first: Edition) -> None:
    page = coordinator.get(at(first))
    assert (page.status_code, "found" in page.context) == (200, False)


def test_a_withheld_area_is_not_told(signed_in: Callable[..., Client], first: Edition) -> None:
    Observation.objects.filter(indicator__code="rent", area__name="Colli").update(value=90.0)
    second = following(first)
    Edition.objects.update(publication="published")
    type(first.study).objects.update(publication="published")
    Area.objects.filter(name="Colli").update(publication="withdrawn")
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    assert "Colli" not in contact.get(at(second)).content.decode()
    assert "Colli" in signed_in(Role.AUDITOR).get(at(second)).content.decode()


def test_the_decisions_that_stand_on_an_edition_are_named(
    signed_in: Callable[..., Client], first: Edition
) -> None:
    coordinator = makers.coordinator()
    body = governance.record_body(actor=coordinator, name="Board", code="board")
    made = governance.record_decision(
        actor=coordinator,
        body=body,
        decided_on=clock.today(),
        title="Adopts the study",
        text="Adopted.",
        exhibits=[first],
    )
    for record in (first.study, first):
        records.publish(actor=coordinator, record=record)
    with translation.override("en"):
        address = reverse("office:edition", args=[first.uid])
    shown = signed_in(Role.AUDITOR).get(address).context["adopted"]
    assert [(one.decision, one.has_changed) for one in shown] == [(made, False)]
    contact = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    assert contact.get(address).context["adopted"] == []
