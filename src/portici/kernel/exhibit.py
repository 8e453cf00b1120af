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


def digest_of(facts: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, of the facts written as JSON with sorted keys."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
