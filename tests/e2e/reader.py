"""Reads the site without a browser: fast enough to read all of it. What a page marks is read as the portal's own tests read it."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.e2e.store import PASSWORD
from tests.fronts.portal.rows import Found, Marks, total

#: Addresses that are no pages: files, drawings, and doors that only take something in.
NO_PAGE = re.compile(
    r"\.(geojson|csv|css|js|svg|pdf|xml|json|jpg|png|webp|avif)$|^/static/|^/documenti/|^/en/documenti/|formato=csv|/accesso/esci/|/suggerimenti/|/istantanea/$"
)


class PageMarks(Marks):
    """Also its links, where its forms go, its language, how many there are of each element."""

    def __init__(self, text: str) -> None:
        self.links: list[str] = []
        self.papers: list[str] = []
        self.language = ""
        self.tags: Counter[str] = Counter()
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        super().handle_starttag(tag, attrs)
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "form" and given.get("action"):
            self.papers.append(given["action"])
        if tag == "html":
            self.language = given.get("lang") or ""
        self.tags[tag] += 1


@dataclass(frozen=True)
class Answer:
    """What came back from an address."""

    url: str
    status: int
    headers: dict[str, str]
    text: str

    @cached_property
    def marks(self) -> PageMarks:
        return PageMarks(self.text)

    @property
    def links(self) -> list[str]:
        """Addresses of this site that the page leads to, absolute, without their fragment, in order."""
        return self._here(self.marks.links)

    @property
    def papers(self) -> list[str]:
        """Addresses that its forms are sent to; most show the form by themselves, too."""
        return self._here(self.marks.papers)

    def _here(self, links: list[str]) -> list[str]:
        here = urlsplit(self.url).netloc
        found = (urldefrag(urljoin(self.url, link)).url for link in links)
        wanted = (
            url for url in found if urlsplit(url).netloc == here and not NO_PAGE.search(urlsplit(url).path)
        )
        return list(dict.fromkeys(url for url in wanted if not NO_PAGE.search(url)))


class Reader:
    """Asks a site for its pages, each once; signed in when told who it is."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.read: dict[str, Answer] = {}

    def get(self, url: str) -> Answer:
        url = urljoin(self.site, url)
        if url not in self.read:
            self.read[url] = self._ask(url)
        return self.read[url]

    def sign_in(self, who: str) -> None:
        paper = self._ask(f"{self.site}/accesso/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', paper.text)
        assert token, "no token on the sign-in page"
        values = {"login": who, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = self._ask(f"{self.site}/accesso/", urllib.parse.urlencode(values).encode())
        assert "/ufficio/" in answer.url, answer.url

    def behind(self, figure: Found, page: str) -> Decimal:
        """What the rows behind a figure give, over all pages of their list."""
        url, rows = urljoin(page, figure.url), []
        while url:
            answer = self.get(url)
            assert answer.status == 200, f"{url}: {answer.status}"
            rows += answer.marks.rows
            url = urljoin(url, answer.marks.next) if answer.marks.next else ""
        return total(figure.how, rows)

    def _ask(self, url: str, data: bytes | None = None) -> Answer:
        request = urllib.request.Request(url, data=data, headers={"Accept-Language": "it", "Referer": url})
        try:
            with self.opener.open(request, timeout=60) as reply:
                return Answer(reply.url, reply.status, dict(reply.headers.items()), _text(reply))
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(url, refusal.code, dict(refusal.headers.items()), _text(refusal))


def _text(reply: Any) -> str:
    """What a page says; pictures and papers say nothing."""
    content = reply.read()
    readable = reply.headers.get_content_type().startswith(
        ("text/", "application/json", "application/problem")
    )
    return content.decode() if readable else ""
