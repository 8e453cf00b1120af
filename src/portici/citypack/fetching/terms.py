"""How patient a download is, how much it takes, and where it may be led."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Bytes had so far, and in all when the server says.
OnBytes = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Terms:
    """Attempts at one file; seconds before the second, doubled each time up to `longest_wait`; seconds without a byte; seconds
    in all; bytes of one file; hosts that redirects may lead to besides the address's own.
    """

    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    stall: float = 30.0
    deadline: float = 3600.0
    most_bytes: int = 2_000_000_000
    redirects: int = 5
    hosts: frozenset[str] = frozenset()
    pause: Callable[[float], None] = time.sleep

    def wait(self, attempt: int, asked: float | None) -> float:
        """Seconds before the attempt after `attempt`; what the server asked for counts, within the limit.

        >>> Terms().wait(1, None), Terms().wait(3, None), Terms().wait(1, 7.0), Terms().wait(1, 9000.0)
        (1.0, 4.0, 7.0, 60.0)
        """
        own: float = self.first_wait * 2 ** (attempt - 1)
        return min(max(own, asked or 0.0), self.longest_wait)

    def allows(self, url: str, first: str) -> bool:
        """Whether a redirect from the address `first` may lead to `url`: by http(s), never from https down, to a known host.

        >>> Terms().allows("https://a.example/x", "http://a.example/"), Terms().allows("http://a.example/x", "https://a.example/")
        (True, False)
        """
        there, here = urlsplit(url), urlsplit(first)
        known = {(here.hostname or "").lower(), *self.hosts}
        schemes = {"https"} if here.scheme == "https" else {"http", "https"}
        return there.scheme in schemes and (there.hostname or "").lower() in known
