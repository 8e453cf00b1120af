"""The city's own index beside an edition, in words that cite their figures: how far they agree, and why areas differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.observed import value_text
from portici.fronts.standing import DECIMALS
from portici.fronts.templatetags.portici import number, place
from portici.study import queries
from portici.study.models import AreaResult, Edition
from portici.study.published import Beside, Pair
from portici.study.pushes import Push, pushes_of
from portici.territory.models import Indicator

#: Areas that are explained, and domains that are named of each.
LARGEST, NAMED = 6, 2


@dataclass(frozen=True, slots=True)
class Explained:
    """An area whose places differ, a sentence each on what differs and why."""

    pair: Pair
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of the city's index."""

    beside: Beside
    sentences: Sequence[str]
    largest: Sequence[Explained]


def told(edition: Edition, rows: Sequence[AreaResult], beside: Beside) -> Told:
    """`rows` are the edition's that the looker sees: means are theirs."""
    known = {one.code: one for one in edition.indicators.all()}
    values = [pair.value for pair in beside.pairs]
    largest = [
        Explained(pair, list(_explained(edition, rows, pair, beside, known, values)))
        for pair in beside.largest(LARGEST)
    ]
    return Told(beside, list(_sentences(beside)), largest)


def _sentences(beside: Beside) -> Iterable[str]:
    count = len(beside.pairs)
    yield ngettext(
        "“%(index)s” of %(period)s, as the city publishes it, over the %(count)s area that has a place here and a value there.",
        "“%(index)s” of %(period)s, as the city publishes it, over the %(count)s areas that have a place here and a value there.",
        count,
    ) % {"index": beside.indicator.name, "period": beside.period, "count": number(count)}
    if beside.spearman is not None and beside.kendall is not None:
        yield _(
            "Rank correlation: Spearman %(rho)s, Kendall %(tau)s. 1 would be the same order, 0 none in common, −1 the reverse."
        ) % {"rho": number(beside.spearman, 3), "tau": number(beside.kendall, 3)}
    if beside.only_ours:
        yield _("With a place only here: %(areas)s.") % {"areas": _names(beside.only_ours)}
    if beside.only_theirs:
        yield _("With a value only in the city's index: %(areas)s.") % {"areas": _names(beside.only_theirs)}


def _names(rows: Iterable[AreaResult]) -> str:
    return ", ".join(row.name for row in rows)


def _explained(
    edition: Edition,
    rows: Sequence[AreaResult],
    pair: Pair,
    beside: Beside,
    known: Mapping[str, Indicator],
    values: Sequence[float],
) -> Iterable[str]:
    said = {
        "area": pair.row.name,
        "ours": place(pair.ours),
        "theirs": place(pair.theirs),
        "value": value_text(beside.indicator, pair.value),
        "mean": value_text(beside.indicator, sum(values) / len(values)),
    }
    if pair.higher > 0:
        yield (
            _(
                "%(area)s is more distressed in ours: place %(ours)s, in the city's index %(theirs)s (%(value)s, mean %(mean)s)."
            )
            % said
        )
    else:
        yield (
            _(
                "%(area)s is less distressed in ours: place %(ours)s, in the city's index %(theirs)s (%(value)s, mean %(mean)s)."
            )
            % said
        )
    pushes = pushes_of(edition, pair.row, rows)
    up = [push for push in pushes if push.strength > 0][:NAMED]
    down = [push for push in reversed(pushes) if push.strength < 0][:NAMED]
    cite = _Citing(edition, rows, pair.row, known)
    said_up = _("What pushes it up in ours: %(parts)s.") % {"parts": cite.all(up)} if up else ""
    said_down = _("What pushes it down in ours: %(parts)s.") % {"parts": cite.all(down)} if down else ""
    yield from filter(None, (said_up, said_down) if pair.higher > 0 else (said_down, said_up))


@dataclass(frozen=True, slots=True)
class _Citing:
    """Writes a push with its figures: the score beside the mean, and the indicator behind it with its value beside the mean."""

    edition: Edition
    rows: Sequence[AreaResult]
    row: AreaResult
    known: Mapping[str, Indicator]

    def all(self, pushes: Iterable[Push]) -> str:
        return "; ".join(self.one(push) for push in pushes)

    def one(self, push: Push) -> str:
        text = _("“%(part)s” (score %(score)s, mean %(mean)s)") % {
            "part": push.label,
            "score": number(push.score, DECIMALS),
            "mean": number(push.mean, DECIMALS),
        }
        behind = self.behind(push.leaf)
        return (
            _("%(part)s, above all %(indicator)s") % {"part": text, "indicator": behind} if behind else text
        )

    def behind(self, leaf: Push) -> str:
        """The indicator's own value beside the mean of the areas in the index; "" for one without a single column."""
        facts = queries.facts_of_columns(self.edition).get(leaf.column)
        indicator = self.known.get(str(facts["indicator"])) if facts else None
        value = self.row.inputs.get(leaf.column)
        others = [
            found
            for one in self.rows
            if one.index is not None and (found := one.inputs.get(leaf.column)) is not None
        ]
        if indicator is None or value is None or not others:
            return ""
        return _("“%(name)s” %(value)s (mean %(mean)s)") % {
            "name": indicator.name,
            "value": value_text(indicator, value),
            "mean": value_text(indicator, sum(others) / len(others)),
        }
