"""Two people over one record: who saves second sees what the other has changed, field by field, and chooses; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.conftest import NARROW, follow, overflows, sign_in, violations

COORDINATOR, AREA_OFFICER = "ada.esempio@portici.example", "nora.campione@portici.example"
NEED, ACTIVITY = "Anziani soli nelle case senza ascensore", "Radio di quartiere in via Populonia"
TITLE = "Anziani soli, al terzo piano e oltre"
ADDED, ALSO_ADDED = "Nomisma", "Comune di Bologna"


class Two(NamedTuple):
    """The same paper, open in two browsers."""

    first: Page
    second: Page


@pytest.fixture
def two(own_site: str, open_page: Callable[..., Page]) -> Callable[[str, str], Two]:
    """Opens the paper of the record that a list finds in both browsers."""

    def opened(list_path: str, name: str) -> Two:
        pages = Two(open_page(locale="it"), open_page(locale="it", size=NARROW))
        for page, who in zip(pages, (AREA_OFFICER, COORDINATOR), strict=True):
            sign_in(page, own_site, who)
            page.goto(f"{own_site}{list_path}?q={name}")
            follow(page.locator("main table a:visible", has_text=name).first)
            follow(page.locator(".page-head__actions a[href$='/modifica/']"))
        return pages

    return opened


def save(page: Page, button: str = ".form-actions button") -> Response:
    """Hand the paper in; gives the answer."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        follow(page.locator(button))
    page.wait_for_load_state()
    return answer.value


def value(page: Page, name: str) -> str:
    """What the record's paper now says in a field."""
    follow(page.locator(".page-head__actions a[href$='/modifica/']"))
    said = page.locator(f"form.desk-form [name={name}]").input_value()
    page.go_back()
    return said


def test_the_second_sees_both_values_and_chooses(two: Callable[[str, str], Two]) -> None:
    first, second = two("/ufficio/bisogni/", NEED)
    first.locator("[name=severity]").fill("3")
    first.locator("[name=evidence]").fill("Visite di ottobre.")
    second.locator("[name=severity]").fill("4")
    second.locator("[name=title]").fill(TITLE)
    assert save(first).status == 302
    assert save(second).status == 409
    both = second.locator("section.conflict")
    expect(both).to_be_focused()
    assert violations(second) + [f"{overflows(second)} px too wide"] * (overflows(second) > 0) == []
    assert sorted(
        both.locator("input[type=radio][value=mine]").evaluate_all("all => all.map(one => one.name)")
    ) == [
        "keep-evidence",
        "keep-severity",
        "keep-title",
    ]
    assert "Nora Campione" in both.inner_text()
    assert chosen(second) == {"keep-evidence": "theirs", "keep-severity": "mine", "keep-title": "mine"}
    second.locator("[name=keep-severity][value=theirs]").check()
    assert save(second, ".conflict button").status == 302
    assert second.locator("h1").inner_text() == TITLE
    assert (value(second, "severity"), value(second, "evidence")) == ("3", "Visite di ottobre.")
    first.reload()
    assert first.locator("h1").inner_text() == TITLE


def test_lists_are_joined(two: Callable[[str, str], Two]) -> None:
    first, second = two("/ufficio/programma/attivita/", ACTIVITY)
    taken_off = first.locator("[name=partners]").first.get_attribute("value") or ""
    first.locator("[name=partners]").first.uncheck()
    first.locator("[name=partners-add]").fill(ADDED)
    second.locator("[name=partners-add]").fill(ALSO_ADDED)
    assert save(first).status == 302
    assert save(second).status == 409
    assert chosen(second) == {"keep-partners": "both"}
    assert violations(second) == []
    assert save(second, ".conflict button").status == 302
    follow(second.locator(".page-head__actions a[href$='/modifica/']"))
    partners = " ".join(second.locator("[name=partners]").evaluate_all("all => all.map(one => one.value)"))
    assert [name in partners for name in (ADDED, ALSO_ADDED, taken_off)] == [True, True, False]


def test_who_saves_alone_is_asked_nothing(two: Callable[[str, str], Two]) -> None:
    first, second = two("/ufficio/bisogni/", NEED)
    first.locator("[name=severity]").fill("3")
    assert save(first).status == 302
    second.reload()
    second.locator("[name=title]").fill(TITLE)
    assert save(second).status == 302


def chosen(page: Page) -> dict[str, str]:
    """Which value the page proposes for each field."""
    pairs = page.locator(".conflict input[type=radio]:checked").evaluate_all(
        "all => all.map(one => [one.name, one.value])"
    )
    return dict(pairs)
