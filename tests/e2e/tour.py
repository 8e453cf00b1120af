"""A way through every page: one or more addresses for each name in the site's table of addresses, found by following links and forms."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Page

from tests.e2e.conftest import NARROW, WIDE, overflows, violations
from tests.e2e.reader import Reader

#: How many pages of one name are read to choose from.
EACH = 3


def name_of(url: str) -> str:
    """The name of an Italian address ("portal:project"); "" when it is none of the site's."""
    with translation.override("it"):
        try:
            return resolve(urlsplit(url).path).view_name
        except Resolver404:
            return ""


def tour(reader: Reader, start: str, *, papers: bool = False, seeds: tuple[str, ...] = ()) -> dict[str, str]:
    """For each name the address of its fullest page among those reached from `start`; forms' addresses too with `papers`."""
    todo = [reader.site + path for path in (start, *seeds)]
    read: dict[str, dict[str, int]] = defaultdict(dict)
    asked: dict[str, int] = defaultdict(int)
    done = set(todo)
    while todo:
        url = todo.pop(0)
        answer = reader.get(url)
        if answer.status == 405:
            continue
        read[name_of(url)][url] = len(answer.text) if answer.status == 200 else 10**9
        for link in answer.links + (answer.papers if papers else []):
            name = name_of(link)
            if link in done or not name.startswith(spaces(start)) or asked[name] >= EACH:
                continue
            done.add(link)
            asked[name] += 1
            todo.append(link)
    return {name: max(sizes, key=lambda url: sizes[url]) for name, sizes in sorted(read.items())}


def spaces(start: str) -> tuple[str, ...]:
    return ("office:",) if start.startswith("/ufficio") else ("portal:", "data:")


def in_english(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=f"/en{parts.path}").geturl()


def faults_in_italian(page: Page, url: str) -> list[str]:
    """What is wrong with a page in a browser, at both sizes."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    answer = page.goto(url)
    faults = plain_faults(page, answer.status if answer else 0, "it")
    faults += violations(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    if overflows(page) > 0:
        faults.append(f"{url}: {overflows(page)} px too wide at 360")
    return faults + violations(page)


def faults_in_english(page: Page, url: str) -> list[str]:
    answer = page.goto(in_english(url))
    return plain_faults(page, answer.status if answer else 0, "en")


def plain_faults(page: Page, status: int, language: str) -> list[str]:
    """What can be wrong with any page: its answer, its language, its heading, its width."""
    said, headings, title = page.evaluate(
        "[document.documentElement.lang, document.querySelectorAll('h1').length, document.title]"
    )
    checks = {
        f"status {status}": status == 200,
        f"lang {said}": said == language,
        f"{headings} h1": headings == 1,
        "no title": bool(title.strip()),
        f"{overflows(page)} px too wide": overflows(page) <= 0,
    }
    return [f"{page.url}: {fault}" for fault, good in checks.items() if not good]
