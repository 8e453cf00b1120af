"""The site's tree."""

from __future__ import annotations

from typing import Any

import pytest

from portici.publishing import domain


@pytest.fixture
def site(db: None, frozen: object) -> Any:
    """The prepared tree; gives the Italian first page."""
    return domain.prepare_site()
