"""How an entry is written down to be hashed, and how links are chained.

    entry digest = SHA-256 of the JSON array below
    link         = SHA-256 of "portici-seal-1", the link before, the position, the moment of sealing, the entry digest

The same text on every store: moments in UTC with microseconds, keys sorted, no spaces, UTF-8. Values and reasons are in
it by salted digests, so that an erasure leaves it as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

#: The link before the first.
BEGINNING = "0" * 64
#: What `entry_digest` takes of an entry, in this order; a change gives id, field, before_digest, after_digest.
SEALED_FIELDS = (
    *("id", "at", "actor_uid", "actor_label", "verb", "kind", "ref", "record_version"),
    *("reason_digest", "run_uid", "counts"),
)
CHANGE_FIELDS = ("id", "field", "before_digest", "after_digest")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
Told = tuple[int, datetime, str, str, str, str, str, int, str, str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored, with the digest of the entry as it is found."""

    position: int
    entry_id: int
    sealed_at: datetime
    hash: str
    entry_digest: str

    def after(self, before: str) -> str:
        """The hash that this link would have behind `before`."""
        return link_hash(before, self.position, self.sealed_at, self.entry_digest)


def value_digest(salt: str, text: str) -> str:
    """The digest by which the chain knows a value. Hexadecimal, 64 characters."""
    return hashlib.sha256((salt + text).encode("utf-8", "surrogatepass")).hexdigest()


def entry_digest(entry: Told, changes: Iterable[tuple[int, str, str, str]]) -> str:
    """The digest of an entry (`SEALED_FIELDS`) with its changes (`CHANGE_FIELDS`, by id)."""
    number, at, *rest = entry
    text = _encode([number, _moment(at), *rest, list(changes)])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def link_hash(before: str, position: int, sealed_at: datetime, digest: str) -> str:
    """The hash of a link: over the link before, its place, its moment, its entry."""
    text = f"portici-seal-1\n{before}\n{position}\n{_moment(sealed_at)}\n{digest}"
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
