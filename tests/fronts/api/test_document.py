"""The OpenAPI document: valid, complete, and the portal's page that tells it to people."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR
from tests.fronts import access, world
from tests.fronts.api.conftest import Reader

from portici.fronts.api.examples import examples


def operations(told: Any) -> dict[str, Any]:
    return {path: methods["get"] for path, methods in told["paths"].items()}


def test_the_document_is_valid_openapi(reader: Reader) -> None:
    response = reader.ask("openapi.json")
    assert response["Content-Type"] == "application/openapi+json"
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(response.json())] == []


def test_the_document_has_every_address_and_only_readings(reader: Reader) -> None:
    told = reader.got("openapi.json")
    named = {operation["operationId"] for operation in operations(told).values()}
    addresses = {name.removeprefix("api:") for name in access.names() if name.startswith("api:")}
    assert named == addresses - {"openapi"}
    assert {tuple(methods) for methods in told["paths"].values()} == {("get",)}
    assert told["info"]["license"]["name"] == "CC BY 4.0"


def test_every_operation_says_its_errors_and_its_parameters(reader: Reader) -> None:
    told = reader.got("openapi.json")
    for path, operation in operations(told).items():
        wanted = {"200", "304", "406", "422"} | ({"404"} if "{" in path else set())
        assert set(operation["responses"]) - {"301"} == wanted
        assert "application/problem+json" in operation["responses"]["422"]["content"]
        for parameter in operation["parameters"]:
            assert parameter["in"] == "path" or parameter["description"]
            assert "null" not in str(parameter["schema"])


def test_what_the_document_refers_to_is_there(reader: Reader) -> None:
    response = reader.ask("openapi.json")
    kinds = response.json()["components"]
    named = {tuple(ref.split("/")) for ref in re.findall(r'"#/components/([^"]+)"', response.text)}
    assert [ref for ref in named if ref[1] not in kinds[ref[0]]] == []


@pytest.fixture
def built(db: None, frozen: object) -> world.World:
    return world.build()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_tells_every_operation_with_an_address_that_answers(
    built: world.World, language: str
) -> None:
    client = Client()
    page = client.get(f"{language}/dati/")
    told = page.content.decode()
    followed = re.findall(r'<a href="(/api/v1/[^"]*)"', told)
    assert len(examples()) == 32
    assert set(followed) == {*examples().values(), "/api/v1/openapi.json"}
    assert [path for path in followed if client.get(path).status_code != 200] == []
    assert ("Funding programmes" in told, "Programmi di finanziamento" in told) == (
        bool(language),
        not language,
    )


def test_the_page_without_anything_published(db: None) -> None:
    told = Client().get("/dati/").content.decode()
    assert "GET /api/v1/projects/{code}" in told
    assert 'href="/api/v1/projects"' not in told


def test_every_page_leads_to_it(db: None) -> None:
    assert '<a href="/dati/">Dati e API</a>' in Client().get("/").content.decode()
