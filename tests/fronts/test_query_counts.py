"""No page asks the store more often when there are five times the rows; the pages are those of `make bench`."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.enlarge import enlarge
from tests.bench.pages import addresses
from tests.fronts import world

pytestmark = pytest.mark.slow

#: Who looks at the portal, which reads as a visitor whoever looks; and at the office.
OUTSIDE, INSIDE = ("visitor",), ("coordinator", "area_officer")


def test_queries_do_not_grow_with_the_rows(db: None, frozen: object) -> None:
    built = world.build()
    clients = {role: Client() for role in OUTSIDE + INSIDE}
    for role in INSIDE:
        clients[role].force_login(built.users[role], "allauth.account.auth_backends.AuthenticationBackend")
    asked = [
        (role, page) for page in addresses() for role in (INSIDE if page.startswith("/ufficio/") else OUTSIDE)
    ]
    before, after = (_enlarged(times, clients, asked) for times in (3, 15))
    grown = {
        visit: (before[visit], after[visit])
        for visit in asked
        if before[visit][0] != after[visit][0] or after[visit][1] > before[visit][1]
    }
    assert grown == {}


def _enlarged(
    times: int, clients: dict[str, Client], asked: list[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, int]]:
    """The visits over so many times the rows, which are gone afterwards."""
    with transaction.atomic():
        enlarge(times)
        found = {(role, page): _visited(clients[role], page) for role, page in asked}
        transaction.set_rollback(True)
    return found


def _visited(client: Client, page: str) -> tuple[int, int]:
    """The status, and the queries of a second visit (a first one fills what a process keeps)."""
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(page).status_code
    return status, len(queries)
