"""How far a long command is: one line that is written over on a terminal, a line for each tenth elsewhere."""

from __future__ import annotations

import sys
from typing import TextIO

SMALL = 64 << 20


class Meter:
    """Called with what is done, how much of it, of how much; speaks only when there is something new to say."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._said = out, ("", -1)

    def __call__(self, what: str, done: int, total: int) -> None:
        share = done * 100 // total if total else 0
        if sys.stdout.isatty():
            self._tell(
                what, share, f"\r\033[K  {what[:60]} {share} %" if total else f"\r\033[K  {what[:60]} …", ""
            )
        elif not total or total >= SMALL:
            tenth = share // 10 * 10
            self._tell(what, tenth, f"  {what} {tenth} %" if total else f"  {what}", "\n")

    def end(self) -> None:
        """Leave the line."""
        if sys.stdout.isatty():
            self._out.write("\r\033[K")

    def _tell(self, what: str, share: int, text: str, end: str) -> None:
        if (what, share) != self._said:
            self._said = (what, share)
            self._out.write(text + end)
            self._out.flush()
