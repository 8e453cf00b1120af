"""Where pictures come from: the fronts draw, and register here what they draw, so that the desk that freezes a dossier can ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portici.territory.models import Area

from .blocks import Block


@dataclass(frozen=True, slots=True)
class ToDraw:
    """What a dossier's pictures are of, as far as any member may see it: areas with the number of activities there."""

    areas: Sequence[tuple[Area, int]]


#: Gives the blocks of one picture in the language that is spoken; none where there is nothing to draw.
Drawer = Callable[[ToDraw], list[Block]]
_drawers: list[Drawer] = []


def register(drawer: Drawer) -> None:
    """Put a picture in, after those that are there."""
    if drawer not in _drawers:
        _drawers.append(drawer)


def drawn(asked: ToDraw) -> Iterator[Block]:
    for drawer in _drawers:
        yield from drawer(asked)
