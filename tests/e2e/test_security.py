"""Names and texts that an attacker would type are words on every page, in attributes and on maps; the content policy is everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e import store
from tests.e2e.conftest import follow, sign_in
from tests.e2e.reader import Answer, Reader
from tests.e2e.recipes import HOSTILE
from tests.e2e.tour import tour

COORDINATOR = "ada.esempio@portici.example"
#: What a page has if it took a text for markup, or an address for a command.
MARKS = "img[src=x], [onerror], a[href^='javascript:' i], main script"
LIVE = ["<script>alert", "<img src=x", 'href="javascript:', "href='javascript:"]
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="module")
def hostile_site(worker_id: str) -> Iterator[str]:
    with store.served(store.copy_of(store.made("hostile"), f"hostile_{worker_id}")) as address:
        yield address


@pytest.fixture(scope="module")
def answers(hostile_site: str) -> list[Answer]:
    """All kinds of pages, outside and inside, over a store whose every word is hostile."""
    outside, inside = Reader(hostile_site), Reader(hostile_site)
    inside.sign_in(COORDINATOR)
    asked = quote(HOSTILE)
    tour(
        outside,
        "/",
        seeds=(
            f"/cerca/?q={asked}",
            f"/rete/?q={asked}",
            f"/progetti/attivita/?area={asked}",
            "/nessuna-pagina/",
        ),
    )
    tour(
        inside,
        "/ufficio/",
        papers=True,
        seeds=(f"/ufficio/cerca/?q={asked}", f"/ufficio/bisogni/?q={asked}&area={asked}"),
    )
    return [one for one in [*outside.read.values(), *inside.read.values()] if one.status != 405]


def test_nothing_typed_becomes_markup(answers: list[Answer]) -> None:
    pages = [one for one in answers if "html" in one.headers["Content-Type"]]
    assert [f"{one.url}: {live}" for one in pages for live in LIVE if live in one.text] == []
    assert sum("&lt;img src=x" in one.text for one in answers) > 100, (
        "the hostile words are not on the pages at all"
    )


def test_every_answer_has_the_policy(answers: list[Answer]) -> None:
    policies = {one.url: one.headers.get("Content-Security-Policy", "") for one in answers}
    assert [
        url for url, policy in policies.items() if not set(policy.split("; ")) >= POLICY or "unsafe" in policy
    ] == []
    assert [one.url for one in answers if one.headers.get("X-Content-Type-Options") != "nosniff"] == []
    assert [one.url for one in answers if one.headers.get("X-Frame-Options") != "DENY"] == []


def test_what_no_page_is_has_the_policy_too(hostile_site: str) -> None:
    reader = Reader(hostile_site)
    for path in ("/territorio/mappe/comuni.geojson", "/rete/?formato=csv"):
        answer = reader.get(path)
        assert (answer.status, "default-src 'self'" in answer.headers.get("Content-Security-Policy", "")) == (
            200,
            True,
        ), path


def test_formulas_are_defused_in_files(hostile_site: str) -> None:
    lines = Reader(hostile_site).get("/rete/?formato=csv").text
    assert HOSTILE[1:20] in lines
    assert [
        line for line in lines.splitlines() if line.lstrip("\ufeff").lstrip('"').startswith(("=", "+", "@"))
    ] == []


def test_maps_show_names_as_words(hostile_site: str, open_page: Callable[..., Page]) -> None:
    page = watched(open_page(locale="it"))
    page.goto(f"{hostile_site}/territorio/?livello=comuni")
    page.locator("path.map-shape").first.wait_for()
    page.locator("path.map-shape").first.focus()
    tip = page.locator(".leaflet-tooltip")
    tip.wait_for()
    assert HOSTILE[:20] in tip.inner_text()
    assert page.locator(MARKS).count() == 0


def test_the_office_shows_names_as_words(hostile_site: str, open_page: Callable[..., Page]) -> None:
    """Suggestions, ticked boxes, the conflict's page: where scripts put words in."""
    page = watched(open_page(locale="it"))
    sign_in(page, hostile_site, COORDINATOR)
    page.goto(f"{hostile_site}/ufficio/programma/attivita/")
    follow(page.locator("main table tbody a:visible").first)
    assert page.locator(MARKS).count() == 0
    follow(page.locator(".page-head__actions a[href$='/modifica/']"))
    page.locator("[name=partners-add]").press_sequentially("comune")
    expect(page.locator("#id_partners-options option")).not_to_have_count(0)
    assert page.locator(MARKS).count() == 0
    page.locator("[name=partners-add]").fill("")
    page.locator("[name=title]").fill(HOSTILE)
    follow(page.locator(".form-actions button"))
    assert page.locator("h1").inner_text().startswith(HOSTILE[:20])
    assert page.locator(MARKS).count() == 0


@pytest.mark.parametrize("path", ["/ufficio/territorio/luoghi/nuovo/", "/ufficio/rete/nuovo/"])
def test_an_address_that_is_a_command_is_not_taken(
    hostile_site: str, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(locale="it")
    sign_in(page, hostile_site, COORDINATOR)
    page.goto(hostile_site + path)
    page.locator("[name=name]").fill("Ente di prova")
    if page.locator("select[name=type]").count():
        page.locator("select[name=type]").select_option("third_sector")
    page.locator("[name=website]").fill("javascript:alert(4)")
    follow(page.locator(".form-actions button"))
    assert page.locator(".error-summary a[href='#id_website']").count() == 1


def watched(page: Page) -> Page:
    """A page on which any window that opens fails the test."""

    def fail(dialog: Dialog) -> None:
        dialog.dismiss()
        raise AssertionError(dialog.message)

    page.on("dialog", fail)
    return page
