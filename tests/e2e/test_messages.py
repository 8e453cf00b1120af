"""A link to set a password in a browser: asked for at the door, carried by the worker, and in a demonstration read in the office."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import follow, sign_in
from tests.e2e.tour import faults_in_english, faults_in_italian

ADMINISTRATOR, HOLDER = "teo.saggio@portici.example", "ada.esempio@portici.example"


def test_a_link_is_asked_for_and_read(own_site: str, open_page: Callable[..., Page]) -> None:
    visitor = open_page(locale="it")
    visitor.goto(f"{own_site}/accesso/password/")
    visitor.locator("input[name=email]").fill(HOLDER)
    follow(visitor.locator("main form button[type=submit]"))
    visitor.wait_for_url("**/inviata/")

    page = open_page(locale="it")
    sign_in(page, own_site, ADMINISTRATOR)
    page.goto(f"{own_site}/ufficio/utenti/")
    follow(page.get_by_role("link", name="Messaggi"))
    asked = page.locator("tbody tr").filter(has_text=HOLDER).filter(has_text="password")
    expect(asked).to_have_count(1)
    shown = f"{own_site}{asked.locator('a').first.get_attribute('href')}"
    page.goto(shown)
    text = page.locator("section .panel")
    for _attempt in range(30):  # until the worker has been there
        if text.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(text).to_contain_text(f"{own_site}/accesso/password/chiave/")
    addresses = (f"{own_site}/ufficio/messaggi/", shown)
    assert [fault for url in addresses for fault in faults_in_italian(page, url)] == []
    paths = [url.removeprefix(own_site) for url in addresses]
    assert [fault for path in paths for fault in faults_in_english(page, f"{own_site}{path}")] == []
