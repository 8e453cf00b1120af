"""What the tests of all rooms share: a clock that stands still. Makers are in `makers` and `chain`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.utils import translation

from portici.kernel import clock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """The clock held at Monday 2 March 2026, 10:00 in Bologna."""
    with clock.suspended(NOW):
        yield NOW


@pytest.fixture
def english() -> Iterator[None]:
    """Labels in the source's language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nobody_counted() -> Iterator[None]:
    """What a process counts of searches and files begins anew with each test."""
    yield
    caches["pace"].clear()
