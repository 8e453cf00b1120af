"""Every public page in a browser: at both sizes, in both languages, without a script error or an axe violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e import store
from tests.e2e.conftest import NARROW
from tests.e2e.reader import Reader
from tests.e2e.tour import faults_in_english, faults_in_italian, plain_faults, tour
from tests.fronts import access

#: What no link leads to: the answer to a search, lists as the figures open them.
TYPED = (
    "/cerca/?q=savena",
    "/cerca/?q=savena&tipo=need",
    "/accesso/",
    "/accesso/password/",
    "/territorio/quartieri/16/",
    "/progetti/BO3.3.1.b/schede/confronto/",
)
#: Addresses that are no pages, or lead elsewhere.
NO_PAGES = {
    *(
        f"portal:{name}"
        for name in "picture document poster snapshot news-rss news-json sitemap sitemap-section"
        " meetings-calendar minutes-paper minutes-text".split()
    ),
    "portal:go-to-area",
    "portal:map-data",
    "portal:place-map",
    "portal:area-map",
    "portal:seats-map",
    "portal:target-proposal-map",
    *(
        f"portal:edition-{name}"
        for name in "chart results features inputs specification manifest dictionary imprint sureness carried clusters neighbours"
        " dossier-paper dossier-archive".split()
    ),
}


@pytest.fixture(scope="module")
def site(worker_id: str) -> Iterator[str]:
    with store.served(store.copy_of(store.made("seldom"), f"public_{worker_id}")) as address:
        yield address


@pytest.fixture(scope="module")
def pages(site: str) -> dict[str, str]:
    found = tour(Reader(site), "/", seeds=TYPED)
    return {name: url for name, url in found.items() if name not in NO_PAGES}


def test_the_tour_goes_to_every_public_address(pages: dict[str, str]) -> None:
    wanted = {name for name in access.names() if name.startswith(("portal:", "data:"))} - NO_PAGES
    assert sorted(name for name in wanted - set(pages) if not access.leads_up(name)) == []


def test_every_public_page_in_italian(pages: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    assert [fault for url in pages.values() for fault in faults_in_italian(page, url)] == []


def test_every_public_page_in_english(pages: dict[str, str], open_page: Callable[..., Page]) -> None:
    page = open_page(size=NARROW, locale="en")
    assert [fault for url in pages.values() for fault in faults_in_english(page, url)] == []


@pytest.mark.parametrize(
    "path", ["/progetti/BO9.9.9.z/", "/territorio/quartieri/nessuno/", "/nessuna-pagina/"]
)
def test_a_page_that_is_not_there_says_so(site: str, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(locale="it")
    answer = page.goto(site + path)
    assert answer is not None
    assert plain_faults(page, answer.status, "it") == [f"{site}{path}: status 404"]
    assert page.locator("main a[href='/']").count() >= 1, "no way back"


@pytest.mark.parametrize(
    ("path", "twin"),
    [("/territorio/", "la tabella qui sotto"), ("/territorio/comuni/037006/", "questa pagina")],
)
def test_a_map_without_scripts_is_a_sentence(
    site: str, open_page: Callable[..., Page], path: str, twin: str
) -> None:
    page = open_page(locale="it", java_script_enabled=False)
    page.goto(site + path)
    needs = "La mappa ha bisogno degli script, che in questo browser sono spenti:"
    # Searches by text leave noscript out, with scripts and without.
    [said] = page.locator("main noscript p").all_inner_texts()
    assert said.startswith(f"{needs} {twin} ")
    assert [page.locator(name).first.is_visible() for name in (".portici-map", "#legenda")] == [False, False]


def test_a_map_with_scripts_is_a_map(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    page.goto(f"{site}/territorio/")
    page.locator(".portici-map .leaflet-interactive").first.wait_for(state="attached")
    assert page.locator(".portici-map").is_visible()
