"""From any number to what it is made of: every figure of the public site is followed to rows that add up to it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

import pytest

from tests.e2e.reader import Answer, Reader

#: Pages that no link leads to: what somebody typed.
TYPED = [
    "/cerca/?q=savena",
    "/cerca/?q=bologna",
    "/cerca/?q=nessunacosa",
    "/progetti/?livello=sottoprogetto",
    "/rete/?q=comune",
]
#: The value of one indicator in one area and period: reached as the rows of a figure, thousands of pages of one kind.
OF_ONE_VALUE = re.compile(r"^/territorio/indicatori/[^/]+/.+/$")
MOST_PAGES, FEWEST_FIGURES, FEWEST_PAGES = 900, 500, 150
EXACT = {"count", "sum", "published"}


@pytest.fixture(scope="module")
def pages(site: str) -> tuple[Reader, list[Answer]]:
    """Every public page that links lead to, in Italian, lists in their first arrangement only."""
    reader = Reader(site)
    todo = [f"{site}/", *(site + path for path in TYPED)]
    found: dict[str, Answer] = {}
    while todo and len(found) < MOST_PAGES:
        url = todo.pop(0)
        if url in found:
            continue
        found[url] = reader.get(url)
        todo += [link for link in found[url].links if is_public(link) and link not in found]
    assert not [url for url in todo if url not in found], f"more than {MOST_PAGES} public pages"
    return reader, list(found.values())


def is_public(url: str) -> bool:
    """Whether the crawl goes there by itself; lists narrowed by a query are reached through figures."""
    parts = urlsplit(url)
    elsewhere = parts.path.startswith(("/en/", "/ufficio", "/accesso"))
    return not (elsewhere or parts.query or OF_ONE_VALUE.match(parts.path))


def test_no_public_link_is_broken(pages: tuple[Reader, list[Answer]]) -> None:
    _reader, answers = pages
    assert [f"{answer.url}: {answer.status}" for answer in answers if answer.status != 200] == []
    assert len(answers) > FEWEST_PAGES


def test_every_figure_is_the_sum_of_its_rows(
    pages: tuple[Reader, list[Answer]], capsys: pytest.CaptureFixture[str]
) -> None:
    reader, answers = pages
    wrong, followed = [], set()
    for answer in answers:
        for figure in answer.marks.figures:
            if figure in followed:
                continue
            followed.add(figure)
            try:
                found = reader.behind(figure, answer.url)
            except (AssertionError, ArithmeticError) as fault:
                wrong.append(f"{answer.url}: {figure}: {fault!r}")
                continue
            if not same(found, figure.value, figure.how):
                wrong.append(f"{answer.url}: {figure}: the rows give {found}")
    with capsys.disabled():
        kinds = ", ".join(
            f"{number} {how}" for how, number in sorted(Counter(one.how for one in followed).items())
        )
        print(f"\n{len(followed)} figures ({kinds}) on {len(answers)} pages, {len(reader.read)} pages read")
    assert wrong == []
    assert len(followed) > FEWEST_FIGURES
    assert {figure.how for figure in followed} >= {"count", "sum", "published", "share"}


def test_the_pages_behind_figures_say_the_same_figure(pages: tuple[Reader, list[Answer]]) -> None:
    """The list that a figure opens counts its own rows: that number, too, is the number of its rows."""
    reader, answers = pages
    behind = {
        reader.get(urljoin(answer.url, figure.url)).url: figure
        for answer in answers
        for figure in answer.marks.figures
        if figure.how == "count"
    }
    counts = [
        (url, figure, [one.value for one in reader.get(url).marks.figures]) for url, figure in behind.items()
    ]
    wrong = [
        f"{url} says {said}, was opened for {figure.value}"
        for url, figure, said in counts
        if said and figure.value not in said
    ]
    assert wrong == []
    assert len(behind) > 50


def test_a_figure_that_does_not_add_up_is_found(site: str) -> None:
    """The crawler can fail: one more than there are is not the number of the rows."""
    reader = Reader(site)
    home = reader.get("/")
    figure = next(one for one in home.marks.figures if one.how == "count")
    assert same(reader.behind(figure, home.url), figure.value, "count")
    assert not same(reader.behind(figure, home.url), figure.value + 1, "count")


def same(found: Decimal, said: Decimal, how: str) -> bool:
    """Counts, sums and published values exactly; shares and changes, which are divided, to a billionth."""
    if how in EXACT:
        return found == said
    return abs(found - said) <= Decimal("1e-9") * max(1, abs(said))
