"""A store of pages that answers requests from the bench: what its addresses are, how a page is answered, how long it takes.

The bench runs two of these side by side, one over the demo and one over a hundred times its rows, and asks them in turns: what else the
machine does falls on both.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django

FOUND, FORBIDDEN, NOT_ALLOWED = 302, 403, 405


def addresses() -> list[str]:
    """Every list of the portal and of the office, the papers to fill in, the pages of areas and of one record of each kind."""
    from django.urls import URLPattern, get_resolver, reverse
    from django.urls.resolvers import LocalePrefixPattern

    found, visits = [], Visits()
    speaking = next(
        one for one in get_resolver().url_patterns if isinstance(one.pattern, LocalePrefixPattern)
    )
    for resolver in speaking.url_patterns:
        space = getattr(resolver, "namespace", None)
        if space in {"portal", "office"}:
            for pattern in _patterns(resolver):
                if (
                    isinstance(pattern, URLPattern)
                    and not pattern.pattern.converters
                    and pattern.name not in NO_PAGES
                ):
                    found.append(reverse(f"{space}:{pattern.name}"))
    found = [address for address in found if not _leads_elsewhere(address, visits)]
    return [*found, *_records(), "/cerca/?q=scuola", "/ufficio/cerca/?q=scuola"]


def _patterns(resolver: Any) -> Any:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern)
        else:
            yield pattern


#: What is no page, what shows nothing that grows, and a paper that the coordinator is not given. `meetings-calendar` is a file: it has
#: every meeting of a year and more, as an export has every row.
NO_PAGES = {
    "go-to-area", "borders", "own-account", "imports", "import-add", "account-add", "meetings-calendar",
}  # fmt: skip


def _leads_elsewhere(address: str, visits: Visits) -> bool:
    """The beginnings of addresses lead up, and what only takes a paper leads back or refuses: neither shows anything."""
    return visits.get(address).status_code in {FOUND, NOT_ALLOWED}


def _records() -> list[str]:
    """The pages of the fullest areas and projects, and of the first published record of each kind."""
    from django.db.models import Count

    from portici.fronts import addresses as fronts
    from portici.programme.models import Project
    from portici.records import registry
    from portici.territory.models import Area

    areas = [
        Area.objects.filter(layer__code=code).annotate(n=Count("activities")).order_by("-n", "pk").first()
        for code in _layers()
    ]
    projects = (
        Project.objects.filter(publication="published")
        .annotate(n=Count("activities"))
        .order_by("-n", "pk")[:2]
    )
    first = [
        kind.model._default_manager.filter(publication="published").order_by("pk").first()
        for kind in registry.kinds()
        if kind.name not in {"area", "project"}
    ]
    records = [record for record in [*areas, *projects, *first] if record is not None]
    pages = [fronts.portal_url(record) for record in records] + [
        fronts.office_url(record) for record in records
    ]
    # A published decision is not amended, nor is a computed edition, a meeting that was held, minutes that were laid.
    papers = [
        _paper(record)
        for record in [*areas[:1], *projects[:1], *first]
        if record is not None and record.KIND not in {"decision", "edition", "meeting", "minutes"}
    ]
    return [page for page in [*pages, *papers] if page]


def _paper(record: Any) -> str:
    """Where the record is amended; "" for a kind that is not amended on a page of its own."""
    from django.urls import NoReverseMatch, reverse

    try:
        return reverse(f"office:{record.KIND}-edit", args=[record.uid])
    except NoReverseMatch:
        return ""


def _layers() -> list[str]:
    from portici.territory.models import Layer

    return list(
        Layer.objects.filter(areas__publication="published")
        .distinct()
        .order_by("order")
        .values_list("code", flat=True)
    )


class Visits:
    """The pages of this store, asked for by its coordinator; those that are not the coordinator's, by its administrator."""

    def __init__(self) -> None:
        self.client, self.administrator = _visitor("coordinator"), _visitor("administrator")
        self.refused: set[str] = set()

    def get(self, address: str) -> Any:
        answer = (self.administrator if address in self.refused else self.client).get(address)
        if answer.status_code != FORBIDDEN or address in self.refused:
            return answer
        self.refused.add(address)
        return self.administrator.get(address)

    def queries(self, address: str) -> dict[str, Any]:
        """How the page is answered, with how many queries, after one visit that warms up."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = self.get(address)
        slowest = max(
            queries.captured_queries, key=lambda query: float(query["time"]), default={"sql": "", "time": 0}
        )
        return {
            "status": response.status_code,
            "queries": len(queries),
            "bytes": len(response.content),
            "slowest": [slowest["time"], slowest["sql"]],
            "sql": [_shape(query["sql"]) for query in queries.captured_queries],
        }

    def seconds(self, address: str) -> dict[str, Any]:
        """Of the processor, the store's work included, which SQLite does in this process: what others do here is not counted."""
        started = time.process_time()
        self.get(address)
        return {"seconds": time.process_time() - started}


def _visitor(role: str) -> Any:
    from django.test import Client

    from portici.people.models import User

    client = Client(HTTP_HOST="localhost")
    user = User.objects.filter(grants__role=role).order_by("pk").first()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def _shape(sql: str) -> str:
    return hashlib.sha256(sql.split(" IN (", maxsplit=1)[0].encode()).hexdigest()[:6] + " " + sql[:300]


def answer_orders(visits: Visits, named: Callable[[], list[str]]) -> None:
    """Answer each line of standard input, an order and an address, with a line of JSON; `named` gives the addresses."""
    for line in sys.stdin:
        order, _space, address = line.strip().partition(" ")
        answer = named() if order == "addresses" else getattr(visits, order)(address)
        print(json.dumps(answer), flush=True)


def main(
    enlarge: Callable[[int], dict[str, Any]], visits: type[Visits], named: Callable[[], list[str]]
) -> None:
    """As the words of the command say: enlarge the store that many times, or answer orders over it."""
    if sys.argv[1:2] == ["enlarge"]:
        from portici.records.upkeep import refresh_statistics

        sizes = enlarge(int(sys.argv[2]))
        refresh_statistics()  # as when the house opens
        print(json.dumps([sizes]))
    else:
        from django.conf import settings

        from portici.config.memory import keep_what_is_loaded

        # The two that are compared are asked in turns, on the same core: another one may be slower.
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        import_module(settings.ROOT_URLCONF)  # as the web server begins
        keep_what_is_loaded()
        answer_orders(visits(), named)


if __name__ == "__main__":
    django.setup()
    from tests.bench.enlarge import enlarge

    main(enlarge, Visits, addresses)
