"""The examples in the docstrings of the indices hold, and each public function has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

from portici.engine import index

MODULES = sorted(info.name for info in pkgutil.iter_modules(index.__path__))
#: Their functions make a finding each, and say in their name what of.
WITHOUT = {"check_flaws", "flaws", "spec_flaws", "table_flaws"}


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(f"portici.engine.index.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", sorted(set(MODULES) - WITHOUT))
def test_public_functions_have_examples(name: str) -> None:
    module = importlib.import_module(f"portici.engine.index.{name}")
    mine = [
        function
        for title, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not title.startswith("_")
    ]
    assert [one.__name__ for one in mine if ">>> " not in (one.__doc__ or "")] == []
