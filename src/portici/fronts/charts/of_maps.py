"""The map of the index, and one of each domain: what they find, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.standing import DECIMALS
from portici.fronts.templatetags.portici import number, place
from portici.study.models import AreaResult
from portici.territory.queries import borders_of

from .chart import Chart
from .classes import Classed, Method
from .gathered import MOST_ROWS, Gathered, cut, listed
from .maps import OUT, UNSURE, WORDS, Mapped, MapPlan, Panel

#: Areas whose place is written on the map, and names that a legend spells out.
MARKED, NAMED = 10, 15
#: Domains that are drawn beside one another.
MOST_PANELS = 9


def index_map(found: Gathered) -> Chart:
    """The areas by class of the index."""
    classes = found.classes()
    unsure = _unsure(found, classes)
    areas = [
        Mapped(
            key=str(row.area_id),
            said=_said(row, level, is_unsure=is_unsure),
            level=level,
            is_unsure=is_unsure,
            mark=place(row.rank) if at < MARKED else "",
        )
        for at, (row, level, is_unsure) in enumerate(zip(found.ranked, classes.levels, unsure, strict=True))
    ]
    areas += [Mapped(str(row.area_id), _said(row, None), None) for row in found.out]
    legend = (*_class_entries(found, classes), *_other_entries(found, unsure))
    return Chart(
        name="mappa",
        heading=_("The map"),
        title=_map_title(found, unsure),
        description=_(
            "A map of the areas: the darker, the more distressed. %(method)s The numbers are the places of the %(marked)s most distressed."
        )
        % {"method": _method(classes.method), "marked": number(min(MARKED, len(found.ranked)))},
        header=_header(found),
        rows=_rows(found, classes, unsure)[:MOST_ROWS],
        plan=with_borders(MapPlan((Panel("", tuple(areas)),), legend), found.every),
        numeric=(1, 2, 3),
        note=cut(found.every),
    )


def domain_maps(found: Gathered) -> Chart:
    """A map for each part of the index, each with classes of its own."""
    tops = found.tops[:MOST_PANELS]
    levels = {part.code: found.classes(part.code).levels for part in tops}
    panels = []
    for part in tops:
        areas = [
            Mapped(str(row.area_id), _said(row, level), level)
            for row, level in zip(found.ranked, levels[part.code], strict=True)
        ]
        areas += [Mapped(str(row.area_id), _said(row, None), None) for row in found.out]
        panels.append(Panel(part.label, tuple(areas)))
    worst = [sum(levels[part.code][at] == 4 for part in tops) for at in range(len(found.ranked))]
    header = [_("Area"), _("Rank"), *(part.label for part in tops), _("How often in the worst class")]
    rows = [
        [row.name, place(row.rank), *(number(levels[part.code][at] + 1) for part in tops), number(worst[at])]
        for at, row in enumerate(found.ranked)
    ]
    return Chart(
        name="domini",
        heading=_("Domain by domain"),
        title=_domains_title(found.ranked, worst, len(tops)),
        description=_(
            "A small map for each domain: the darker, the more distressed in it. %(method)s In the table 5 is the most distressed class."
        )
        % {"method": _method(found.method)},
        header=header,
        rows=rows[:MOST_ROWS],
        plan=with_borders(MapPlan(tuple(panels), tuple(_panel_entries(found))), found.every),
        numeric=tuple(range(1, len(header))),
        note=cut(rows),
    )


def with_borders(plan: MapPlan, rows: Sequence[AreaResult]) -> Callable[[], MapPlan]:
    """The plan with the borders of areas that were seen, and a word on those that have none. One query, when it is drawn."""

    def complete() -> MapPlan:
        borders = {
            str(key): border for key, border in borders_of([row.area for row in rows], "simplified").items()
        }
        lacking = [row.name for row in rows if str(row.area_id) not in borders]
        said = _("Not on the map, for they have no border: %(names)s.") % {"names": listed(lacking, NAMED)}
        legend = (*plan.legend, (WORDS, said)) if lacking else plan.legend
        return replace(plan, borders=borders, legend=legend)

    return complete


def _unsure(found: Gathered, classes: Classed) -> list[bool]:
    """Of each ranked area whether its interval of places reaches into another class."""
    return [
        row.rank_low is not None
        and row.rank_high is not None
        and classes.levels[found.at(row.rank_low)] != classes.levels[found.at(row.rank_high)]
        for row in found.ranked
    ]


def _map_title(found: Gathered, unsure: Sequence[bool]) -> str:
    worst = listed([row.name for row in found.ranked[:3]], 3)
    if found.asked is None:
        return _("The most distressed: %(areas)s") % {"areas": worst}
    count = len(found.ranked) - sum(unsure)
    return ngettext(
        "The most distressed: %(areas)s; %(count)s area of %(among)s keeps its class in nine draws of ten",
        "The most distressed: %(areas)s; %(count)s areas of %(among)s keep their class in nine draws of ten",
        count,
    ) % {"areas": worst, "count": number(count), "among": number(len(found.ranked))}


def _domains_title(rows: Sequence[AreaResult], worst: Sequence[int], domains: int) -> str:
    most = max(worst, default=0)
    names = [row.name for row, count in zip(rows, worst, strict=True) if count == most]
    said = {"areas": listed(names, 3), "domains": number(domains), "most": number(most)}
    if most == domains:
        return _("In the worst class of every domain: %(areas)s") % said
    return (
        _("No area is in the worst class of all %(domains)s domains; in %(most)s of them: %(areas)s") % said
    )


def _method(method: Method) -> str:
    if method is Method.NATURAL:
        return _("Classes by natural breaks: areas of one class are as much alike as can be.")
    return _("Classes by quantiles: about a fifth of the areas in each.")


def _class_entries(found: Gathered, classes: Classed) -> Iterator[tuple[str, str]]:
    """The classes from the most distressed on, with their bounds."""
    yield WORDS, _method(classes.method)
    for level, low, high, count in reversed(classes.bounds):
        ends = sorted((found.sign * low, found.sign * high))
        said = {"low": number(ends[0], DECIMALS), "high": number(ends[1], DECIMALS), "count": number(count)}
        text = ngettext(
            "index from %(low)s to %(high)s: %(count)s area",
            "index from %(low)s to %(high)s: %(count)s areas",
            count,
        )
        yield str(level), text % said


def _panel_entries(found: Gathered) -> Iterator[tuple[str, str]]:
    yield WORDS, _method(found.method)
    names = [
        _("least distressed class"),
        _("second class"),
        _("middle class"),
        _("fourth class"),
        _("most distressed class"),
    ]
    for level in range(4, -1, -1):
        yield str(level), names[level]
    yield from out_entry(found)


def _other_entries(found: Gathered, unsure: Sequence[bool]) -> Iterator[tuple[str, str]]:
    if any(unsure):
        text = ngettext(
            "dotted: the class is not sure, nine draws in ten reach into another (%(count)s area)",
            "dotted: the class is not sure, nine draws in ten reach into another (%(count)s areas)",
            sum(unsure),
        )
        yield UNSURE, text % {"count": number(sum(unsure))}
    yield from out_entry(found)
    marked = ", ".join(f"{place(row.rank)} {row.name}" for row in found.ranked[:MARKED])
    yield WORDS, _("The most distressed: %(areas)s.") % {"areas": marked}


def out_entry(found: Gathered) -> Iterator[tuple[str, str]]:
    """What hatching means, where anything is hatched."""
    if found.out:
        yield (
            OUT,
            _("hatched: out of the index (%(areas)s)")
            % {"areas": listed([row.name for row in found.out], NAMED)},
        )


def _said(row: AreaResult, level: int | None, *, is_unsure: bool = False) -> str:
    if level is None:
        return _("%(area)s: out of the index") % {"area": row.name}
    said = {"area": row.name, "rank": place(row.rank), "level": number(level + 1)}
    if is_unsure:
        return _("%(area)s: place %(rank)s, class %(level)s of 5, not sure") % said
    return _("%(area)s: place %(rank)s, class %(level)s of 5") % said


def _header(found: Gathered) -> list[str]:
    sure = [_("Is the class sure?")] if found.asked else []
    return [_("Area"), _("Rank"), _("Index"), _("Class (5: the most distressed)"), *sure]


def _rows(found: Gathered, classes: Classed, unsure: Sequence[bool]) -> list[list[str]]:
    rows = []
    for row, level, is_unsure in zip(found.ranked, classes.levels, unsure, strict=True):
        sure = [_("no") if is_unsure else _("yes")] if found.asked else []
        rows.append([row.name, place(row.rank), number(row.index, DECIMALS), number(level + 1), *sure])
    rows += [[row.name, "–", "–", "–", *(["–"] if found.asked else [])] for row in found.out]
    return rows
