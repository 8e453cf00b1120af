"""A browser, and a site with the demo city behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from tests.e2e import chromium, store

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def demo() -> store.Store:
    """The loaded demo: to be read or copied, never written in."""
    return store.template()


@pytest.fixture(scope="session")
def site(demo: store.Store, worker_id: str) -> Iterator[str]:
    """The address of a site for tests that only read."""
    with store.served(store.copy_of(demo, f"read_{worker_id}")) as address:
        yield address


@pytest.fixture
def own_site(demo: store.Store, worker_id: str) -> Iterator[str]:
    """The address of a site that the test may write in, with its job worker."""
    with store.served(store.copy_of(demo, f"write_{worker_id}"), jobs=True) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages whose script errors, and calls to anywhere else, fail the test at its end."""
    faults: list[str] = []
    contexts = []

    def opened(*, size: dict[str, int] = WIDE, **options: Any) -> Page:
        context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                faults.append(f"{page.url}: {said.text}")
                if said.type == "error" and not expected(said.text)
                else None
            ),
        )
        page.on(
            "request", lambda request: faults.append(f"calls {request.url}") if away(request.url) else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def expected(text: str) -> bool:
    """Answers that a test asks for on purpose: a paper given back, a page that is not there."""
    return bool(re.search(r"(status of|Status Error Code) (403|404|409|422)", text))


def away(url: str) -> bool:
    return not re.match(r"(https?://(localhost|127\.0\.0\.1)[:/]|data:|blob:|about:)", url)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, in words."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run({resultTypes: ['violations']}).then(found => found.violations)")
    where = f"{page.url} ({(page.viewport_size or {}).get('width')})"
    return [f"{where}: {one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found]


def overflows(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def follow(leads: Locator) -> None:
    """Click on what leads to another page, and wait for that page."""
    with leads.page.expect_navigation():
        leads.click()


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Keeps what the page asks for at such addresses without an answer until the block ends: it stands still."""
    kept: list[Route] = []
    page.route(pattern, lambda route: kept.append(route))
    yield
    page.unroute(pattern)
    for route in kept:
        route.continue_()


def sign_in(page: Page, site: str, who: str, *, language: str = "it") -> None:
    """Sign in as one of the demo's people, by keyboard."""
    prefix = "" if language == "it" else f"/{language}"
    page.goto(f"{site}{prefix}/accesso/")
    page.locator("input[name=login]").focus()
    page.keyboard.type(who)
    page.locator("input[name=password]").focus()
    page.keyboard.type(store.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/ufficio/"))
