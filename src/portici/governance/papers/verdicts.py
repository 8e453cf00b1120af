"""The verdict of a vote, as it was frozen, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portici.kernel.findings import Message

from .words import said


def sentences_of(verdict: Mapping[str, Any]) -> list[str]:
    """What the workshop explained when the vote closed, in the language that is spoken."""
    return [said(Message(one["template"], one["params"])) for one in verdict.get("sentences", [])]
