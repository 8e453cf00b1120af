"""Who carries messages out. The couriers stand above the rooms (`integrations`) and put themselves in here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from .kinds import Letter


class Result(StrEnum):
    TAKEN = "taken"  # the server said that it has the message
    UNREACHED = "unreached"  # it did not take it, and may later
    REFUSED = "refused"  # it will never take it
    LOST = "lost"  # it was handed over and nothing came back: it may have arrived


@dataclass(frozen=True, slots=True)
class Receipt:
    """`said`: kind and code of a fault, without words that name anybody. `on_screen`: shown in the office instead of sent."""

    result: Result
    said: str = ""
    on_screen: bool = False


class Courier(Protocol):
    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        """Hand one letter over, outside any transaction. `uid` is the same at each attempt, so that a twin can be recognised."""


_appointed: list[Courier] = []


def appoint(courier: Courier) -> None:
    """From here on this one carries."""
    _appointed[:] = [courier]


def courier() -> Courier:
    """Raises IndexError when nobody was appointed."""
    return _appointed[0]
