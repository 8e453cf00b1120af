"""The examples in the docstrings hold, and every module that others call has one."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from portici.engine import selection

MODULES = sorted(info.name for info in pkgutil.walk_packages(selection.__path__, f"{selection.__name__}."))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_what_others_call_has_examples() -> None:
    finder = doctest.DocTestFinder()
    with_examples = {
        test.name.rsplit(".", 1)[-1]
        for name in MODULES
        for test in finder.find(importlib.import_module(name))
        if test.examples
    }
    functions = {"areas_of", "choose", "moves", "price_of", "reasons"}
    assert functions - with_examples == set()
