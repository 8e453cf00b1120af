"""The page on operations as a script: its own commands, in its order, with what stands in angle brackets filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/operations.md"
PLACE = re.compile(r"<[a-z][a-z ]*>")


def chapter(heading: str) -> str:
    """The text under a heading of the second order."""
    found = re.search(
        rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"docs/operations.md has no chapter “{heading}”"
    return found[1]


def commands(heading: str) -> list[str]:
    """The indented lines of a chapter: what the administrator types."""
    return [line[4:] for line in chapter(heading).splitlines() if line.startswith("    ") and line.strip()]


def filled(lines: list[str], places: Mapping[str, str]) -> Iterator[str]:
    """The lines with their places filled; one that nobody fills is an error."""
    for line in lines:
        yield PLACE.sub(lambda place: places[place[0]], line)
