"""The site's tree."""

from __future__ import annotations

from typing import Any

import pytest

from portici.publishing import domain


@pytest.fixture(autouse=True)
def _library(request: pytest.FixtureRequest) -> None:
    """What Wagtail's migrations put there is gone after a test that empties the tables: each test finds it made."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        domain.prepare_site()


@pytest.fixture
def site(db: None, frozen: object) -> Any:
    """The prepared tree; gives the Italian first page."""
    return domain.prepare_site()
