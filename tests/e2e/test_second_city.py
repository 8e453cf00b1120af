"""Another city than the demo's, in a browser: its first page, its map, one of its areas; the office on its first day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e import store
from tests.e2e.conftest import NARROW, follow, overflows, sign_in, violations
from tests.e2e.tour import faults_in_italian

PAGES = ("/", "/territorio/", "/territorio/comuni/001272/", "/progetti/", "/decisioni/")


@pytest.fixture(scope="module")
def torino(worker_id: str) -> Iterator[str]:
    with store.served(store.copy_of(store.torino(), f"torino_{worker_id}")) as address:
        yield address


def test_its_pages(torino: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    assert [fault for path in PAGES for fault in faults_in_italian(page, torino + path)] == []


def test_from_the_first_page_to_the_map_of_its_comuni(torino: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    page.goto(torino)
    assert page.locator("main .eyebrow").first.inner_text() == "Città metropolitana di Torino"
    follow(page.get_by_role("link", name="Le aree sulla mappa, con i loro residenti"))
    page.wait_for_url(f"{torino}/territorio/")
    page.locator(".leaflet-interactive").nth(311).wait_for(state="attached")
    assert page.locator(".leaflet-interactive").count() == 312


def test_the_office_on_its_first_day(torino: str, open_page: Callable[..., Page]) -> None:
    page = open_page(size=NARROW, locale="it")
    sign_in(page, torino, "ada.esempio@portici.example")
    assert violations(page) == []
    assert overflows(page) == 0
    page.goto(torino)
    follow(page.get_by_role("link", name="Registra la prima nell'ufficio"))
    page.wait_for_url(f"{torino}/ufficio/programma/attivita/")
    assert violations(page) == []
