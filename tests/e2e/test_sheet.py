"""The seed: the sheet of BO3.3.1.b is complete on its page, field by field, as the project's own portal published it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.reader import Reader

PAGE = "/progetti/BO3.3.1.b/"
TITLE = "Accelerazione civica e collaborazione civica tra PA, scuola e imprese - Azioni di supporto"
FACTS = [
    "Bologna",
    "BO3.3.1.b",
    "–",  # Ambito: empty in the source
    "Azione 3.3.1",
    "Comune di Bologna",
    "F39G16000350007",
    "Miriam Pepe",
    "01-11-2016",
    "30-03-2021",
]
AMOUNTS = ["€ 412.248,84", "€ 412.248,84", "€ 412.248,84", "€ 412.248,83"]
HEADINGS = [
    "1) Governance",
    "2) Supporto tecnico",
    "3) Promozione",
    "• Sostenibilità economica e gestionale e governance del progetto",
]
#: How each section begins or ends, in the source's own words, mistakes included.
WORDS = [
    "Il presente progetto, che sviluppa alcune azioni di supporto allo sviluppo del progetto BO3.3.1c e più in generale",
    "Di conseguenza anche il target della BO3.1.1° (che coincide con quello della BO4.1.1a) potrà essere coinvolto",
    "Si prevedono interventi di diversa tipologia, tra loro interrelati dal punto di vista sia cronologico sia contenutistico:",
    "curerà il raccordo con le istituzioni e gli enti pubblici (Curia, associazioni imprenditoriali, CCIAA, Università, Regione, ...)",
    "verrà creata una tecnostruttura metropolitana, che erogherà servizi di prossimità alla comunità territoriale",
    "Servizi di comunicazione, animazione anche tramite social network e realizzazione di eventi pubblici",
    "acquisita grazie a progetti analoghi già sperimentati nel territorio e negli istituti",
    "cultura del benessere socio economico della comunità quale elemento di crescita e di attrattività.",
]
SPELLINGS = ["BO3.3.1b", "BO.3.3.1b", "bo3.3.1.b", "BO3.3.1.B", "bo.3.3.1.b"]


@pytest.fixture
def sheet(site: str, open_page: Callable[..., Page]) -> Page:
    page = open_page(locale="it")
    page.goto(site + PAGE)
    return page


def test_the_sheet_has_every_field_of_the_source(sheet: Page) -> None:
    facts = sheet.locator("section[aria-labelledby=scheda] dl.facts").first.locator("dd").all_inner_texts()
    amounts = sheet.locator(
        "section[aria-labelledby=scheda] [data-figure=published] .figure__value"
    ).all_inner_texts()
    assert sheet.locator("h1").inner_text() == TITLE
    assert facts == FACTS
    assert [plain(amount) for amount in amounts] == AMOUNTS
    assert "Documenti non disponibili" in sheet.locator("section[aria-labelledby=documenti]").inner_text()
    assert sheet.locator("section[aria-labelledby=galleria]").is_visible()


def test_the_description_stands_in_sections(sheet: Page) -> None:
    description = sheet.locator("section[aria-labelledby=descrizione]")
    assert description.locator("h3").all_inner_texts() == HEADINGS
    text = plain(description.inner_text())
    assert [words for words in WORDS if words not in text] == []


def test_each_section_is_one_link_away(sheet: Page) -> None:
    links = sheet.locator("section[aria-labelledby=descrizione] nav a")
    assert links.count() == len(HEADINGS) + 1
    links.last.click()
    assert sheet.get_by_role("heading", name=HEADINGS[-1]).is_visible()
    assert sheet.url.endswith("#sezione-5")


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_other_spellings_lead_to_the_one_address(site: str, spelling: str, prefix: str) -> None:
    answer = Reader(site).get(f"{prefix}/progetti/{spelling}/")
    assert (answer.status, answer.url) == (200, f"{site}{prefix}{PAGE}")


def plain(text: str) -> str:
    """The text with plain blanks in the place of those that keep a figure on one line."""
    return " ".join(text.split())
