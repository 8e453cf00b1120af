"""No page asks the store more often when there are five times the rows; the pages are those of `make bench`."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.enlarge import enlarge
from tests.bench.pages import addresses
from tests.fronts import world


@pytest.mark.parametrize("role", ["visitor", "coordinator", "area_officer"])
def test_queries_do_not_grow_with_the_rows(db: None, frozen: object, role: str) -> None:
    built = world.build()
    client = Client()
    if role != "visitor":
        client.force_login(built.users[role], "allauth.account.auth_backends.AuthenticationBackend")
    pages = [page for page in addresses() if role != "visitor" or not page.startswith("/ufficio/")]
    before, after = (_enlarged(times, client, pages) for times in (3, 15))
    grown = {
        page: (before[page], after[page])
        for page in pages
        if before[page][0] != after[page][0] or after[page][1] > before[page][1]
    }
    assert grown == {}


def _enlarged(times: int, client: Client, pages: list[str]) -> dict[str, tuple[int, int]]:
    """The visits over so many times the rows, which are gone afterwards."""
    with transaction.atomic():
        enlarge(times)
        found = {page: _visited(client, page) for page in pages}
        transaction.set_rollback(True)
    return found


def _visited(client: Client, page: str) -> tuple[int, int]:
    """The status, and the queries of a second visit (a first one fills what a process keeps)."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(page).status_code
    return status, len(queries)
