"""Lists, sheets and area pages over the demo, and over a hundred times its rows: how many queries, how long."""

from __future__ import annotations

import json
import sys

import django

from tests.bench.record import best_of

COPIES = 100


def addresses() -> list[str]:
    """The pages measured, as the portal and the office show them."""
    return [
        "/",
        "/progetti/",
        "/progetti/BO3.3.1.b/",
        "/progetti/attivita/",
        "/territorio/",
        "/territorio/quartieri/15/",
        "/territorio/bisogni/",
        "/rete/",
        "/decisioni/",
        "/ufficio/",
        "/ufficio/bisogni/",
        "/ufficio/programma/attivita/",
        "/ufficio/rete/",
        "/ufficio/governo/decisioni/",
    ]


def measured() -> list[dict[str, float | str]]:
    """For each page the queries of one visit and the median seconds of fifteen."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from portici.people.models import User

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(grants__role="coordinator"), "allauth.account.auth_backends.AuthenticationBackend")
    rows: list[dict[str, float | str]] = []
    for address in addresses():
        with CaptureQueriesContext(connection, ) as queries:
            status = client.get(address).status_code
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        rows.append({"address": address, "queries": len(queries), "seconds": best_of(15, lambda: client.get(address))})
    return rows


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:] == ["enlarge"]:
        from tests.bench.enlarge import enlarge

        print(json.dumps([enlarge(COPIES)]))  # noqa: T201 - read by the bench
    else:
        print(json.dumps(measured()))  # noqa: T201 - read by the bench
