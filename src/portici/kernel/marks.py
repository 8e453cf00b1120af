"""Who carries out a long work: the mark that a worker writes on it, and how a dead one is told from a slow one."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta

from . import clock

#: After this long without a sign, a work on another machine is taken for dead.
SILENCE = timedelta(minutes=10)


def own_mark() -> str:
    """A mark of this process, unlike any other: "host:process:token"."""
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{secrets.token_hex(8)}"


def is_gone(mark: str, seen_at: datetime | None) -> bool:
    """Whether the worker of a mark is at it no more: its process has ended or, elsewhere, it has long been silent.

    >>> is_gone(own_mark(), clock.now()), is_gone("elsewhere:1:0", None)
    (False, True)
    """
    host, _colon, rest = mark.partition(":")
    process = rest.partition(":")[0]
    if host == socket.gethostname() and process.isdigit() and int(process) != os.getpid():
        return not _is_alive(int(process))
    return seen_at is None or clock.now() - seen_at > SILENCE


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
