"""No answer asks the store more often when there are five times the rows, nor when a page of them is longer."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.enlarge import enlarge
from tests.fronts import world

from portici.fronts.api.examples import examples


@pytest.fixture
def built(db: None, frozen: object) -> world.World:
    return world.build()


def test_queries_do_not_grow_with_the_rows(built: world.World) -> None:
    addresses = {name: path.replace("page_size=5", "page_size=200") for name, path in examples().items()}
    addresses |= {
        "with a border": "/api/v1/areas?geometry=whole",
        "of an area": "/api/v1/activities?area=quartieri/none",
    }
    few, many = (asked(times, addresses) for times in (3, 15))
    assert {name: (few[name], many[name]) for name in addresses if many[name] > few[name]} == {}


def asked(times: int, addresses: dict[str, str]) -> dict[str, int]:
    """The queries of each answer over so many times the rows, which are gone afterwards."""
    with transaction.atomic():
        enlarge(times)
        found = {name: queries_of(path) for name, path in addresses.items()}
        transaction.set_rollback(True)
    return found


def queries_of(path: str) -> int:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
