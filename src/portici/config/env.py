"""Settings from the environment, typed; an unreadable value stops the start and says which."""

from __future__ import annotations

from os import environ
from pathlib import Path

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `NAME_FILE` points to, or the default."""
    if path := environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no. Raises ValueError for anything else."""
    value = environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise ValueError(f"{name}={value!r}: write 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number. Raises ValueError for anything else."""
    value = environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name}={value!r}: write a whole number") from None


def words(name: str, default: str = "") -> list[str]:
    """A list divided by commas."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]
