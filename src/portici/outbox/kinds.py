"""What the house writes to people: the rooms put their kinds of message in, each with what it is for and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
#: A part of a body: its type and its text.
Part = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to the courier: a subject and the parts of the body, the plain text first."""

    subject: str
    parts: tuple[Part, ...]


#: Writes the letter when it leaves, from the recipient's address and the message's data; None when there is nobody to write to.
Composer = Callable[[str, Mapping[str, Any]], Letter | None]


@dataclass(frozen=True, slots=True)
class MessageKind:
    """`compose`: for what opens something, so that it lies nowhere; its text is never kept, whatever `keeps_text` says."""

    name: str
    label: Text
    purpose: Text
    keeps_text: bool = False
    compose: Composer | None = None

    @property
    def is_secret(self) -> bool:
        return self.compose is not None


_kinds: dict[str, MessageKind] = {}


def register(kind: MessageKind) -> None:
    """Put a kind in; the same name once more takes its place."""
    _kinds[kind.name] = kind


def kind(name: str) -> MessageKind:
    """Raises KeyError."""
    return _kinds[name]


def kinds() -> list[MessageKind]:
    return sorted(_kinds.values(), key=lambda one: one.name)
