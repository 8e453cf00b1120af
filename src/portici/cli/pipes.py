"""A reader that has seen enough: `portici … | head -1` closes the pipe while the command still speaks."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: What a shell says of a program that a closed pipe ended: 128 and the number of SIGPIPE.
UNHEARD = 141


@contextmanager
def ending_quietly() -> Iterator[None]:
    """End with `UNHEARD` and without a traceback when nobody reads on; a status that the command gave itself stays."""
    try:
        yield
    except BrokenPipeError:
        if not _is_unheard():
            raise
        sys.exit(UNHEARD)
    except SystemExit:
        _is_unheard()
        raise
    if _is_unheard():
        sys.exit(UNHEARD)


def _is_unheard() -> bool:
    """Whether nobody reads what is printed; then the rest goes nowhere, so that closing the output raises nothing."""
    output = sys.stdout.fileno()
    try:
        sys.stdout.flush()
        # What was printed without a buffer left nothing behind to be flushed: the pipe itself is asked.
        waiting = select.poll()
        waiting.register(output, select.POLLERR)
        is_open = not waiting.poll(0)
    except BrokenPipeError:
        is_open = False
    if not is_open:
        os.dup2(os.open(os.devnull, os.O_WRONLY), output)
    return not is_open
