"""Which link is at fault where the chain does not hold: altered, moved, or its hash alone.

A link that does not fit behind the one stored before it is kept with its digest, up to `KEPT`; the explanation tries what the others would be
behind it. Beyond that number the links that do not fit are told without distinction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .chain import Link, link_hash
from .faults import Fault

KEPT = 500


@dataclass(frozen=True, slots=True)
class _Break:
    link: Link
    before: str  # the hash stored in the link before


class Breaks:
    """The links that do not fit, as they are met; `faults()` says what happened to each."""

    def __init__(self) -> None:
        self._kept: list[_Break] = []
        self._more, self._first_more = 0, 0
        self._missing: list[tuple[int, int]] = []

    def gap(self, last: int, position: int) -> None:
        """Note that no link stands between these two places, if so."""
        if position > last + 1:
            self._missing.append((last + 1, position))

    def take(self, link: Link, before: str, *, fits: bool) -> None:
        """Note a link that does not fit. Behind a gap it cannot be judged: what was removed is told."""
        if fits or (self._missing and self._missing[-1][1] == link.position):
            return
        if len(self._kept) < KEPT:
            self._kept.append(_Break(link, before))
        else:
            self._more += 1
            self._first_more = self._first_more or link.position

    def faults(self) -> Iterator[Fault]:
        for first, after in self._missing:
            yield from (
                Fault("link.missing", position) for position in range(first, min(after, first + KEPT))
            )
        yield from self._explained()
        if self._more:
            yield Fault("link.more", self._first_more, field=str(self._more))

    def _explained(self) -> Iterator[Fault]:
        before, last = "", -1
        for number, broken in enumerate(self._kept):
            link = broken.link
            if link.position != last + 1:
                before = broken.before  # of a link that holds
            last = link.position
            following = self._kept[number + 1].link if number + 1 < len(self._kept) else None
            code, before = self._judge(link, before, following)
            if code:
                yield Fault(code, link.position, link.entry_id)

    def _judge(self, link: Link, before: str, following: Link | None) -> tuple[str, str]:
        """What happened to a link behind `before`, and the hash to go on with."""
        if link.after(before) == link.hash:
            return "", link.hash
        for other in (broken.link for broken in self._kept):
            as_here = link_hash(before, link.position, other.sealed_at, other.entry_digest)
            own_moment = link_hash(before, link.position, link.sealed_at, other.entry_digest)
            if as_here == other.hash:
                return "link.moved", other.hash
            if link.hash in (own_moment, as_here):
                return "link.moved", link.hash
        computed = link.after(before)
        if _holds(following, link.position + 1, computed):
            return "link.altered", computed
        return "entry.altered", link.hash


def _holds(link: Link | None, position: int, before: str) -> bool:
    return link is not None and link.position == position and link.after(before) == link.hash
