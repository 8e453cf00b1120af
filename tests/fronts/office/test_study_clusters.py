"""Neighbours and clusters in the office: the paper, the finding, why nothing is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.study import domain, neighbours
from portici.study.models import Edition
from portici.study.neighbours import Neighbourhood
from portici.territory.models import Geometry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SignIn = Callable[[Role], Client]


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def paper(edition: Edition, **given: str) -> dict[str, str]:
    said = {"rule": "nearest", "k": "4", "tolerance": "2.5", "seed": "9", "version": str(edition.version)}
    return said | given


def test_who_is_a_neighbour_is_written_on_a_paper(signed_in: SignIn) -> None:
    kit.areas()
    edition, client = kit.edition(), signed_in(Role.COORDINATOR)
    assert at("edition-clusters", edition.uid) in client.get(at("edition", edition.uid)).content.decode()
    form = client.get(at("edition-clusters", edition.uid)).context["form"]
    assert [form.initial[name] for name in ("rule", "k", "tolerance", "seed")] == ["queen", 6, 1.0, 1]
    assert client.post(at("edition-clusters", edition.uid), paper(edition)).status_code == 302
    edition.refresh_from_db()
    assert neighbours.asked_of(edition.clusters) == Neighbourhood(rule="nearest", k=4, tolerance=2.5, seed=9)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"rule": "friends"}, "rule"), ({"k": "80"}, "k"), ({"tolerance": "far"}, "tolerance")],
)
def test_what_cannot_be_asked_is_told_beside_its_box(
    signed_in: SignIn, given: dict[str, str], field: str
) -> None:
    kit.areas()
    edition, client = kit.edition(), signed_in(Role.COORDINATOR)
    page = client.post(at("edition-clusters", edition.uid), paper(edition, **given))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    edition.refresh_from_db()
    assert neighbours.asked_of(edition.clusters) == Neighbourhood()


def test_the_edition_shows_where_distress_gathers(signed_in: SignIn) -> None:
    areas = kit.lattice()
    kit.draw(areas["0-4"], '{"type": "Point", "coordinates": [11, 44]}')
    edition = kit.computed(specification=kit.of_lattice())
    client = signed_in(Role.COORDINATOR)
    page = client.get(at("edition", edition.uid))
    found = page.context["gathering"]
    assert (found.is_said, [group.quadrant for group in found.groups]) == (True, ["high-high", "low-low"])
    assert found.notes[0] == "With a border that is not valid, so not looked at: 0-4."
    assert b'id="addensamenti"' in page.content
    assert page.context["hanging"] is None


@pytest.mark.parametrize(
    ("columns", "bare", "apart", "why"),
    [
        (2, False, False, "fewer than 20 areas have a place and a border."),
        (6, True, False, "none of the areas has a border."),
        (6, False, True, "no area touches another. Choose the nearest neighbours, or a greater tolerance."),
    ],
)
def test_where_nothing_can_be_said_the_office_reads_why(
    signed_in: SignIn, columns: int, bare: bool, apart: bool, why: str
) -> None:
    kit.lattice(columns, 5, apart=apart)
    if bare:
        Geometry.objects.all().delete()
    edition = kit.computed(specification=kit.of_lattice())
    found = signed_in(Role.AUDITOR).get(at("edition", edition.uid)).context["gathering"]
    assert (found.sentences, found.groups) == ([f"Nothing is said of clusters: {why}"], [])


def test_an_edition_that_does_not_look_for_clusters_says_nothing_of_them(signed_in: SignIn) -> None:
    kit.areas()
    coordinator = makers.coordinator()
    edition = domain.ask_clusters(actor=coordinator, edition=kit.edition(), asked=Neighbourhood(rule="none"))
    edition = kit.run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
    assert signed_in(Role.AUDITOR).get(at("edition", edition.uid)).context["gathering"] is None
