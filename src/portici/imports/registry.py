"""The kinds of files that the house takes: each room puts its importers in from `AppConfig.ready()`."""

from __future__ import annotations

from .importer import Importer

_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Put an importer in; the same code again replaces it."""
    _importers[importer.code] = importer


def unregister(code: str) -> None:
    """Take an importer out: for tests that put in their own."""
    _importers.pop(code, None)


def importer(code: str) -> Importer:
    """The importer of this code; KeyError when there is none."""
    return _importers[code]


def known(code: str) -> bool:
    return code in _importers


def importers() -> list[Importer]:
    """All importers, in the order of their labels."""
    return sorted(_importers.values(), key=lambda entry: str(entry.label))
