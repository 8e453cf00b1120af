"""Hanging pictures and documents from a record in the office: what each may choose from, and who brings files in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers
from tests.publishing import library

from portici.kernel.actor import Role
from portici.kernel.findings import Invalid
from portici.programme.models import Activity
from portici.publishing import domain, queries
from portici.publishing.models import Attachment, LibraryDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def at(name: str, activity: Activity) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=["activity", activity.uid])


@pytest.fixture(autouse=True)
def site(db: None, frozen: object) -> None:
    domain.prepare_site()


@pytest.fixture
def activity() -> Activity:
    return chain.activity(title="Evenings", areas=[makers.area("Savena")])


@pytest.fixture
def officer(signed_in: Callable[..., Client], activity: Activity) -> Client:
    """Of the activity's area: one that may edit it and does not read what is withheld elsewhere."""
    return signed_in(Role.AREA_OFFICER, activity.areas.get())


def hang(record: Any, thing: Any, *, shown: bool) -> Attachment:
    row = domain.attach(actor=library.officer(), record=record, thing=thing)
    return domain.show_attachment(actor=library.officer(), record=record, attachment=row) if shown else row


def choices(client: Client, address: str) -> list[str]:
    return [str(thing) for thing in client.get(address).context["form"].fields["chosen"].queryset]


def test_an_area_officer_chooses_of_what_the_street_sees(officer: Client, activity: Activity) -> None:
    shown_on, withheld = chain.project(), chain.project(published=False)
    hang(shown_on, library.picture("Arches"), shown=True)
    hang(shown_on, library.picture("Kept back"), shown=False)
    hang(withheld, library.picture("Of a draft"), shown=True)
    library.picture("Nowhere yet")
    lapsed = library.picture("Lapsed", shows_people=True, release_reference="Prot. 1")
    hang(shown_on, lapsed, shown=True)
    domain.amend_picture(actor=library.officer(), picture=lapsed, values={"release_reference": ""})
    assert choices(officer, at("picture-attach", activity)) == ["Arches"]


def test_documents_are_chosen_the_same_way(officer: Client, activity: Activity) -> None:
    hang(chain.project(), library.document("Guide"), shown=True)
    library.document("Draft of the budget")
    assert choices(officer, at("document-attach", activity)) == ["Guide"]


def test_what_a_live_page_shows_may_be_chosen(officer: Client, activity: Activity) -> None:
    domain.prepare_site()
    out, waiting = library.picture("Out"), library.picture("Waiting")
    library.news("News", library.shown(out))
    library.news("Later", library.shown(waiting), published=False)
    assert choices(officer, at("picture-attach", activity)) == ["Out"]


def test_who_works_with_the_library_chooses_of_all(
    signed_in: Callable[..., Client], activity: Activity
) -> None:
    library.picture("Nowhere yet")
    client = signed_in(Role.COMMUNICATION_OFFICER)
    assert choices(client, at("picture-attach", activity)) == ["Nowhere yet"]
    page = client.get(at("picture-attach", activity))
    assert page.context["intro"] == ""
    assert "file" in page.context["form"].fields


def test_the_paper_says_beforehand_who_brings_files(officer: Client, activity: Activity) -> None:
    page = officer.get(at("picture-attach", activity))
    assert list(page.context["form"].fields) == ["chosen", "caption"]
    assert str(page.context["intro"]) == (
        "Choose one of those that the public site shows already. Only the communication officer and the"
        " coordinator bring pictures and documents in."
    )


def test_one_is_hung_and_seen_there(officer: Client, activity: Activity) -> None:
    picture, hidden = library.picture("Arches"), library.picture("Nowhere yet")
    hang(chain.project(), picture, shown=True)
    address, version = at("picture-attach", activity), activity.version
    for wrong in ("", str(hidden.pk)):
        response = officer.post(address, {"chosen": wrong, "version": version})
        assert response.status_code == 422
        assert "Nowhere yet" not in response.content.decode()
    assert officer.post(address, {"chosen": str(picture.pk), "version": version}).status_code == 302
    with translation.override("en"):
        page = officer.get(reverse("office:activity", args=[activity.uid]))
    assert [str(row) for row in page.context["gallery"]] == ["Arches"]


def test_the_desk_refuses_what_is_out_of_reach(activity: Activity) -> None:
    actor = makers.actor(Role.AREA_OFFICER, activity.areas.get())
    hidden = library.document("Draft of the budget")
    with pytest.raises(Invalid) as answer:
        domain.attach(actor=actor, record=activity, thing=hidden)
    assert [finding.code for finding in answer.value.findings] == ["attachment.library"]
    assert not Attachment.objects.exists()
    assert list(queries.library(actor, LibraryDocument)) == []


def test_who_may_not_edit_the_record_gets_no_paper(
    signed_in: Callable[..., Client], activity: Activity
) -> None:
    other = signed_in(Role.AREA_OFFICER, makers.area("Navile"))
    assert other.get(at("picture-attach", activity)).status_code == 403
