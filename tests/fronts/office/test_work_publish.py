"""Publishing from a record's page: alone, with what it is shown with, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.kernel.actor import Role
from portici.needs.models import Need
from portici.programme.models import Activity

pytestmark = pytest.mark.django_db


def at(name: str, *args: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


@pytest.fixture
def chained() -> tuple[Need, Activity]:
    area = makers.area("Savena")
    need = chain.need(area, "Alone", published=False)
    return need, chain.activity(title="Evenings", areas=[area], needs=[need], published=False)


def test_the_page_offers_the_drafts_that_it_is_shown_with(
    coordinator: Client, chained: tuple[Need, Activity]
) -> None:
    need, activity = chained
    response = coordinator.get(at("activity", activity.uid))
    assert response.context["hidden_with"] == [need]


def test_ticked_drafts_are_published_first(coordinator: Client, chained: tuple[Need, Activity]) -> None:
    need, activity = chained
    given = {"version": activity.version, "also": f"need:{need.uid}"}
    response = coordinator.post(at("publish", "activity", activity.uid), given, follow=True)
    need.refresh_from_db()
    activity.refresh_from_db()
    assert (need.publication, activity.publication) == ("published", "published")
    assert "Published with it: Alone." in response.content.decode()


def test_one_that_cannot_be_published_keeps_all_back(
    coordinator: Client, chained: tuple[Need, Activity]
) -> None:
    need, activity = chained
    Need.objects.filter(pk=need.pk).update(source="")
    given = {"version": activity.version, "also": f"need:{need.uid}"}
    response = coordinator.post(at("publish", "activity", activity.uid), given, follow=True)
    activity.refresh_from_db()
    assert activity.publication == "draft"
    assert "Write the source." in response.content.decode()


def test_what_is_not_linked_is_not_published_along(
    coordinator: Client, chained: tuple[Need, Activity]
) -> None:
    _need, activity = chained
    other = chain.need(makers.area(), "Elsewhere", published=False)
    coordinator.post(
        at("publish", "activity", activity.uid), {"version": activity.version, "also": f"need:{other.uid}"}
    )
    other.refresh_from_db()
    assert other.publication == "draft"


def test_a_version_that_is_gone_is_not_published(coordinator: Client, chained: tuple[Need, Activity]) -> None:
    _need, activity = chained
    response = coordinator.post(at("publish", "activity", activity.uid), {"version": 99}, follow=True)
    activity.refresh_from_db()
    assert activity.publication == "draft"
    assert "Somebody has just changed this record" in response.content.decode()


def test_looking_publishes_nothing(coordinator: Client, chained: tuple[Need, Activity]) -> None:
    _need, activity = chained
    assert coordinator.get(at("publish", "activity", activity.uid)).status_code == 405


def test_others_are_told_why_not(signed_in: Callable[..., Client], chained: tuple[Need, Activity]) -> None:
    _need, activity = chained
    auditor = signed_in(Role.AUDITOR)
    response = auditor.post(at("publish", "activity", activity.uid), {"version": activity.version})
    assert response.status_code == 403
    assert "Only the coordinator and the communication officer publish" in response.content.decode()


def test_withdrawing_asks_for_the_reason(coordinator: Client) -> None:
    body = chain.body("board")
    response = coordinator.post(at("withdraw", "body", body.uid), {"version": body.version}, follow=True)
    body.refresh_from_db()
    assert body.publication == "published"
    assert "Write why the record is withdrawn." in response.content.decode()
    coordinator.post(at("withdraw", "body", body.uid), {"version": body.version, "reason": "Wrong name"})
    body.refresh_from_db()
    assert body.publication == "withdrawn"


def test_the_token_is_asked_for() -> None:
    body = chain.body(published=False)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(at("publish", "body", body.uid), {"version": 1}).status_code == 403
