"""Loops that must be as fast as the machine: compiled by numba at first use, kept in a folder of the installation.

numba's own parallel loops are not used: their layers either crash when two threads of a web process call at once or do not survive a
fork. A compiled loop lets go of the interpreter's lock, so ordinary threads share its work. `NUMBA_CACHE_DIR` says where compiled code
is kept; the settings put it in the state folder. Where neither that nor the source's folder can be written, the loop is compiled in each
process anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """The loop, compiled with exact arithmetic: no reordering of sums, no fused products, so that numpy gives the same digits."""
    try:
        return cast("Loop", numba.njit(nogil=True, cache=True)(loop))
    except RuntimeError:  # numba found no folder that it may write to
        return cast("Loop", numba.njit(nogil=True)(loop))
