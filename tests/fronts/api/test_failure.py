"""What fails inside is told without saying how."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client


def test_a_failure_is_a_problem_without_a_trace(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE territory_indicator RENAME TO territory_elsewhere")
    response = Client(raise_request_exception=False).get("/api/v1/indicators")
    told = response.json()
    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert sorted(told) == ["detail", "status", "title", "type"]
    assert [word for word in ("territory", "Traceback", Path(__file__).name) if word in response.text] == []


def test_an_unknown_host_is_a_problem(db: None) -> None:
    response = Client(headers={"host": "elsewhere.example"}).get("/api/v1/projects")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
