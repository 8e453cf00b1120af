"""The map of clusters: where distressed areas lie among distressed ones, and who differs from what is around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portici.fronts.gathering import ISLAND, KINDS, UNPLACED, USUAL, kind_of, p_said
from portici.fronts.templatetags.portici import number, percent, place
from portici.study.models import AreaResult

from . import svg
from .chart import Chart
from .gathered import MOST_ROWS, Gathered, cut, listed
from .maps import OUT, UNSURE, Mapped, MapPlan, Panel
from .of_maps import NAMED, out_entry, with_borders

#: Colours by class: the four kinds, and the areas that chance explains. What hue says is written on the map too.
COLOURS = (svg.BRICK, svg.BLUE, svg.RAMP[1], "#a9c6ea", "#eef1f4")
LEVELS = {kind: level for level, kind in enumerate(KINDS)} | {USUAL: 4, ISLAND: 4}
#: What is written on an area: its own side of the mean, then that of what is around it.
MARKS = {"high-high": "+ +", "low-low": "− −", "high-low": "+ −", "low-high": "− +"}
OTHERS = {
    USUAL: gettext_lazy("No more like, or unlike, what is around it than chance explains"),
    ISLAND: gettext_lazy("Without neighbours: nothing is said"),
    UNPLACED: gettext_lazy("Without a valid border: nothing is said"),
}


def clusters_map(found: Gathered, told: Mapping[str, Any]) -> Chart:
    """The ranked areas by what each is among its neighbours; `told` is what the manifest says of clusters."""
    kinds = [kind_of(row, told["alpha"]) for row in found.ranked]
    areas = [_mapped(row, kind) for row, kind in zip(found.ranked, kinds, strict=True)]
    areas += [
        Mapped(str(row.area_id), _("%(area)s: out of the index") % {"area": row.name}, None)
        for row in found.out
    ]
    plan = MapPlan((Panel("", tuple(areas)),), tuple(_legend(found, kinds)), COLOURS, LEVELS[USUAL])
    return Chart(
        name="addensamenti",
        heading=_("The map of clusters"),
        title=_title(found.ranked, kinds),
        description=_(
            "A map of the areas that stand out among their neighbours, after the correction for many tests (at most %(alpha)s of"
            " them by chance). The first sign is the area's own, the second that of what is around it: + more distressed than the"
            " mean, − less."
        )
        % {"alpha": percent(told["alpha"])},
        header=[_("Area"), _("Rank"), _("Among its neighbours"), _("q")],
        rows=_rows(found, kinds)[:MOST_ROWS],
        plan=with_borders(plan, found.every),
        numeric=(1, 3),
        note=cut(found.every),
    )


def words(kind: str) -> str:
    """What an area of a kind is among its neighbours."""
    return str(KINDS.get(kind) or OTHERS[kind])


def _mapped(row: AreaResult, kind: str) -> Mapped:
    return Mapped(
        key=str(row.area_id),
        said=f"{row.name}: {words(kind)}",
        level=LEVELS.get(kind),
        is_unsure=kind == ISLAND,
        mark=MARKS.get(kind, ""),
    )


def _legend(found: Gathered, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    for kind in (*KINDS, USUAL):
        count = kinds.count(kind)
        text = ngettext("%(kind)s: %(count)s area", "%(kind)s: %(count)s areas", count)
        said = f"{MARKS.get(kind, '')} {words(kind)}".strip()
        if count:
            yield str(LEVELS[kind]), text % {"kind": said, "count": number(count)}
    named = {kind: _names(found.ranked, kinds, kind) for kind in (ISLAND, UNPLACED)}
    if named[ISLAND]:
        said = _("dotted: without neighbours, nothing is said of them (%(areas)s)")
        yield UNSURE, said % {"areas": listed(named[ISLAND], NAMED)}
    if named[UNPLACED]:
        said = _("hatched: without a valid border, nothing is said of them (%(areas)s)")
        yield OUT, said % {"areas": listed(named[UNPLACED], NAMED)}
    yield from out_entry(found)


def _title(rows: Sequence[AreaResult], kinds: Sequence[str]) -> str:
    high, low = (listed(_names(rows, kinds, kind), 3) for kind in ("high-high", "low-low"))
    if high:
        return _("Distressed among distressed: %(areas)s") % {"areas": high}
    if low:
        return _(
            "No area is distressed among distressed ones; less distressed among less distressed: %(areas)s"
        ) % {"areas": low}
    alone = _names(rows, kinds, "high-low") + _names(rows, kinds, "low-high")
    if alone:
        return _("No cluster stands out; unlike what is around them: %(areas)s") % {"areas": listed(alone, 3)}
    return _("No area stands out among its neighbours")


def _names(rows: Sequence[AreaResult], kinds: Sequence[str], wanted: str) -> list[str]:
    return [row.name for row, kind in zip(rows, kinds, strict=True) if kind == wanted]


def _rows(found: Gathered, kinds: Sequence[str]) -> list[list[str]]:
    rows = [
        [row.name, place(row.rank), words(kind), "–" if row.cluster_q is None else p_said(row.cluster_q)]
        for row, kind in zip(found.ranked, kinds, strict=True)
    ]
    return rows + [[row.name, "–", _("out of the index"), "–"] for row in found.out]
