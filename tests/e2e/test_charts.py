"""The charts of an edition in a browser: drawn for the screen that they are on, said to who does not see, whole on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e import store
from tests.e2e.conftest import NARROW, WIDE, follow, overflows, sign_in, violations

PAGE = "/studi/prova/1/"
CHARTS = ["mappa", "domini", "intervalli", "confronto"]
#: Milliseconds: the first picture of a process loads what draws.
LONG = 120_000


@pytest.fixture(scope="module")
def charted_site(worker_id: str) -> Iterator[str]:
    with store.served(store.copy_of(store.made("charted"), f"charts_{worker_id}")) as address:
        yield address


def drawn(page: Page, url: str) -> list[tuple[str, int]]:
    """The pictures of the page once all are there: name, and the width that they were drawn for."""
    page.goto(url)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.chart img')].every(one => one.complete && one.naturalWidth)",
        timeout=LONG,
    )
    found = page.evaluate(
        "[...document.querySelectorAll('.chart img')].map(one => [one.currentSrc.match(/(\\w+)\\.svg/)[1], one.naturalWidth])"
    )
    return [(name, width) for name, width in found]


@pytest.mark.parametrize(("size", "width"), [(WIDE, 720), (NARROW, 320)])
def test_the_charts_fit_their_screen_and_axe_finds_nothing(
    charted_site: str, open_page: Callable[..., Page], size: dict[str, int], width: int
) -> None:
    page = open_page(size=size, locale="it")
    assert drawn(page, charted_site + PAGE) == [(name, width) for name in CHARTS]
    for summary in page.locator(".chart summary").all():
        summary.click()
    assert [row.is_visible() for row in page.locator(".chart tbody tr:first-child").all()] == [True] * 4
    assert (violations(page), overflows(page)) == ([], 0)


def test_each_chart_has_a_finding_that_is_also_its_text(
    charted_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="en")
    drawn(page, f"{charted_site}/en{PAGE}")
    findings = page.locator(".chart__finding").all_inner_texts()
    alts = [one.get_attribute("alt") for one in page.get_by_role("img").all() if one.get_attribute("alt")]
    assert alts == [f"{finding}. The table below has the same." for finding in findings]
    assert len(findings) == 4


def test_a_picture_opened_by_itself_breaks_no_policy(
    charted_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="it")
    for name in CHARTS:
        page.goto(f"{charted_site}{PAGE}grafici/{name}.svg", timeout=LONG)
        assert page.evaluate("document.documentElement.getAttribute('role')") == "img"


def test_on_paper_each_picture_is_whole_and_its_table_stays_on_the_screen(
    charted_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(size={"width": 688, "height": 1000}, locale="it")
    page.emulate_media(media="print")
    assert drawn(page, charted_site + PAGE) == [(name, 720) for name in CHARTS]
    boxes = [one.bounding_box() for one in page.locator(".chart img").all()]
    assert [box is not None and box["height"] <= 1000 and box["width"] <= 688 for box in boxes] == [True] * 4
    assert not any(one.is_visible() for one in page.locator(".chart details").all())


def test_the_office_shows_them_and_the_paper_of_the_citys_index(
    charted_site: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="it")
    sign_in(page, charted_site, "ada.esempio@portici.example")
    page.goto(f"{charted_site}/ufficio/studi/")
    follow(page.locator("main").get_by_role("link", name="Studio di prova").first)
    follow(page.locator("main").get_by_role("link", name="Disagio di prova").first)
    assert [name for name, _width in drawn(page, page.url)] == CHARTS
    assert violations(page) == []
    follow(page.locator("main").get_by_role("link", name="L’indice pubblicato dalla città"))
    assert page.locator("select[name=index]").input_value() == "di-prova@2024"
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert (violations(page), overflows(page)) == ([], 0)
