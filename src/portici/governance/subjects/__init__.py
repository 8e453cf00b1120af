"""What bodies, meetings and decisions hold about people: who sits, who was there and voted, and what the acts say."""

from portici.kernel.subjects import register

from .acts import Acts
from .seats import Delegates, Members
from .sittings import Attendances, Ballots, Recusals, Replies

__all__ = ["Acts", "put_in"]


def put_in() -> None:
    for holder in (Members(), Delegates(), Attendances(), Replies(), Recusals(), Ballots(), Acts()):
        register(holder)
