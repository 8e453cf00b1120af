"""Schemathesis against every operation of the OpenAPI document, in this process: what it makes up is answered as the document says.

`EXAMPLES` cases an operation that fit the document, as many that do not; half of them about records that are there. More by the
environment: PORTICI_API_EXAMPLES=500; `pytest -s` tells how many were asked.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.failures import Failure, FailureGroup
from tests.fronts import access, world

EXAMPLES = int(os.environ.get("PORTICI_API_EXAMPLES", "8"))
SEED = 20260302
CHECKED = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
]


@pytest.fixture
def built(db: None, frozen: object) -> world.World:
    return world.build()


@pytest.fixture
def schema(built: world.World) -> Iterator[Any]:
    """The document, read as any reader would; the store's connection is the test's own and stays open between requests."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    # All are asked within one minute of the clock that is held.
    with override_settings(API_PER_MINUTE=10**9):
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def test_every_operation_answers_as_the_document_says(built: world.World, schema: Any) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    wrong, asked = [], Counter[str]()
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.NEGATIVE and not takes_a_query(operation):
                continue  # any text can be the key of a record
            try:
                try_out(operation, mode, built, asked)
            except (FailureGroup, Failure) as found:
                wrong.append(f"{operation.label} {mode.value}: {found}")
    print(f"{len(operations)} operations, {asked.total()} requests ({dict(asked)}), {len(wrong)} faults")
    assert "\n".join(wrong) == ""
    assert min(asked.values()) >= EXAMPLES
    assert len(operations) == 32


def takes_a_query(operation: Any) -> bool:
    return any(parameter["in"] == "query" for parameter in operation.definition.raw["parameters"])


def try_out(operation: Any, mode: Any, built: world.World, asked: Counter[str]) -> None:
    name = f"api:{operation.definition.raw['operationId']}"
    keys = access._arguments(name, built, withheld=False) or {}

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_there=st.booleans())
    def ask(case: Any, is_there: bool) -> None:
        if is_there and mode is GenerationMode.POSITIVE:
            case.path_parameters = {**(case.path_parameters or {}), **keys}
        asked[mode.value] += 1
        case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

    checks = CHECKS.get_by_names(CHECKED)
    ask()
