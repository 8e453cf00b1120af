"""The examples in the docstrings of the workshop hold, and what others call has one."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

from portici import engine
from portici.engine import clusters, voting

MODULES = sorted(
    info.name for info in pkgutil.walk_packages(engine.__path__, f"{engine.__name__}.") if not info.ispkg
)
#: Of the index every public function has an example, but for those that make a finding each and say in their name what of.
INDEX = [name for name in MODULES if ".index." in name and not name.endswith("flaws")]
#: What is called from without: of the others, what their packages offer.
CALLED = {
    "clusters": {name for name in clusters.__all__ if name[0].islower()} | {"Weights"},
    "selection": {"areas_of", "choose", "moves", "price_of", "reasons"},
    "uncertainty": {"run", "carried_by"},
    "voting": {name for name in voting.__all__ if name[0].islower()},
}


def functions(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if function.__module__ == module.__name__ and not name.startswith("_"):
            yield name, function


def with_examples(module: ModuleType) -> set[str]:
    found = doctest.DocTestFinder().find(module)
    return {test.name.rsplit(".", 1)[-1] for test in found if test.examples}


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", INDEX)
def test_public_functions_of_the_index_have_examples(name: str) -> None:
    module = importlib.import_module(name)
    assert {one for one, _function in functions(module)} - with_examples(module) == set()


@pytest.mark.parametrize("package", CALLED)
def test_what_others_call_has_examples(package: str) -> None:
    modules = [name for name in MODULES if name.startswith(f"{engine.__name__}.{package}.")]
    shown = set().union(*(with_examples(importlib.import_module(name)) for name in modules))
    assert CALLED[package] - shown == set()
