"""A file on the screen: tried, its faults told, the bad rows given back, taken for real while the page shows how far it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NARROW, follow, overflows, sign_in, violations

COORDINATOR = "ada.esempio@portici.example"
ROWS = """nome;tipo;codice fiscale;numero runts
Circolo delle prove;Terzo settore;;901
Circolo sbagliato;Terzo settore;non è un codice;902
;Terzo settore;;903
Circolo <b>grasso</b>;Terzo settore;;904
=1+1;Terzo settore;;905
Circolo ultimo;Terzo settore;;non un numero
"""
FIGURES = ["total", "added", "changed", "unchanged", "refused", "warned"]


@pytest.fixture
def coordinator(own_site: str, open_page: Callable[..., Page]) -> Page:
    page = open_page(locale="it")
    sign_in(page, own_site, COORDINATOR)
    return page


def bring(page: Page, name: str, text: str, *, trial: bool) -> None:
    """Through the two steps, and until the worker is done with it."""
    page.goto(page.url.split("/ufficio/")[0] + "/ufficio/importazioni/")
    follow(page.locator("a[href$='/importazioni/nuova/']"))
    follow(page.locator("a[href='?importer=organisations']"))
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.locator("[name=dry_run]").set_checked(trial)
    follow(page.locator(".form-actions button"))
    wait_until_done(page)


def wait_until_done(page: Page) -> None:
    """The page follows the worker by itself and shows the result without being asked."""
    page.wait_for_url("**/ufficio/importazioni/*/")
    expect(page.locator("#progress[hx-get]")).to_have_count(0, timeout=60_000)
    expect(
        page.locator(".page-head .state:is(.state--success, .state--warning, .state--danger)").first
    ).to_be_visible()


def figures(page: Page) -> dict[str, int]:
    numbers = page.locator(".figures .figure__value").all_inner_texts()
    return {name: int(number.replace("–", "0")) for name, number in zip(FIGURES, numbers, strict=True)}


def test_tried_corrected_and_taken(coordinator: Page, tmp_path: Path) -> None:
    page = coordinator
    bring(page, "circoli.csv", ROWS, trial=True)
    tried = figures(page)
    assert (tried["total"], tried["refused"]) == (6, len(faulty_lines(page)))
    assert tried["added"] + tried["refused"] == 6
    assert {"3", "4"} <= faulty_lines(page)
    assert violations(page) == []
    assert found(page, "Circolo") == []

    page.go_back()
    with page.expect_download() as download:
        page.locator("a[href$='/da-correggere.csv']").click()
    download.value.save_as(tmp_path / "da-correggere.csv")
    given_back = (tmp_path / "da-correggere.csv").read_text("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(given_back), delimiter=";"))) - 1 == tried["refused"]

    follow(page.locator("form[action$='/davvero/'] button"))
    wait_until_done(page)
    assert figures(page) == tried
    assert page.locator("form[action$='/davvero/']").count() == 0
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert overflows(page) <= 0
    assert violations(page) == []
    follow(page.locator("main a[href*='/rete/']").first)
    assert page.locator("h1").count() == 1


def test_the_same_file_twice_changes_nothing(coordinator: Page) -> None:
    page = coordinator
    bring(page, "circoli.csv", ROWS, trial=False)
    first = figures(page)
    bring(page, "circoli.csv", ROWS, trial=False)
    again = figures(page)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, first["added"])
    assert found(page, "Circolo delle prove") == ["Circolo delle prove"]


def test_a_file_that_is_none_is_told_so(coordinator: Page) -> None:
    page = coordinator
    bring(page, "immagine.csv", "\x00\x01\x02PNG", trial=True)
    assert page.locator("#faults tbody tr").count() >= 1
    assert figures(page)["added"] == 0


def faulty_lines(page: Page) -> set[str]:
    """The lines of the file of which an error is told."""
    rows = page.locator("#faults tbody tr:has(.state--danger)")
    return set(rows.evaluate_all("all => all.map(one => one.cells[0].innerText.match(/\\d+/)[0])"))


def found(page: Page, name: str) -> list[str]:
    """Names of organisations that the office's list finds."""
    page.goto(page.url.split("/ufficio/")[0] + f"/ufficio/rete/?q={name}")
    return page.locator("main table tbody tr td:first-child a").all_inner_texts()
