"""The examples in the docstrings of the indices hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from portici.engine import index

MODULES = sorted(info.name for info in pkgutil.iter_modules(index.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    module = importlib.import_module(f"portici.engine.index.{name}")
    assert doctest.testmod(module).failed == 0
