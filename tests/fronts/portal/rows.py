"""Figures and rows as a page marks them, and what the rows behind a figure give when they are added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation


@dataclass(frozen=True)
class Found:
    """A number on a page that says where its rows are."""

    how: str
    value: Decimal
    url: str


class Marks(HTMLParser):
    """What a page marks: its figures, its rows, its next page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.figures: list[Found] = []
        self.rows: list[tuple[str, Decimal]] = []
        self.next = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        if "data-figure" in given and given.get("data-value"):
            self.figures.append(Found(given["data-figure"], Decimal(given["data-value"]), given["href"]))
        if "data-row" in given:
            self.rows.append((given.get("data-part") or "", Decimal(given["data-value"])))
        if given.get("rel") == "next":
            self.next = given["href"]


def at(name: str, *args: object) -> str:
    """The Italian address of a page, whatever language the last answer was in."""
    with translation.override("it"):
        return reverse(f"portal:{name}", args=args)


def queries_of(client: Client, url: str) -> int:
    """How many queries the page, or the file, takes once it has been asked for."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        response: Any = client.get(url)
        if response.streaming:
            list(response)
    return len(seen)


def marks(client: Client, url: str) -> Marks:
    response = client.get(url)
    assert response.status_code == 200, url
    return Marks(response.content.decode())


def behind(client: Client, figure: Found, page: str) -> Decimal:
    """What the rows behind a figure give, over all pages of the list."""
    url, rows = urljoin(page, figure.url), []
    while url:
        found = marks(client, url)
        rows += found.rows
        url = urljoin(url, found.next) if found.next else ""
    return total(figure.how, rows)


def total(how: str, rows: list[tuple[str, Decimal]]) -> Decimal:
    """What marked rows give when they are added up."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part, value in rows:
        sums[part] += value
    if how == "count":
        return Decimal(len(rows))
    if how == "share":
        return 100 * sums["numerator"] / sums["denominator"]
    if how == "change":
        return 100 * (sums["after"] - sums["before"]) / sums["before"]
    assert how == "sum" or len(rows) == 1, f"{how}: {len(rows)} rows"
    return sum((value for _part, value in rows), Decimal(0))


def assert_figures_add_up(client: Client, page: str) -> list[Found]:
    """Every figure of the page is what its rows give; returns the figures."""
    figures = marks(client, page).figures
    for figure in figures:
        found = behind(client, figure, page)
        assert abs(found - figure.value) < Decimal("1e-9") * max(1, abs(figure.value)), (figure, found)
    return figures
