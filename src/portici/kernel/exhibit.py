"""A reference to a thing that may live in a room one must not import: kind, stable reference, digest, as of when."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What was laid on the table: `digest` (SHA-256 of its public facts) tells later whether it has changed."""

    kind: str
    ref: str
    label: str
    digest: str = ""
    as_of: datetime | None = None


def canonical(facts: Mapping[str, object]) -> str:
    """The facts as one text, the same for the same facts: JSON with sorted keys and no blanks.

    >>> canonical({"b": 1, "a": "è"})
    '{"a":"è","b":1}'
    """
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))


def digest_of(facts: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, of the facts' canonical text."""
    return digest_of_text(canonical(facts))


def digest_of_text(text: str) -> str:
    """SHA-256, in hexadecimal, of a text in UTF-8: what `sha256sum` says of the file that holds it."""
    return hashlib.sha256(text.encode()).hexdigest()
