"""What other rooms' screens put into the dossier: charts, clusters, proposals of target areas.

Who draws one registers it for its place, with a template that page and PDF both show and what that needs; the template is
given `annex` (what `told` gave) and `on_paper`. What has nothing to say of an edition gives None, and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portici.study.models import AreaResult, Edition


class Place(StrEnum):
    """Where in the dossier an annex stands."""

    CHARTS = "charts"
    CLUSTERS = "clusters"
    PROPOSALS = "proposals"


@dataclass(frozen=True, slots=True)
class Annex:
    """`told(edition, rows)` is what the template shows: of the rows that a visitor sees, and the same each time."""

    place: Place
    template: str
    told: Callable[[Edition, Sequence[AreaResult]], Any]


@dataclass(frozen=True, slots=True)
class Annexed:
    """An annex of one edition."""

    template: str
    told: Any


_annexes: list[Annex] = []


def register(annex: Annex) -> None:
    """Put an annex in, after those of its place; called when the front that draws it is loaded."""
    if annex not in _annexes:
        _annexes.append(annex)


def annexes_of(place: Place, edition: Edition, rows: Sequence[AreaResult]) -> list[Annexed]:
    asked = [annex for annex in _annexes if annex.place is place]
    found = [Annexed(annex.template, annex.told(edition, rows)) for annex in asked]
    return [one for one in found if one.told is not None]
