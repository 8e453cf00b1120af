"""A long run in a process of its own, at a lower priority, so that pages answer meanwhile as before."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import Any, TypeVar

from portici.kernel.faults import Faulty
from portici.kernel.findings import Invalid

from .running import Progress

Answer = TypeVar("Answer")

#: How much the process gives way to others (0 not at all, 19 most).
GIVES_WAY = 10
#: Seconds between two looks at whether to stop.
LOOKS = 0.2
#: Refusals go from one process to the other by what they say.
REFUSALS: dict[str, Callable[[Any], Invalid]] = {"faulty": Faulty, "invalid": Invalid}


class Ended(RuntimeError):
    """The process ended without an answer: it was killed, or its memory did not suffice."""


def apart(
    work: Callable[..., Answer],
    *args: object,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    **known: object,
) -> Answer:
    """What `work` (`run.run` or `run.carried_by`) answers to these arguments, done beside this process.

    `progress` and `stopped` are called here. Raises what the work raises; Ended.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    stop = context.Event()
    process = context.Process(target=_beside, args=(there, stop, work, args, known))
    process.start()
    there.close()
    try:
        answer: Answer = _answer(here, stop, progress, stopped)
        return answer
    finally:
        if process.exitcode is None:
            process.join(LOOKS)
            process.terminate()
        process.join()
        here.close()


def _answer(
    here: Connection, stop: Event, progress: Progress | None, stopped: Callable[[], bool] | None
) -> Any:
    while True:
        if stopped is not None and stopped():
            stop.set()
        if not here.poll(LOOKS):
            continue
        try:
            kind, said = here.recv()
        except EOFError:
            raise Ended from None
        if kind == "answer":
            return said
        if kind in REFUSALS:
            raise REFUSALS[kind](said)
        if kind == "error":
            raise said
        if progress is not None:
            progress(*said)


def _beside(
    there: Connection,
    stop: Event,
    work: Callable[..., Answer],
    args: tuple[object, ...],
    known: dict[str, object],
) -> None:
    os.nice(GIVES_WAY)

    def tell(done: int, all_of_them: int) -> None:
        there.send(("progress", (done, all_of_them)))

    try:
        there.send(("answer", work(*args, progress=tell, stopped=stop.is_set, **known)))
    except Faulty as error:
        there.send(("faulty", error.faults))
    except Invalid as error:
        there.send(("invalid", error.findings))
    except Exception as error:
        there.send(("error", error))
