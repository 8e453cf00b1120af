"""The published indices, and the specifications of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
EXAMPLES = ROOT / "examples" / "indices"


@pytest.fixture
def real_data():
    """The folder of open data; the test is skipped, saying so, where it is not."""

    def folder(name: str) -> Path:
        path = DATA / name
        if not path.is_dir():
            pytest.skip(f"the open data are not there: {path}")
        return path

    return folder
