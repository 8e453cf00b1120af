"""What machines that watch are told: alive, ready, measures, log lines; none of it about a person."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from pytest_django import Settings

from portici.config.logs import JsonLines

pytestmark = pytest.mark.django_db


def test_alive_and_ready(client: Client) -> None:
    alive, ready = client.get("/-/healthz"), client.get("/-/readyz")
    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "lacking": []})
    assert client.post("/-/healthz").status_code == 405


def test_not_ready_without_its_store(client: Client) -> None:
    def gone(*_arguments: object) -> object:
        raise DatabaseError("gone")

    with connection.execute_wrapper(gone):
        ready, alive = client.get("/-/readyz"), client.get("/-/healthz")
    assert (ready.status_code, ready.json()["lacking"], alive.status_code) == (503, ["database"], 200)


def test_not_ready_before_the_migrations(client: Client) -> None:
    from django.core.cache import cache

    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'needs'")
    ready = client.get("/-/readyz")
    assert (ready.status_code, ready.json()["lacking"]) == (503, ["migrations"])


def test_the_measures_are_for_who_has_the_token(client: Client) -> None:
    assert client.get("/-/metrics").status_code == 404
    with override_settings(METRICS_TOKEN="a-token-of-this-test"):
        assert client.get("/-/metrics").status_code == 404
        assert client.get("/-/metrics", headers={"authorization": "Bearer à"}).status_code == 404
        client.get("/cerca/?q=Bianchi")
        answer = client.get("/-/metrics", headers={"authorization": "Bearer a-token-of-this-test"})
    text = answer.content.decode()
    assert 'portici_requests_total{method="GET",route="portal:search",status="200"}' in text
    assert 'portici_tasks{state="failed"} 0.0' in text
    assert "Bianchi" not in text


def test_a_log_line_names_the_page_and_not_the_visitor(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "portici.access"):
        answer = client.get("/cerca/?q=Bianchi", headers={"x-request-id": "abcdefgh1234"})
    record = next(record for record in caplog.records if record.name == "portici.access")
    line = json.loads(JsonLines().format(record))
    assert {key: line[key] for key in ("request", "route", "method", "status", "what")} == {
        "request": "abcdefgh1234",
        "route": "portal:search",
        "method": "GET",
        "status": 200,
        "what": "answered",
    }
    assert answer["X-Request-ID"] == "abcdefgh1234"
    assert "Bianchi" not in json.dumps(line)


@pytest.mark.parametrize("said", ["x", "a" * 65, "with space", "new\\nline"])
def test_a_number_that_could_be_anything_is_not_taken(client: Client, said: str) -> None:
    answer = client.get("/-/healthz", headers={"x-request-id": said})
    assert (answer["X-Request-ID"] == said, len(answer["X-Request-ID"])) == (False, 32)


def test_an_error_keeps_its_values_to_itself() -> None:
    def refuse() -> None:
        raise DatabaseError("Key (email)=(anna@example.org) already exists")

    try:
        refuse()
    except DatabaseError:
        record = logging.LogRecord(
            "django.request",
            logging.ERROR,
            "",
            0,
            "Internal Server Error: %s",
            ("/rete/anna@example.org/",),
            sys.exc_info(),
        )
    line = json.loads(JsonLines().format(record))
    assert (line["error"], line["what"]) == ("DatabaseError", "Internal Server Error: %s")
    assert [place.split(" ")[-1] for place in line["at"]] == [
        "test_an_error_keeps_its_values_to_itself",
        "refuse",
    ]
    assert "anna" not in json.dumps(line)


def test_an_unexpected_method_makes_no_label_of_its_own(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a-token-of-this-test"
    client.generic("BREW", "/-/healthz")
    text = client.get("/-/metrics", headers={"authorization": "Bearer a-token-of-this-test"}).content.decode()
    assert ("BREW" in text, 'method="OTHER"' in text) == (False, True)


def test_who_raises_a_logger_is_as_quiet_as_the_house() -> None:
    (console,) = [
        handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler
    ]
    worker, heard = logging.Logger("worker", logging.INFO), io.StringIO()
    worker.addHandler(console)
    # Without a flush of the one before, which may be a closed one of a test that was here first.
    before, console.stream = console.stream, heard
    try:
        worker.info("a job begins")
        worker.warning("a job fails")
    finally:
        console.stream = before
    assert heard.getvalue().splitlines() == ["a job fails"]
