"""An area in an edition of a study, in words that cite its figures: why it is in or out, what weighs most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.observed import figure_url
from portici.fronts.templatetags.portici import number, percent, place
from portici.study import queries, sureness, trying
from portici.study.models import AreaResult, AreaState, Edition
from portici.territory.models import Area, Indicator

#: Areas whose needs, and who is near, an edition leads to.
MOST_NEAR = 10
#: Digits of a score on a page; the files have all of them.
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class PartColumn:
    """A domain or an indicator of an edition: what it is called, what it lies in, its weight there, how far below the index."""

    code: str
    label: str
    level: str
    weight: float | None
    is_domain: bool
    column: str = ""
    #: 1 where a higher score, as the level takes it, is more distress; -1 where it is less.
    sign: int = 1

    @property
    def weight_text(self) -> str:
        return "–" if self.weight is None else number(self.weight, 3)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the index in one area: what went in and as a link to where it comes from, its score, its place."""

    part: PartColumn
    value: str
    url: str
    score: float | None
    place: int | None
    among: int

    @property
    def score_text(self) -> str:
        return number(self.score, DECIMALS)

    @property
    def place_text(self) -> str:
        if self.place is None:
            return "–"
        return _("%(place)s of %(among)s") % {"place": number(self.place), "among": number(self.among)}


def parts_of(edition: Edition) -> list[PartColumn]:
    """The domains and indicators of an edition, each domain before what lies in it; nothing of one not specified yet."""
    from portici.engine.index.spec import Higher, Level
    from portici.engine.index.spec import Indicator as Leaf

    if not edition.specification:
        return []
    spec = trying.parse(edition.specification)
    weights = edition.manifest.get("weights", {})

    def below(level: Level, sign: int) -> Iterable[PartColumn]:
        for part in level.parts:
            weight = weights.get(level.code, {}).get(part.code)
            label, column = part.label or part.code, part.column if isinstance(part, Leaf) else ""
            yield PartColumn(part.code, label, level.code, weight, isinstance(part, Level), column, sign)
            if isinstance(part, Level):
                # Scores are kept turned as the level above takes them; those below it, as it takes its own.
                yield from below(part, sign if part.higher is level.higher else -sign)

    return list(below(spec.index, 1 if spec.index.higher is Higher.WORSE else -1))


def near_of(rows: QuerySet[AreaResult], url: Callable[[Area], str]) -> list[tuple[Area, str]]:
    """The first ranked areas of rows in the order of rank, each with the page of its needs and of who is near them."""
    ranked = rows.filter(state=AreaState.INCLUDED).select_related("area__layer")[:MOST_NEAR]
    return [(row.area, url(row.area)) for row in ranked]


def lines_of(row: AreaResult, rows: Sequence[AreaResult], parts: Iterable[PartColumn]) -> list[PartLine]:
    """Each part of the index in the area, with its place among the areas that have a score: 1 is the most distressed."""
    facts = queries.facts_of_columns(row.edition)
    known = {one.code: one for one in row.edition.indicators.all()}
    return [_line(row, rows, part, facts, known) for part in parts]


def _line(
    row: AreaResult,
    rows: Sequence[AreaResult],
    part: PartColumn,
    facts: Mapping[str, Mapping[str, Any]],
    known: Mapping[str, Indicator],
) -> PartLine:
    score = row.parts.get(part.code)
    scores = [found for one in rows if (found := one.parts.get(part.code)) is not None]
    place = None if score is None else 1 + sum(part.sign * one > part.sign * score for one in scores)
    said = facts.get(part.column)
    indicator = known.get(str(said["indicator"])) if said else None
    value = row.inputs.get(part.column) if said else None
    if said is None or indicator is None or value is None:
        return PartLine(part, "–", "", score, place, len(scores))
    text = f"{number(value, indicator.decimals)} {said['unit']}".strip()
    is_open = indicator.is_published and row.area.is_published
    url = figure_url(indicator, row.area, str(said["period"])) if is_open else ""
    return PartLine(part, text, url, score, place, len(scores))


def reasons_of(row: AreaResult, rows: Sequence[AreaResult], lines: Sequence[PartLine]) -> list[str]:
    """Why the area is where it is, a sentence each: for who is no statistician."""
    if row.state == AreaState.INCLUDED and row.rank is not None:
        return list(_why_in(row, rows, lines))
    return [why_out(row, [line.part for line in lines])]


def brief_of(
    row: AreaResult, rows: Sequence[AreaResult], parts: Sequence[PartColumn], among: int
) -> list[str]:
    """The same in two sentences at most: where it stands among so many, and the figures that put it there."""
    if row.state != AreaState.INCLUDED or row.rank is None:
        return [why_out(row, parts)]
    lines = lines_of(row, rows, parts)
    return [_where(row, rows, among), *_highest(lines)]


def why_out(row: AreaResult, parts: Iterable[PartColumn]) -> str:
    """Why an area has no place in an edition, in a sentence. No query, when the row comes with its edition."""
    if row.state == AreaState.EXCLUDED:
        return _why_excluded(row)
    if row.state == AreaState.WAITING:
        return _("The edition has not been computed yet.")
    return _why_left_out(row, parts)


def _why_in(row: AreaResult, rows: Sequence[AreaResult], lines: Sequence[PartLine]) -> Iterable[str]:
    yield _where(row, rows, queries.how_many_ranked(row.edition))
    yield from _how_sure(row)
    tops = [line for line in lines if line.part.level == "index" and line.place is not None]
    if len(tops) < 2:
        return
    worst, best = min(tops, key=_place), max(tops, key=_place)
    yield _("It stands worst in “%(part)s”: %(place)s.") % {
        "part": worst.part.label,
        "place": worst.place_text,
    }
    if best.place != worst.place:
        yield _("It stands best in “%(part)s”: %(place)s.") % {
            "part": best.part.label,
            "place": best.place_text,
        }
    yield from _highest(lines)


def _where(row: AreaResult, rows: Sequence[AreaResult], among: int) -> str:
    ranked = [one.index for one in rows if one.index is not None]
    return _(
        "%(area)s is number %(rank)s of the %(among)s areas compared, number 1 being the most distressed: its index is %(index)s,"
        " and the mean of the areas is %(mean)s."
    ) % {
        "area": row.name,
        "rank": place(row.rank),
        "among": number(among),
        "index": number(row.index, DECIMALS),
        "mean": number(sum(ranked) / len(ranked), DECIMALS),
    }


def _highest(lines: Sequence[PartLine]) -> Iterable[str]:
    single = sorted((line for line in lines if line.url and line.place is not None), key=_place)[:2]
    if single:
        named = "; ".join(f"{line.part.label}, {line.value} ({line.place_text})" for line in single)
        yield _("The figures that speak most for distress: %(named)s.") % {"named": named}


def _how_sure(row: AreaResult) -> Iterable[str]:
    """What other choices would have made of its place, where the edition asked."""
    asked = sureness.asked_of(row.edition.uncertainty)
    if asked is None or row.rank_low is None or row.rank_high is None or row.probability is None:
        return
    said = {
        "low": place(row.rank_low),
        "high": place(row.rank_high),
        "draws": number(asked.draws),
        "k": number(asked.k),
        "share": percent(row.probability),
    }
    if row.rank_low == row.rank_high:
        yield (
            _("Of %(draws)s other reasonable choices, nine in ten and more leave it at place %(low)s.") % said
        )
    else:
        yield (
            _(
                "Of %(draws)s other reasonable choices, nine in ten put it between place %(low)s and place %(high)s."
            )
            % said
        )
    yield _("It is among the %(k)s most distressed in %(share)s of them.") % said


def _place(line: PartLine) -> int:
    return line.place or 0


def _why_excluded(row: AreaResult) -> str:
    facts = queries.facts_of_columns(row.edition)
    named = [facts[column] for column in row.excluded_by if column in facts]
    sources = dict.fromkeys(str(one["source"]) for one in named if one["source"])
    return ngettext(
        "%(area)s is not compared: the source gives no value of %(count)s indicator for it, and says that it is excluded"
        " (%(sources)s).",
        "%(area)s is not compared: the source gives no value of %(count)s indicators for it, and says that it is excluded"
        " (%(sources)s).",
        len(named),
    ) % {"area": row.name, "count": number(len(named)), "sources": "; ".join(sources) or "–"}


def _why_left_out(row: AreaResult, parts: Iterable[PartColumn]) -> str:
    labels = {part.code: part.label for part in parts}
    lacked = ", ".join(f"“{labels.get(code, code)}”" for code in row.lacks)
    return _("%(area)s has no place: it lacks %(lacked)s, and the specification says not to guess it.") % {
        "area": row.name,
        "lacked": lacked or "–",
    }
