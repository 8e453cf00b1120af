"""The examples in the docstrings of the territory."""

from __future__ import annotations

import doctest

import pytest

from portici.territory.importers import matching, places, population
from portici.territory.queries import values


@pytest.mark.parametrize("module", [matching, places, population, values])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0
