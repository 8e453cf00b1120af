"""What the tests of all rooms share: a clock that stands still. Makers of actors and records are in `makers`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from portici.kernel import clock

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def frozen() -> Iterator[datetime]:
    """The clock held at Monday 2 March 2026, 10:00 in Bologna."""
    with clock.suspended(NOW):
        yield NOW
