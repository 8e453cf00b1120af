"""What a dossier says of an edition, read with a visitor's eyes: the page and the PDF show the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.standing import DECIMALS, PartColumn, parts_of, why_out
from portici.fronts.templatetags.portici import number, percent, place, places
from portici.kernel.actor import VISITOR
from portici.study import queries, sureness
from portici.study.models import AreaResult, AreaState, Edition

from .annexes import Annexed, Place, annexes_of
from .checked import Checked, checked
from .method import Step, method_of

#: Areas of the table of findings; all of them are in the files.
MOST_AREAS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of the findings, as it is shown."""

    row: AreaResult
    rank: str
    index: str
    interval: str
    probability: str


class Dossier:
    """An edition with the rows that a visitor sees; everything else is worked out when it is asked for."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.study = edition, edition.study
        self.asked = sureness.asked_of(edition.uncertainty)

    @cached_property
    def rows(self) -> list[AreaResult]:
        found = queries.results_of(VISITOR, self.edition)
        return list(found.select_related("area__layer", "edition__study"))

    @cached_property
    def parts(self) -> Sequence[PartColumn]:
        return parts_of(self.edition)

    @cached_property
    def ranked(self) -> list[AreaResult]:
        """The areas in the index, the most distressed first."""
        with_rank = [row for row in self.rows if row.rank is not None]
        return sorted(with_rank, key=lambda row: (row.rank or 0.0, row.name))

    @cached_property
    def withheld(self) -> int:
        """How many areas the edition compares that are not open to all."""
        return max(int(self.edition.manifest.get("areas", 0)) - len(self.rows), 0)

    @property
    def first(self) -> list[Standing]:
        return [_standing(row) for row in self.ranked[:MOST_AREAS]]

    @property
    def is_cut(self) -> bool:
        return len(self.ranked) > MOST_AREAS

    @property
    def out(self) -> list[str]:
        return [why_out(row, self.parts) for row in self.rows if row.state != AreaState.INCLUDED]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """The states that areas are in, with how many are in each."""
        found = [(state.label, sum(row.state == state for row in self.rows)) for state in AreaState]
        return [(str(label), count) for label, count in found if count]

    @property
    def inputs(self) -> Sequence[Mapping[str, Any]]:
        return list(self.edition.inputs)

    @property
    def method(self) -> list[Step]:
        return method_of(self.edition)

    @cached_property
    def checked(self) -> Checked | None:
        return checked(self.edition, self.rows, self.parts)

    @property
    def findings(self) -> list[str]:
        """What came out, in a few sentences."""
        return list(_findings(self))

    @property
    def limits(self) -> list[str]:
        """What the edition does not say."""
        return list(_limits(self))

    @property
    def charts(self) -> list[Annexed]:
        return annexes_of(Place.CHARTS, self.edition, self.rows)

    @property
    def clusters(self) -> list[Annexed]:
        return annexes_of(Place.CLUSTERS, self.edition, self.rows)

    @property
    def proposals(self) -> list[Annexed]:
        return annexes_of(Place.PROPOSALS, self.edition, self.rows)


def _standing(row: AreaResult) -> Standing:
    has = row.rank_low is not None and row.probability is not None
    return Standing(
        row,
        place(row.rank),
        number(row.index, DECIMALS),
        places(row.rank_low, row.rank_high),
        percent(row.probability or 0.0) if has else "–",
    )


def _findings(dossier: Dossier) -> Iterable[str]:
    ranked, asked = dossier.ranked, dossier.asked
    if not ranked:
        yield _("No area has a place.")
        return
    k = min(asked.k if asked else 10, len(ranked))
    named = ", ".join(row.name for row in ranked[: min(k, 5)])
    yield _("Of %(count)s areas compared the most distressed are, in this order: %(named)s.") % {
        "count": number(len(ranked)),
        "named": named,
    }
    top, last = ranked[0], ranked[-1]
    yield _("The index goes from %(high)s (%(top)s) to %(low)s (%(last)s).") % {
        "high": number(top.index, DECIMALS),
        "top": top.name,
        "low": number(last.index, DECIMALS),
        "last": last.name,
    }
    if asked is not None:
        yield from _how_sure(ranked, k)


def _how_sure(ranked: Sequence[AreaResult], k: int) -> Iterable[str]:
    surely, perhaps = sureness.surely_and_perhaps(row.probability for row in ranked)
    yield ngettext(
        "%(count)s area is among the first %(k)s in nine in ten of the other reasonable choices, or more.",
        "%(count)s areas are among the first %(k)s in nine in ten of the other reasonable choices, or more.",
        surely,
    ) % {"count": number(surely), "k": number(k)}
    yield ngettext(
        "Of %(count)s area it is the choice that decides: it is among the first %(k)s in more than one in ten and less than nine.",
        "Of %(count)s areas it is the choice that decides: they are among the first %(k)s in more than one in ten and less than nine.",
        perhaps,
    ) % {"count": number(perhaps), "k": number(k)}


def _limits(dossier: Dossier) -> Iterable[str]:
    yield _(
        "The index compares these areas with one another: it does not say how distressed one is by itself, and it cannot be held"
        " against an index of other areas or of other indicators."
    )
    yield _(
        "It speaks of areas, not of people: in an area that stands first many live well, and in the last one some do not."
    )
    periods = sorted({str(one["period"]) for one in dossier.inputs})
    if periods:
        yield _("It speaks of the periods of its figures (%(periods)s), not of today.") % {
            "periods": ", ".join(periods)
        }
    yield _("It knows only what its indicators measure; what nobody counts is not in it.")
    if dossier.asked is None:
        yield _(
            "It does not say how sure the places are: near places may change with another reasonable choice."
        )
    else:
        yield _(
            "Areas whose intervals overlap are not surely in this order: the table says the interval of each."
        )
    if any(row.state != AreaState.INCLUDED for row in dossier.rows):
        yield _(
            "Of the areas that are out it says nothing: neither that they are well nor that they are not."
        )
    if dossier.withheld:
        yield ngettext(
            "%(count)s area that the edition compares is not open to all: it is in no table and no file here, so that the files alone do"
            " not give the digests of the manifest.",
            "%(count)s areas that the edition compares are not open to all: they are in no table and no file here, so that the files"
            " alone do not give the digests of the manifest.",
            dossier.withheld,
        ) % {"count": number(dossier.withheld)}
