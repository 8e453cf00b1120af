"""The clock of every test of agreements stands at 2 March 2026."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _frozen(frozen: object) -> None:
    """Every test of agreements asks what day it is."""
