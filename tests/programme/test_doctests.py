"""The examples in the room's docstrings hold."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    ("name", "least"),
    [("dependencies", 3), ("timeline", 8), ("domain.projects", 1)],
)
def test_examples(name: str, least: int) -> None:
    results = doctest.testmod(importlib.import_module(f"portici.programme.{name}"))
    assert results.failed == 0
    assert results.attempted >= least
