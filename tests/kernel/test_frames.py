from __future__ import annotations

import resource

import pytest
from django.conf import settings

from portici.kernel.frames import with_room

#: Calls at each depth: where each crosses into a new piece of the stack, several times as many pages of memory are laid.
CALLS, DEPTHS = 500, 400


def laid_at(depth: int) -> int:
    """How many pages of memory are laid while a function is called again and again, that many calls further down."""
    if depth:
        return laid_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _call in range(CALLS):
        leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def leaf() -> None:
    pass


def test_no_depth_lays_memory_at_each_call() -> None:
    worst = with_room(lambda: max(laid_at(depth) for depth in range(DEPTHS)))()
    assert worst < CALLS / 2


def test_a_function_with_room_answers_and_fails_as_before() -> None:
    def halved(number: int, *, by: int = 2) -> float:
        return number / by

    roomy = with_room(halved)
    assert (roomy(6), roomy(6, by=3)) == (3, 2)
    with pytest.raises(ZeroDivisionError):
        roomy(1, by=0)


def test_every_page_has_room_from_its_first_step() -> None:
    assert settings.MIDDLEWARE[0] == "portici.kernel.frames.with_room"
