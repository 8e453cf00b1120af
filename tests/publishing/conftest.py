"""The site's tree, and a folder for files that is thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portici.publishing import domain


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def site(db: None, frozen: object) -> Any:
    """The prepared tree; gives the Italian first page."""
    return domain.prepare_site()
