"""The chain, walked without a mouse: an area in distress, a need, an opportunity, a decision, an activity; then read from outside, both ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE, overflows, violations
from tests.e2e.keyboard import Keyboard
from tests.e2e.store import PASSWORD

COORDINATOR = "ada.esempio@portici.example"
AREA, AREA_PAGE = "Vergato", "/territorio/comuni/037059/"
PROJECT, PROJECT_PAGE = "BO3.3.1.b", "/progetti/BO3.3.1.b/"
PARTNER, RESPONSIBLE = "Associazione Tramite (esempio)", "Città metropolitana di Bologna"
BEFORE = "Ascolto delle aree bersaglio (esempio)"
PLACE = "Villa Serena"
NEED, CHANCE = "Un doposcuola che resti aperto fino a sera", "Sala libera il pomeriggio a Vergato"
DECISION, ACTIVITY = "Si apre il doposcuola di Vergato", "Doposcuola serale di Vergato"


@dataclass
class Office:
    """The coordinator at work: what was made, with its address in the office and on the public site."""

    page: Page
    keys: Keyboard
    prefix: str
    inside: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    def arrive(self) -> None:
        """What holds for every page of the walk: it fits, its language is right, its content is one key away."""
        assert overflows(self.page) <= 0, self.page.url
        assert self.page.locator("html").get_attribute("lang") == (self.prefix[1:] or "it")
        self.keys.skip_to_content()

    def go(self, wanted: str) -> None:
        self.keys.go(wanted)
        self.arrive()

    def save(self, name: str) -> None:
        """Hand the paper in with Enter, see the record as a draft, publish it."""
        self.keys.go(".form-actions button")
        assert self.page.locator(".error-summary").all_inner_texts() == []
        self.arrive()
        self.inside[name] = self.page.url
        self.go("form[action*='/pubblica/'] button")
        assert self.page.locator("form[action*='/ritira/']").count() == 1, f"{name} is not published"
        seen_outside = self.page.locator(f".page-head__actions a:not([href*='{self.prefix}/ufficio/'])")
        self.outside[name] = urljoin(self.page.url, seen_outside.get_attribute("href") or "")


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(WIDE, "it", id="1280-it", marks=pytest.mark.both_stores),
        pytest.param(NARROW, "en", id="360-en"),
        pytest.param(WIDE, "en", id="1280-en"),
        pytest.param(NARROW, "it", id="360-it"),
    ],
)
def test_the_chain_walks(
    own_site: str, open_page: Callable[..., Page], size: dict[str, int], language: str
) -> None:
    page = open_page(size=size, locale=language)
    prefix = "" if language == "it" else f"/{language}"
    office = Office(page, Keyboard(page), prefix)
    come_in(office, own_site)
    designate(office, own_site)
    record_need(office)
    record_opportunity(office)
    decide(office)
    open_activity(office)
    assert office.keys.unseen == [], "the focus cannot be seen"
    read_as_citizen(open_page(size=size, locale=language), own_site, office)


def come_in(office: Office, site: str) -> None:
    """Home page, sign in, the way to the areas through the menu."""
    page, keys = office.page, office.keys
    page.goto(f"{site}{office.prefix}/")
    keys.go("[data-element='personal-area-login']")
    keys.write("login", COORDINATOR)
    keys.write("password", PASSWORD)
    keys.enter()
    expect(page).to_have_url(f"{site}{office.prefix}/ufficio/")
    burger = page.locator(".custom-navbar-toggler")
    if burger.is_visible():
        keys.to(".custom-navbar-toggler")
        page.keyboard.press("Enter")
        expect(burger).to_have_attribute("aria-expanded", "true")
        expect(page.locator(".menu-wrapper a").first).to_be_in_viewport()
    office.go(".navbar-nav a[href$='/ufficio/territorio/aree/']")
    keys.write("q", AREA)
    keys.enter()
    office.arrive()
    link = page.locator("main table a", has_text=AREA).first.get_attribute("href")
    office.go(f"main a[href='{link}']")


def designate(office: Office, site: str) -> None:
    """The figures, the reason, the act. An empty paper comes back first, with the focus on what is missing."""
    page, keys = office.page, office.keys
    office.inside["area"], office.outside["area"] = page.url, f"{site}{office.prefix}{AREA_PAGE}"
    assert page.locator("main table tbody tr").count() >= 3, "no figures speak for the area"
    office.go("a[href*='/aree-bersaglio/nuova/']")
    keys.go(".form-actions button")
    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page) == []
    ticked = page.locator("[name=indicators]:checked").count()
    keys.tick(f"#{page.locator('[name=indicators]:not(:checked)').first.get_attribute('id')}")
    keys.write("reason", "Pochi servizi, popolazione che invecchia, scuole lontane.")
    keys.write("act", "Determina 7/2026")
    keys.day("decided_on", date(2026, 10, 5))
    keys.write("evidence", "Ascolto delle scuole e dei servizi, settembre 2026.")
    office.save("designation")
    assert page.locator("main table tbody tr").count() == ticked + 1, (
        "the ticked figures are not frozen with it"
    )


def record_need(office: Office) -> None:
    keys = office.keys
    office.go("a[href*='/bisogni/nuovo/']")
    assert AREA in office.page.locator("[name=area]").input_value()
    keys.write("title", NEED)
    keys.choose("theme", "school")
    keys.write("description", "Dopo le 16 i ragazzi non hanno dove stare.")
    keys.write("source", "Dirigente dell'istituto, 2 ottobre 2026")
    keys.write("people_affected", "80")
    keys.write("severity", "4")
    keys.write("evidence", "Elenco d'attesa del doposcuola: 31 famiglie.")
    office.save("need")


def record_opportunity(office: Office) -> None:
    keys = office.keys
    office.go(f"a[href='{urlsplit(office.inside['area']).path}']")
    office.go("a[href*='/opportunita/nuova/']")
    keys.write("title", CHANCE)
    keys.choose("theme", "school")
    keys.pick("organisation", PARTNER)
    keys.write("description", "Tre pomeriggi la settimana, riscaldata.")
    office.save("opportunity")


def decide(office: Office) -> None:
    """From the need: it and the target area are the grounds."""
    keys, page = office.keys, office.page
    office.go(f"a[href='{urlsplit(office.inside['need']).path}']")
    office.go("a[href*='/governo/nuova/']")
    assert page.locator("[name=exhibit_need]:checked").count() == 1, "the need does not come along"
    keys.choose(
        "body",
        page.locator("select[name=body] option[value]:not([value=''])").first.get_attribute("value") or "",
    )
    keys.write("title", DECISION)
    keys.write("text", "Il Board dispone l'apertura di un doposcuola serale a Vergato.")
    keys.write("grounds", "Il bisogno segnalato dalla scuola e le cifre dell'area.")
    keys.pick("exhibit_designation-add", AREA)
    office.save("decision")


def open_activity(office: Office) -> None:
    """From the decision: need and area come along; who, with whom, where, when, after what is written."""
    keys, page = office.keys, office.page
    office.go("a[href*='/attivita/nuova/']")
    for box in ("needs", "areas", "decisions"):
        assert page.locator(f"[name={box}]:checked").count() == 1, f"{box} do not come along"
    keys.write("title", ACTIVITY)
    keys.pick("project", PROJECT)
    keys.write("description", "Compiti, gioco, cena insieme il venerdì.")
    keys.pick("place", PLACE)
    keys.pick("responsible", RESPONSIBLE)
    keys.pick("partners-add", PARTNER, press=True)
    assert page.locator("[name=partners]:checked").count() == 1
    keys.day("starts_on", date(2026, 12, 1))
    keys.day("ends_on", date(2027, 6, 11))
    keys.pick("depends_on-add", BEFORE)
    office.save("activity")


def read_as_citizen(page: Page, site: str, office: Office) -> None:
    """Without an account: each page of the chain leads to the others, and the area is two links away from the home page."""
    pages = dict(office.outside)
    pages["project"] = f"{site}{office.prefix}{PROJECT_PAGE}"
    pages["partner"] = follow(page, pages["activity"], PARTNER)
    pages["responsible"] = follow(page, pages["activity"], RESPONSIBLE)
    leads = {
        "area": {"need", "opportunity", "decision", "activity", "project"},
        "need": {"area", "decision", "activity"},
        "opportunity": {"area", "partner"},
        "decision": {"area", "need", "activity", "responsible"},
        "activity": {"area", "need", "decision", "project", "partner", "responsible"},
        "project": {"area", "need", "decision", "activity", "partner", "responsible"},
        "partner": {"activity", "opportunity", "decision"},
        "responsible": {"activity", "decision"},
    }
    missing = {name: sorted(wanted - leads_to(page, pages, name)) for name, wanted in leads.items()}
    assert {name: gone for name, gone in missing.items() if gone} == {}
    assert two_links_from_home(page, site, office.prefix, pages["area"])


def leads_to(page: Page, pages: dict[str, str], name: str) -> set[str]:
    """Which pages of the chain the content of this one links to."""
    answer = page.goto(pages[name])
    assert answer is not None
    assert answer.status == 200, page.url
    assert overflows(page) <= 0, page.url
    found = links(page)
    return {other for other, url in pages.items() if url.split("#")[0] in found}


def links(page: Page) -> set[str]:
    return addresses(page, "main a[href]")


def addresses(page: Page, selector: str) -> set[str]:
    found = page.locator(selector).evaluate_all(
        "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"
    )
    return {address.split("#")[0] for address in found}


def follow(page: Page, start: str, name: str) -> str:
    """The address of the record that a page names."""
    page.goto(start)
    return str(page.locator("main a", has_text=name).first.evaluate("link => link.href"))


def two_links_from_home(page: Page, site: str, prefix: str, wanted: str) -> bool:
    page.goto(f"{site}{prefix}/")
    home = addresses(page, "main a[href], header a[href]")
    if wanted in home:
        return True
    page.goto(f"{site}{prefix}/territorio/")
    return page.url in home and wanted in links(page)
