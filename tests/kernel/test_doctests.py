"""The examples in the kernel's docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from portici import kernel

MODULES = sorted(info.name for info in pkgutil.walk_packages(kernel.__path__, "portici.kernel."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0


def test_the_modules_of_codes_money_period_and_parsing_have_examples() -> None:
    named = [name for name in MODULES if name.endswith((".money", ".period", ".parsing", ".cup", ".project"))]
    found = {
        name: sum(len(test.examples) for test in doctest.DocTestFinder().find(importlib.import_module(name)))
        for name in named
    }
    assert len(found) == 5
    assert all(found.values())
