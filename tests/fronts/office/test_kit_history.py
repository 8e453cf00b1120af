"""A record's history tells in words, and names nothing that its reader may not see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers, sittings

from portici.governance.sitting import domain
from portici.kernel.actor import Role
from portici.needs import domain as needs
from portici.programme import domain as programme

pytestmark = pytest.mark.django_db


def history(client: Client, kind: str, uid: str) -> str:
    with translation.override("en"):
        response = client.get(reverse("office:history", args=[kind, uid]))
    assert response.status_code == 200
    return response.content.decode()


def test_it_tells_choices_and_records_by_name(coordinator: Client) -> None:
    need = chain.need(makers.area("Savena"), "Alone", theme="loneliness", published=False)
    needs.amend_need(
        actor=makers.coordinator(), need=need, values={"area": makers.area("Navile")}, reason="Moved"
    )
    page = history(coordinator, "need", need.uid)
    assert "<del>Savena</del>" in page
    assert "<ins>Navile</ins>" in page
    assert "<ins>Loneliness</ins>" in page
    assert "Moved" in page


def test_linked_records_that_are_withheld_stay_so(signed_in: Callable[..., Client]) -> None:
    area = makers.area("Savena")
    hidden = makers.organisation("Hidden foundation", published=False)
    activity = chain.activity(title="Evenings", areas=[area], partners=[hidden])
    programme.amend_activity(
        actor=makers.coordinator(), activity=activity, values={"responsible": hidden}, links={"partners": []}
    )
    programme.assign_staff(
        actor=makers.coordinator(), activity=activity, user=makers.user("Lea Prestata"), organisation=hidden
    )
    programme.add_milestone(
        actor=makers.coordinator(), activity=activity, title="Poster printed", due_on=date(2026, 5, 1)
    )
    officer = signed_in(Role.AREA_OFFICER, area)
    with translation.override("en"):
        page = officer.get(reverse("office:activity", args=[activity.uid])).content.decode()
    for text in (page, history(officer, "activity", activity.uid)):
        assert "Hidden foundation" not in text
        assert "Lea Prestata" not in text
        assert "Poster printed" in text
    assert "Hidden foundation" in history(signed_in(Role.AUDITOR), "activity", activity.uid)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.COORDINATOR, True),
        (Role.BOARD_SECRETARY, True),
        (Role.AUDITOR, True),
        (Role.ADMINISTRATOR, False),
        (Role.FINANCE_OFFICER, False),
        (Role.COMMUNICATION_OFFICER, False),
    ],
)
def test_the_nature_of_a_conflict_is_for_who_reads_what_is_confidential(
    signed_in: Callable[..., Client], role: Role, reads: bool
) -> None:
    sitting = sittings.hold("ab")
    sitting.come("a", "b")
    told = {"item": sitting.item, "member": sitting.seats["a"]}
    domain.declare_recusal(actor=sittings.SECRETARY, reason="Owns the zeppelin", **told)
    client = signed_in(role)
    with translation.override("en"):
        journal = client.get(reverse("office:journal")).content.decode()
    for text in (history(client, "agenda-item", sitting.item.uid), journal):
        assert ("Conflict of interest declared" in text, "zeppelin" in text) == (True, reads)
