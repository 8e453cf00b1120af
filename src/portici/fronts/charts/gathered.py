"""What the charts of an edition are made of, as far as somebody sees it: rows, classes, the city's index beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.standing import PartColumn, parts_of
from portici.fronts.templatetags.portici import number
from portici.kernel.actor import Actor
from portici.study import queries, sureness, trying
from portici.study.models import AreaResult, Edition
from portici.study.published import Beside, beside

from .classes import Classed, Method, classed

#: Areas beyond which a picture of a few hundred pixels says nothing more, and a page would wait for it.
MOST_AREAS = 4000
#: Rows of a chart's table; beyond them the edition's files have all.
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Gathered:
    """An edition as the actor sees it. `ranked` go from the most distressed on; `sign` is 1 where a higher index is more distress."""

    edition: Edition
    ranked: Sequence[AreaResult]
    out: Sequence[AreaResult]
    tops: Sequence[PartColumn]
    asked: sureness.Asked | None
    sign: float
    beside: Beside | None
    method: Method

    @property
    def every(self) -> list[AreaResult]:
        return [*self.ranked, *self.out]

    def at(self, rank: float) -> int:
        """The number among `ranked`, from 0, of who would have this rank."""
        ranks = [row.rank or 0.0 for row in self.ranked]
        return min(max(bisect_right(ranks, rank), 1), len(ranks)) - 1

    def classes(self, part: str = "") -> Classed:
        """The classes of the ranked areas by the index, or by one of its parts; 4 is the most distressed."""
        return classed([self.sign * self.score(row, part) for row in self.ranked], self.method)

    def score(self, row: AreaResult, part: str = "") -> float:
        """The index, or a part of it; where a part is missing the area counts as the mean of the others."""
        if not part:
            return row.index or 0.0
        found = row.parts.get(part)
        if found is not None:
            return float(found)
        known = [value for one in self.ranked if (value := one.parts.get(part)) is not None]
        return sum(known) / len(known) if known else 0.0


def is_drawable(actor: Actor, edition: Edition) -> bool:
    """Whether the edition has no more areas than are drawn. One query."""
    return queries.results_of(actor, edition).count() <= MOST_AREAS


def gather(
    actor: Actor,
    edition: Edition,
    method: Method = Method.QUANTILES,
    seen_rows: Sequence[AreaResult] | None = None,
) -> Gathered:
    """A computed edition that passed `visible_to(actor)`; `seen_rows` where they were read already."""
    from portici.engine.index.spec import Higher

    spec = trying.parse(edition.specification)
    rows = list(queries.results_of(actor, edition)) if seen_rows is None else seen_rows
    ranked = sorted(
        (row for row in rows if row.rank is not None and row.index is not None),
        key=lambda row: (row.rank or 0, row.name),
    )
    return Gathered(
        edition=edition,
        ranked=ranked,
        out=sorted((row for row in rows if row.rank is None), key=lambda row: row.name),
        tops=[part for part in parts_of(edition) if part.level == "index"],
        asked=sureness.asked_of(edition.uncertainty),
        sign=1.0 if spec.index.higher is Higher.WORSE else -1.0,
        beside=beside(actor, edition, rows),
        method=method,
    )


def listed(names: Iterable[str], most: int) -> str:
    """ "A, B and C", or "A, B, C and 13 more"."""
    every = list(names)
    if len(every) > most:
        left = len(every) - most
        more = ngettext("%(count)s more", "%(count)s more", left) % {"count": number(left)}
        every = [*every[:most], more]
    if len(every) < 2:
        return "".join(every)
    return _("%(first)s and %(last)s") % {"first": ", ".join(every[:-1]), "last": every[-1]}


def cut(rows: Sequence[object]) -> str:
    """What a table of so many rows leaves out, in words."""
    if len(rows) <= MOST_ROWS:
        return ""
    return _("The first %(count)s; the edition's files have all.") % {"count": number(MOST_ROWS)}
