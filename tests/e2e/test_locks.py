"""The locks in a browser: a passkey added and signed in with, the app, sessions; every page of theirs usable and without an axe violation."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.e2e import store
from tests.e2e.conftest import follow, sign_in
from tests.e2e.tour import faults_in_english, faults_in_italian

COORDINATOR, ADMINISTRATOR = "ada.esempio@portici.example", "teo.saggio@portici.example"
LOCKS = "/accesso/secondo-fattore/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def with_key(page: Page) -> Iterator[None]:
    """A key in the machine, touched whenever a page asks for it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield
    tools.send("WebAuthn.disable")


def confirm(page: Page) -> None:
    """Say the password once more, where it is asked for."""
    if "/conferma/" in page.url:
        page.locator("input[name=password]").fill(store.PASSWORD)
        follow(page.locator(".form-actions button"))


def sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/accesso/uscita/")
    follow(page.locator("main form button"))


def test_a_passkey_opens_the_office_alone(own_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    sign_in(page, own_site, COORDINATOR)
    with with_key(page):
        page.goto(f"{own_site}{LOCKS}chiavi/nuova/")
        confirm(page)
        page.locator("input[name=name]").fill("Portatile ufficio")
        page.locator("input[name=passwordless]").check()
        page.locator("#mfa_webauthn_add").click()
        page.wait_for_url(re.compile("/codici/"))
        expect(page.locator(".codes li")).to_have_count(10)
        assert faults_in_italian(page, f"{own_site}{LOCKS}chiavi/") == []
        expect(page.locator("main table")).to_contain_text("Portatile ufficio")
        sign_out(page, own_site)
        page.goto(f"{own_site}/accesso/")
        page.locator("#passkey_login").click()
        page.wait_for_url(re.compile("/ufficio/"))
        expect(page.locator("header")).to_contain_text("Ada")
        sign_out(page, own_site)
        sign_in_first_step(page, own_site)
        page.locator("#mfa_webauthn_authenticate").click()  # and as a second factor, after the password
        page.wait_for_url(re.compile("/ufficio/"))


def sign_in_first_step(page: Page, site: str) -> None:
    page.goto(f"{site}/accesso/")
    page.locator("input[name=login]").fill(COORDINATOR)
    page.locator("input[name=password]").fill(store.PASSWORD)
    follow(page.locator(".form-actions button").first)
    page.wait_for_url(re.compile("/accesso/codice/"))


def test_the_app_and_all_pages_of_the_locks(own_site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    sign_in(page, own_site, COORDINATOR)
    faults = [
        fault
        for path in (LOCKS, "/accesso/sessioni/", "/accesso/conferma/")
        for fault in faults_in_italian(page, own_site + path)
    ]
    page.goto(f"{own_site}{LOCKS}app/")
    confirm(page)
    for path in ("app/", "chiavi/", "chiavi/nuova/"):
        faults += faults_in_italian(page, f"{own_site}{LOCKS}{path}") + faults_in_english(
            page, f"{own_site}{LOCKS}{path}"
        )
    page.goto(f"{own_site}{LOCKS}app/")
    secret = page.locator("code.secret").inner_text()
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    follow(page.locator(".form-actions button"))
    page.wait_for_url(re.compile("/codici/"))
    for path in ("", "codici/", "codici/nuovi/", "app/togli/"):
        faults += faults_in_italian(page, f"{own_site}{LOCKS}{path}") + faults_in_english(
            page, f"{own_site}{LOCKS}{path}"
        )
    sign_out(page, own_site)
    sign_in_first_step(page, own_site)
    faults += faults_in_italian(page, f"{own_site}/accesso/codice/")
    assert faults == []


def test_the_administrators_side_and_the_register(own_site: str, open_page: Callable[..., Page]) -> None:
    held, page = open_page(locale="it"), open_page(locale="it")
    sign_in(held, own_site, COORDINATOR)
    with with_key(held):
        held.goto(f"{own_site}{LOCKS}chiavi/nuova/")
        confirm(held)
        held.locator("#mfa_webauthn_add").click()
        held.wait_for_url(re.compile("/codici/"))
    sign_in(page, own_site, ADMINISTRATOR)
    page.goto(f"{own_site}/ufficio/utenti/?q=ada.esempio")
    follow(page.locator("main table tbody a").first)
    account = page.url
    faults = []
    for path in ("", "secondo-fattore/", "sessioni/"):
        faults += faults_in_italian(page, account + path) + faults_in_english(page, account + path)
    faults += faults_in_italian(page, f"{own_site}/ufficio/utenti/trattamenti/")
    assert faults == []
    page.goto(f"{account}secondo-fattore/")
    page.locator("input[name=reason]").fill("Telefono perso, sentita a voce")
    follow(page.locator(".form-actions button"))
    expect(page.locator("main")).to_contain_text("Non impostato")
    held.goto(f"{own_site}/ufficio/")
    assert "/accesso/" in held.url  # signed out by it
    assert faults_in_italian(held, f"{own_site}/accesso/") == []
