"""Two people on one paper: the second sees what changed, chooses, and both changes are in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.governance.models import Body
from portici.kernel.actor import Role
from portici.needs.models import Need
from portici.programme.models import Activity, Sheet

pytestmark = pytest.mark.django_db


def paper(client: Client, url: str) -> dict[str, Any]:
    """What the paper at the address posts back when nobody touches it, as a browser does."""
    response = client.get(url)
    assert response.status_code == 200
    return posted(response)


def posted(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    data: dict[str, Any] = {}
    for name in form.fields:
        bound = form[name]
        widget = bound.field.widget
        value = bound.value()
        if hasattr(widget, "as_data"):
            data |= widget.as_data(name, value)
        elif isinstance(value, list | tuple):
            data[name] = [str(getattr(item, "pk", item)) for item in value]
        elif value is True:
            data[name] = "on"
        elif value not in (None, False):
            shown = widget.format_value(value) if hasattr(widget, "format_value") else value
            data[name] = shown[0] if isinstance(shown, list) else str(shown or "")
    return data | {"version": response.context["version"], "base": response.context["base"]}


def choices(response: Any) -> dict[str, Any]:
    """What the page of both values posts back, as it proposes."""
    assert response.status_code == 409
    keep = {f"keep-{field.name}": field.keep for field in response.context["conflict"]}
    return posted(response) | keep | {"keep-asked": "1", "before": response.context["before"]}


@pytest.fixture
def two(signed_in: Callable[..., Client]) -> tuple[Client, Client]:
    return signed_in(Role.COORDINATOR, None, "First Person"), signed_in(
        Role.COORDINATOR, None, "Second Person"
    )


def at(name: str, uid: str) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=[uid])


def test_texts_and_dates_of_a_body(two: tuple[Client, Client]) -> None:
    first, second = two
    body = chain.body("tavolo", name="Tavolo", description="Old", published=False)
    url = at("body-edit", body.uid)
    mine, theirs = paper(second, url), paper(first, url)

    assert (
        first.post(url, theirs | {"description": "New words", "established_on": "2025-05-01"}).status_code
        == 302
    )
    answer = second.post(url, mine | {"name": "Tavolo metropolitano"})

    told = {
        field.name: (field.before, field.theirs, field.mine, field.keep)
        for field in answer.context["conflict"]
    }
    assert told == {
        "name": ("Tavolo", "Tavolo", "Tavolo metropolitano", "mine"),
        "description": ("Old", "New words", "Old", "theirs"),
        "established_on": ("", "1 May 2025", "", "theirs"),
    }
    assert "First Person" in answer.content.decode()
    body.refresh_from_db()
    assert body.name == "Tavolo"

    again = second.post(url, mine | {"name": "Tavolo metropolitano"} | choices(answer))
    assert again.status_code == 302
    body = Body.objects.get(pk=body.pk)
    assert (body.name, body.description, body.established_on) == (
        "Tavolo metropolitano",
        "New words",
        date(2025, 5, 1),
    )


def test_the_same_field_is_chosen_by_the_person(two: tuple[Client, Client]) -> None:
    first, second = two
    body = chain.body(name="Tavolo", published=False)
    url = at("body-edit", body.uid)
    mine, theirs = paper(second, url), paper(first, url)
    first.post(url, theirs | {"name": "Theirs"})
    answer = second.post(url, mine | {"name": "Mine"})
    second.post(url, mine | {"name": "Mine"} | choices(answer) | {"keep-name": "theirs"})
    body.refresh_from_db()
    assert body.name == "Theirs"


def test_links_of_an_activity_are_joined(two: tuple[Client, Client]) -> None:
    first, second = two
    area = makers.area("Savena")
    old, other, new = (makers.organisation(name) for name in ("Coop", "Scuola", "Parrocchia"))
    activity = chain.activity(
        title="Evenings", partners=[old], areas=[area], starts_on=date(2026, 4, 1), published=False
    )
    url = at("activity-edit", activity.uid)
    mine, theirs = paper(second, url), paper(first, url)

    given = theirs | {"partners": [*theirs["partners"], f"Scuola [{other.uid}]"], "starts_on": "2026-05-01"}
    assert first.post(url, given).status_code == 302
    wanted = mine | {"partners": [], "partners-add": f"Parrocchia [{new.uid}]", "ends_on": "2026-09-30"}
    answer = second.post(url, wanted)
    told = {field.name: field.keep for field in answer.context["conflict"]}
    assert told == {"partners": "both", "starts_on": "theirs", "ends_on": "mine"}

    assert second.post(url, wanted | choices(answer)).status_code == 302
    activity = Activity.objects.get(pk=activity.pk)
    assert {partner.name for partner in activity.partners.all()} == {"Scuola", "Parrocchia"}
    assert (activity.starts_on, activity.ends_on) == (date(2026, 5, 1), date(2026, 9, 30))


def test_ticked_boxes_and_numbers_of_a_need(two: tuple[Client, Client]) -> None:
    first, second = two
    young, old = chain.group("Young"), chain.group("Old")
    need = chain.need(makers.area(), "Alone", groups=[young], severity=2, published=False)
    url = at("need-edit", need.uid)
    mine, theirs = paper(second, url), paper(first, url)
    assert first.post(url, theirs | {"groups": [str(young.pk), str(old.pk)]}).status_code == 302
    answer = second.post(url, mine | {"severity": "5"})
    assert {field.name: (field.theirs, field.mine) for field in answer.context["conflict"]} == {
        "groups": ("Old; Young", "Young"),
        "severity": ("2", "5"),
    }
    assert second.post(url, mine | {"severity": "5"} | choices(answer)).status_code == 302
    need = Need.objects.get(pk=need.pk)
    assert (need.severity, {group.name for group in need.groups.all()}) == (5, {"Young", "Old"})


def test_sections_and_amounts_of_a_sheet(two: tuple[Client, Client]) -> None:
    first, second = two
    sheet = chain.sheet(
        chain.project("BO3.3.1.b"), published=False, sections=[("Goals", "Old text")], amount_paid=None
    )
    url = at("sheet-edit", sheet.uid)
    mine, theirs = paper(second, url), paper(first, url)
    assert first.post(url, theirs | {"sections-0-body": "New\r\ntext"}).status_code == 302
    answer = second.post(url, mine | {"amount_programmed": "€ 412.248,84"})
    told = {field.name: field.keep for field in answer.context["conflict"]}
    assert told == {"sections": "theirs", "amount_programmed": "mine"}
    assert second.post(url, mine | {"amount_programmed": "€ 412.248,84"} | choices(answer)).status_code == 302
    sheet = Sheet.objects.get(pk=sheet.pk)
    assert str(sheet.amount_programmed) == "412248.84"
    assert list(sheet.sections.values_list("heading", "body")) == [("Goals", "New\ntext")]


def test_a_third_person_meanwhile_is_shown_too(two: tuple[Client, Client]) -> None:
    first, second = two
    body = chain.body(name="Tavolo", published=False)
    url = at("body-edit", body.uid)
    mine, theirs = paper(second, url), paper(first, url)
    first.post(url, theirs | {"source": "Act 1"})
    answer = second.post(url, mine | {"name": "Mine"})
    chosen = choices(answer)
    first.post(url, paper(first, url) | {"source": "Act 2"})
    again = second.post(url, mine | {"name": "Mine"} | chosen)
    assert again.status_code == 409
    second.post(url, mine | {"name": "Mine"} | choices(again))
    body.refresh_from_db()
    assert (body.name, body.source) == ("Mine", "Act 2")


def test_a_forged_base_is_no_base(two: tuple[Client, Client]) -> None:
    first, second = two
    body = chain.body(name="Tavolo", published=False)
    url = at("body-edit", body.uid)
    mine = paper(second, url)
    first.post(url, paper(first, url) | {"name": "Theirs"})
    answer = second.post(url, mine | {"base": "forged", "version": "x"})
    assert answer.status_code == 409


def test_a_version_is_posted_without_separators(two: tuple[Client, Client]) -> None:
    first, _second = two
    body = chain.body(published=False)
    Body.objects.filter(pk=body.pk).update(version=1234)
    page = first.get(at("body-edit", body.uid)).content.decode()
    assert re.findall(r'name="version" value="([^"]*)"', page) == ["1234"]
