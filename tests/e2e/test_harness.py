"""The checks that the other tests trust can fail: a bad page is found bad."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.e2e.conftest import NARROW, away, expected, overflows, violations
from tests.e2e.keyboard import Keyboard
from tests.e2e.tour import plain_faults

BAD = """<!doctype html><html><head><title></title></head><body>
<img src="data:,"><p style="width:2000px;color:#eee;background:#fff">pale and wide</p>
<a href="#here" style="outline:none">link</a></body></html>"""


def test_a_bad_page_is_found_bad(open_page: Callable[..., Page]) -> None:
    page = open_page(size=NARROW)
    page.set_content(BAD)
    found = " ".join(violations(page))
    assert [rule for rule in ("image-alt", "color-contrast", "html-has-lang") if rule not in found] == []
    assert overflows(page) > 1000
    assert len(plain_faults(page, 500, "it")) == 5


def test_a_focus_that_cannot_be_seen_is_noticed(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content(BAD)
    keys = Keyboard(page)
    keys.to("a")
    assert len(keys.unseen) == 1


def test_calls_to_elsewhere_and_errors_are_told_apart() -> None:
    assert [away(url) for url in ("https://tile.example/1.png", "http://localhost:8000/", "data:,")] == [
        True,
        False,
        False,
    ]
    assert expected("Failed to load resource: the server responded with a status of 409 (Conflict)")
    assert not expected("Failed to load resource: the server responded with a status of 500 ()")
    assert not expected("Refused to execute inline script")
