"""What stands beside a meeting on its page: the sitting, the papers. Those who make these pages put their links in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from portici.governance.models import Meeting
from portici.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Companion:
    """A page about the meeting, and what is said of it beside its name."""

    label: str | Promise
    url: str
    note: str | Promise = ""


_makers: list[Callable[[Actor, Meeting], Iterable[Companion]]] = []


def beside_meeting(maker: Callable[[Actor, Meeting], Iterable[Companion]]) -> None:
    """Put in what gives the links for an actor and a meeting; called where the pages' addresses are."""
    _makers.append(maker)


def companions_of(actor: Actor, meeting: Meeting) -> list[Companion]:
    """The links beside a meeting that passed `visible_to`, in the order in which they were put in."""
    return [one for maker in _makers for one in maker(actor, meeting)]
