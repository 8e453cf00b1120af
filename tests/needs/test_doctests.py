"""The examples in the room's docstrings hold."""

from __future__ import annotations

import doctest

from portici.needs import figures


def test_examples() -> None:
    results = doctest.testmod(figures)
    assert (results.failed, results.attempted) == (0, 2)
