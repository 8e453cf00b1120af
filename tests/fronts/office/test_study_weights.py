"""Other weights of an edition: the table redrawn at once, kept only when asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.study import kit

from portici.kernel.actor import Role
from portici.kernel.findings import Invalid, Refused
from portici.study import domain
from portici.study.models import Edition
from portici.study.weighing import weigh, weights_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(frozen: object) -> Edition:
    kit.areas()
    return kit.computed()


def at(edition: Edition) -> str:
    with translation.override("en"):
        return reverse("office:edition-weights", args=[edition.uid])


def test_the_weights_begin_as_they_are(coordinator: Client, edition: Edition) -> None:
    page = coordinator.get(at(edition))
    assert [(one.code, one.weight) for one in weights_of(edition)] == [("housing", 0.5), ("people", 0.5)]
    assert [(one.name, rise) for one, _sure, _before, rise, _fall in page.context["rows"]] == [
        ("Corticella", 0),
        ("Bolognina", 0),
        ("Savena", 0),
        ("Colli", 0),
    ]


def test_a_weight_moves_the_areas_and_keeps_nothing(coordinator: Client, edition: Edition) -> None:
    part = coordinator.get(
        at(edition),
        {"parte": "tabella", "w-housing": "3", "w-people": "1"},
        headers={"hx-request": "true"},
    )
    assert (part.status_code, b"<h1" in part.content) == (200, False)
    assert [(one.name, rise) for one, _sure, _before, rise, _fall in part.context["rows"]][:2] == [
        ("Bolognina", 1),
        ("Corticella", -1),
    ]
    assert part.context["shares"] == [("Housing", 75.0), ("People", 25.0)]
    assert Edition.objects.count() == 1


def test_they_are_kept_as_the_next_edition(coordinator: Client, edition: Edition) -> None:
    given = {"w-housing": "0,75", "w-people": "0,25", "title": "More weight on housing"}
    answer = coordinator.post(at(edition), given)
    kept = Edition.objects.get(number=2)
    assert (answer.status_code, kept.title) == (302, "More weight on housing")
    coordinated = makers.coordinator()
    done = kit.run_edition(uid=domain.order_run(actor=coordinated, edition=kept).uid)
    tried = weigh(edition, {"housing": 3.0, "people": 1.0})
    assert [row.index for row in done.results.all()] == [one.index for one in tried.outcomes]


@pytest.mark.parametrize("given", [{"w-housing": "0", "w-people": "0"}, {"w-housing": "x", "w-people": "1"}])
def test_bad_weights_are_told_and_not_kept(
    coordinator: Client, edition: Edition, given: dict[str, str]
) -> None:
    page = coordinator.get(at(edition), given)
    assert (page.status_code, len(page.context["problems"]), "rows" in page.context) == (200, 1, False)
    assert coordinator.post(at(edition), given | {"title": "Next"}).status_code == 422
    assert Edition.objects.count() == 1


def test_without_a_title_nothing_is_kept(coordinator: Client, edition: Edition) -> None:
    given = {"w-housing": "1", "w-people": "1", "title": " "}
    assert coordinator.post(at(edition), given).status_code == 422
    assert Edition.objects.count() == 1


def test_what_the_form_cannot_show_is_weighed_and_kept_as_text(coordinator: Client, frozen: object) -> None:
    kit.areas()
    edition = kit.computed(specification=kit.specification().replace('"z-score"', '["z-score", "rank"]', 1))
    page = coordinator.get(at(edition), {"w-housing": "1", "w-people": "0"})
    assert [one.name for one, *_rest in page.context["rows"]] == [
        "Bolognina",
        "Corticella",
        "Savena",
        "Colli",
    ]
    assert [one["text"] for one in page.context["unshown"]] == ['normalise = ["z-score", "rank"]']
    assert "Keep as a new edition" not in page.content.decode()
    with pytest.raises(Invalid):
        domain.keep_weights(
            actor=makers.coordinator(), edition=edition, weights={"housing": 1.0, "people": 1.0}, title="Next"
        )


def test_others_do_not_keep(signed_in: Callable[..., Client], edition: Edition) -> None:
    assert signed_in(Role.AUDITOR).get(at(edition)).status_code == 403
    with pytest.raises(Refused):
        domain.keep_weights(
            actor=makers.actor(Role.AUDITOR),
            edition=edition,
            weights={"housing": 1.0, "people": 1.0},
            title="Next",
        )


def test_loadings_below_zero_are_no_weights_to_try(coordinator: Client, edition: Edition) -> None:
    edition.manifest["weights"]["index"] = {"housing": -0.2, "people": 1.2}
    edition.save(update_fields=["manifest"])
    page = coordinator.get(at(edition))
    assert (page.status_code, weights_of(edition), dict(page.context["form"].fields)) == (200, [], {})
    assert "There are no weights to try" in page.content.decode()
