"""What answers a need stands in upper rooms: each puts its question in here, from `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection

#: Of these needs (primary keys), which are answered.
Probe = Callable[[Collection[int]], set[int]]

_probes: dict[str, Probe] = {}


def register(name: str, probe: Probe) -> None:
    """Put a room's question in."""
    _probes[name] = probe


def answered(needs: Collection[int]) -> set[int]:
    """Which of the needs something answers that the street can see."""
    found: set[int] = set()
    for probe in _probes.values():
        found |= probe(needs)
    return found
