"""“What did we do in Savena?” on paper: A4, without what only serves the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e import store

PAGE = "/territorio/quartieri/16/"
#: A4 upright in points, and the width of its text in CSS pixels with the margins of _print.scss.
A4, TEXT_WIDTH = (595, 842), 688
#: What the page is of use for: figures and what the chain holds there.
ON_PAPER = ["h1", ".figures .figure", "#perche", "#bisogni", "#decisioni", "#attivita", "#misure"]
ON_SCREEN = [
    "header.it-header-wrapper",
    "#site-nav",
    ".breadcrumb-container",
    "footer",
    "[data-print]",
    "p.no-print",
    ".leaflet-control-container",
]
MOST_SHEETS = 2
#: How many organisations, and places, the crowded area has at least.
CROWD = 10_000


@pytest.fixture(scope="module")
def crowded_site(worker_id: str) -> Iterator[str]:
    """Thousands of organisations, places and all else in Savena."""
    with store.served(store.copy_of(store.made("full"), f"paper_{worker_id}")) as address:
        yield address


@pytest.fixture
def paper(site: str, open_page: Callable[..., Page]) -> Page:
    page = open_page(size={"width": TEXT_WIDTH, "height": 1000}, locale="it")
    page.goto(site + PAGE)
    page.emulate_media(media="print")
    return page


def test_paper_has_the_content_and_nothing_of_the_screen(paper: Page) -> None:
    assert [name for name in ON_PAPER if not paper.locator(name).first.is_visible()] == []
    shown = [name for name in ON_SCREEN for one in paper.locator(name).all() if one.is_visible()]
    assert shown == []


def test_nothing_runs_over_the_edge_of_the_paper(paper: Page) -> None:
    wide = paper.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > width + 1 && !one.closest('.portici-map'))"
        ".map(one => one.outerHTML.slice(0, 120))",
        TEXT_WIDTH,
    )
    assert wide == []


def test_it_prints_on_a4(paper: Page) -> None:
    assert_few_sheets_of_a4(paper)


def test_a_crowded_area_prints_on_as_many_sheets_and_says_how_many_rows_it_leaves_out(
    crowded_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(size={"width": TEXT_WIDTH, "height": 1000}, locale="it")
    page.goto(crowded_site + PAGE)
    page.emulate_media(media="print")
    assert_few_sheets_of_a4(page)
    for key in ("organizzazioni", "luoghi"):
        section = page.locator(f"section[aria-labelledby={key}]")
        assert sum(row.is_visible() for row in section.locator("tbody tr").all()) == 3
        left_out = section.locator("p.print-only")
        assert (left_out.is_visible(), int(re.sub(r"\D", "", left_out.inner_text())) >= CROWD) == (True, True)


def assert_few_sheets_of_a4(page: Page) -> None:
    sheets = sheets_of(page)
    assert set(sheets) == {A4}
    assert len(sheets) in range(1, MOST_SHEETS + 1)


def sheets_of(page: Page) -> list[tuple[int, int]]:
    """Width and height of each printed sheet, in points."""
    text = page.pdf(prefer_css_page_size=True, print_background=True).decode("latin-1")
    return [
        (round(float(width)), round(float(height)))
        for width, height in re.findall(r"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", text)
    ]


def test_the_button_prints(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(site + PAGE)
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") is True
