"""The examples in the docstrings of the runs hold."""

import doctest
import importlib
import pkgutil

import pytest

from portici.engine import uncertainty

MODULES = sorted(info.name for info in pkgutil.iter_modules(uncertainty.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(f"portici.engine.uncertainty.{name}")
    assert doctest.testmod(module).failed == 0
