"""News, pages of text and the editors' rooms in a browser: at both sizes, without a script error or an axe violation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, WIDE, overflows, sign_in, violations
from tests.e2e.tour import plain_faults

OFFICER = "elsa.bozza@portici.example"
NEWS = "/notizie/la-radio-di-quartiere-accende-il-microfono/"
ENGLISH = "/en/notizie/the-neighbourhood-radio-turns-its-microphone-on/"
PAGES = [
    ("/notizie/", "it"),
    ("/en/notizie/", "en"),
    (NEWS, "it"),
    (ENGLISH, "en"),
    ("/notizie/una-guida-per-proporre-attivita/", "it"),
    ("/chi-siamo/", "it"),
    ("/informativa-privacy/", "it"),
    ("/progetti/BO3.3.1.c/", "it"),
]


@pytest.mark.parametrize(("path", "language"), PAGES)
def test_a_page_in_a_browser(site: str, open_page: Callable[..., Page], path: str, language: str) -> None:
    page = open_page(locale=language)
    faults = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        answer = page.goto(site + path)
        faults += plain_faults(page, answer.status if answer else 0, language) + violations(page)
        if overflows(page) > 0:
            faults.append(f"{path}: {overflows(page)} px too wide")
    assert faults == []


def test_the_pictures_of_a_gallery_are_there_in_a_modern_format(
    site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(f"{site}/progetti/BO3.3.1.c/")
    pictures = page.locator(".gallery img")
    expect(pictures).to_have_count(2)
    for number in range(2):
        pictures.nth(number).scroll_into_view_if_needed()
        page.wait_for_function(
            f"(() => {{ const i = document.querySelectorAll('.gallery img')[{number}]; return i.complete && i.naturalWidth > 0 }})()"
        )
    shown = page.evaluate("[...document.querySelectorAll('.gallery img')].map(i => i.currentSrc)")
    assert {re.sub(r".*\.", "", address) for address in shown} == {"avif"}


#: Wagtail's pages: start, tree, a page's form, pictures, a picture's form, documents.
ROOMS = ["", "pages/", "images/", "images/add/", "documents/", "documents/add/", "reports/workflow/"]


def test_the_editors_rooms_in_a_browser(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    sign_in(page, site, OFFICER)
    faults = []
    for path in ROOMS:
        answer = page.goto(f"{site}/redazione/{path}")
        assert answer is not None
        faults += [] if answer.status == 200 else [f"{path}: {answer.status}"]
        faults += violations(page)
    assert page.evaluate("document.documentElement.lang") == "it"
    assert faults == []
