"""What the studies say of one area: for the area's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portici.fronts.standing import brief_of, parts_of
from portici.fronts.templatetags.portici import number, place, places
from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import AreaResult, Edition
from portici.territory.models import Area

from .reading import edition_url

#: Studies that an area's page tells of.
MOST_STUDIES = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What a study's latest edition says of an area; `rank` and `interval` are "" where there are none."""

    edition: Edition
    url: str
    rank: str
    among: str
    interval: str
    reasons: Sequence[str]


def said_of(area: Area) -> list[Said]:
    """By the latest published edition of each study that compares the area. Constant queries."""
    return [_said(*one) for one in queries.latest_of_area(VISITOR, area, most=MOST_STUDIES)]


def _said(row: AreaResult, rows: Sequence[AreaResult], among: int) -> Said:
    return Said(
        edition=row.edition,
        url=edition_url(row.edition, "edition-area", row.code),
        rank="" if row.rank is None else place(row.rank),
        among=number(among),
        interval="" if row.rank_low is None else places(row.rank_low, row.rank_high),
        reasons=brief_of(row, rows, parts_of(row.edition), among),
    )
