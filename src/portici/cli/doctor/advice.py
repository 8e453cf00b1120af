"""One line of the examination: what was looked at, what was found, what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much it matters: an error keeps people from working, a warning will one day."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Advice:
    """`todo` is empty when all is well."""

    subject: str
    level: Level
    found: str
    todo: str = ""

    def as_row(self) -> dict[str, str]:
        """For `--json`: the same four fields, as text."""
        return {key: str(value) for key, value in asdict(self).items()}


def ok(subject: str, found: str) -> Advice:
    return Advice(subject, Level.OK, found)


def warning(subject: str, found: str, todo: str) -> Advice:
    return Advice(subject, Level.WARNING, found, todo)


def error(subject: str, found: str, todo: str) -> Advice:
    return Advice(subject, Level.ERROR, found, todo)
