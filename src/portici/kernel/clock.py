"""What time it is for the house. Tests and reproducible demos suspend it; nothing else asks the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from os import environ
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Europe/Rome")

_suspended: ContextVar[datetime | None] = ContextVar("portici_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC. `PORTICI_NOW` (ISO 8601) holds a whole process still."""
    held = _suspended.get()
    if held is not None:
        return held
    fixed = environ.get("PORTICI_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today() -> date:
    """The date in the office's zone."""
    return now().astimezone(OFFICE_ZONE).date()


@contextmanager
def suspended(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block."""
    token = _suspended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _suspended.reset(token)
