"""Every screen with nothing to show, as on the first day, and with ten thousand rows of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.e2e import store
from tests.e2e.conftest import sign_in
from tests.e2e.reader import Answer, Reader
from tests.e2e.tour import faults_in_italian, name_of, tour

pytestmark = pytest.mark.slow

COORDINATOR = "ada.esempio@portici.example"
#: What a browser does not show but takes down.
FILES = {"portal:meetings-calendar"}
#: What a page may have at most, however much there is to show.
MOST = {"tr": 300, "li": 300, "option": 300, "input": 300}
MOST_LETTERS = 300_000
#: Papers that show each thing ticked: nobody ticks ten thousand.
TICKED = {"office:decision-carry-out"}
#: Looked at in the browser besides the hubs: the lists that anybody opens.
LISTS = (
    "projects activities territory targets needs opportunities places indicators organisations decisions search home"
).split()


@dataclass(frozen=True)
class Site:
    """A running site with one page of each name, outside and inside."""

    address: str
    public: dict[str, str]
    office: dict[str, str]
    answers: list[Answer]
    hubs: list[str]


def visited(recipe: str, worker: str) -> Iterator[Site]:
    made = store.made(recipe)
    hubs = (made.state / "hubs.txt").read_text().split() if recipe == "full" else []
    with store.served(store.copy_of(made, f"{recipe}_{worker}")) as address:
        outside, inside = Reader(address), Reader(address)
        inside.sign_in(COORDINATOR)
        public = tour(outside, "/", seeds=tuple(url for url in hubs if "/ufficio/" not in url))
        office = tour(
            inside, "/ufficio/", papers=True, seeds=tuple(url for url in hubs if "/ufficio/" in url)
        )
        yield Site(
            address,
            public,
            office,
            [*outside.read.values(), *inside.read.values()],
            [address + url for url in hubs],
        )


@pytest.fixture(scope="module")
def empty(worker_id: str) -> Iterator[Site]:
    yield from visited("empty", worker_id)


@pytest.fixture(scope="module")
def full(worker_id: str) -> Iterator[Site]:
    yield from visited("full", worker_id)


def broken(site: Site) -> list[str]:
    return [f"{one.url}: {one.status}" for one in site.answers if one.status not in (200, 405)]


def test_every_page_answers_with_no_data(empty: Site) -> None:
    lists = {name.partition(":")[2] for name in empty.public}
    assert broken(empty) == []
    assert set(LISTS) - lists == set()
    assert len(empty.office) > 30


def test_every_public_page_with_no_data(empty: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    pages = [url for name, url in empty.public.items() if name not in FILES]
    assert [fault for url in pages for fault in faults_in_italian(page, url)] == []


def test_every_page_of_the_office_with_no_data(empty: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="it")
    sign_in(page, empty.address, COORDINATOR)
    assert [fault for url in empty.office.values() for fault in faults_in_italian(page, url)] == []


def test_every_page_stays_small_with_ten_thousand_rows(full: Site) -> None:
    pages = [one for one in full.answers if name_of(one.url) not in TICKED]
    faults = [
        f"{one.url}: {one.marks.tags[tag]} {tag}"
        for one in pages
        for tag, most in MOST.items()
        if one.marks.tags[tag] > most
    ]
    assert (
        faults + [f"{one.url}: {len(one.text)} letters" for one in pages if len(one.text) > MOST_LETTERS]
        == []
    )
    assert broken(full) == []
    assert len(full.answers) > 200


def test_lists_say_that_there_are_ten_thousand(full: Site) -> None:
    """The rows are there indeed: the first page of each list counts them and leads to the next."""
    wanted = ("projects activities needs opportunities places organisations decisions targets").split()
    said = {
        name: [
            answer
            for answer in full.answers
            if answer.url.split("?")[0] == full.public[f"portal:{name}"].split("?")[0]
        ]
        for name in wanted
    }
    few = {
        name
        for name, answers in said.items()
        if not any(figure.value >= 10_000 for one in answers for figure in one.marks.figures)
    }
    assert few == set()
    assert {name for name, answers in said.items() if not any(one.marks.next for one in answers)} == set()


def test_lists_and_hubs_with_ten_thousand_rows_in_a_browser(
    full: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="it")
    sign_in(page, full.address, COORDINATOR)
    lists = [full.public[f"portal:{name}"] for name in LISTS] + [
        full.office[f"office:{name}"] for name in ("work", "needs", "activities", "organisations")
    ]
    assert [fault for url in [*lists, *full.hubs] for fault in faults_in_italian(page, url)] == []
