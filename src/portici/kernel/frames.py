"""Room for the interpreter's stack of calls, so that a page does not ask the system for memory at every other call."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

#: In slots of 8 bytes: a little over half of the piece of 512 KiB that it makes the interpreter take, so that 256 KiB are left below it,
#: enough for as many calls as its limit of recursion allows. Memory that is not used is never laid.
RESERVED = 32_768


def with_room(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The function, with all that it calls on one piece of the interpreter's stack; as a middleware, each page.

    Up to CPython 3.12 the stack is made of pieces of 16 KiB, and a loop whose calls cross from one piece to the next takes the next
    from the system and gives it back each time (https://github.com/python/cpython/issues/142183). Pages are deep enough to be there
    often: a third of their time. A frame too large for such a piece gets one that holds it, and those below it.
    """

    def call(*given: Given.args, **named: Given.kwargs) -> Answer:
        return function(*given, **named)

    call.__code__ = call.__code__.replace(co_stacksize=RESERVED)
    return call
