"""The examples in the room's docstrings hold."""

from __future__ import annotations

import doctest

import pytest
from django.utils import translation

from portici.study import inputs, results
from portici.study.choices import writing
from portici.study.proposals import candidates, rule, sentences


@pytest.mark.parametrize(
    ("module", "examples"),
    [(writing, 4), (inputs, 1), (results, 1), (candidates, 2), (rule, 1), (sentences, 2)],
)
def test_examples(module: object, examples: int) -> None:
    with translation.override("en"):
        found = doctest.testmod(module)  # type: ignore[arg-type] # modules, told one by one
    assert (found.failed, found.attempted) == (0, examples)
