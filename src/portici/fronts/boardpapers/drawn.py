"""The pictures of a dossier: where what was decided is carried out, drawn as the studies' maps are."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.fronts.charts.chart import Chart, Picture, Width
from portici.fronts.charts.maps import Mapped, MapPlan, Panel
from portici.fronts.charts.serving import kept
from portici.fronts.charts.svg import RAMP
from portici.fronts.templatetags.portici import number
from portici.governance.papers import blocks
from portici.governance.papers.blocks import Block
from portici.governance.papers.drawings import ToDraw, register
from portici.territory.models import Area
from portici.territory.queries import borders_of

#: The number of activities from which an area has the darkest class.
MOST = len(RAMP)
#: Areas of the table below the map.
ROWS = 20


def where(asked: ToDraw) -> list[Block]:
    """A map of the activities that carry decisions out, and the same as a table; nothing where no area has a border."""
    borders = borders_of([area for area, _count in asked.areas], "simplified")
    if not any(count and area.pk in borders for area, count in asked.areas):
        return []
    rows = sorted(
        ((area, count) for area, count in asked.areas if count), key=lambda one: (-one[1], one[0].name)
    )
    title = _("Activities that carry out the decisions, by area")
    plan = replace(_plan(asked), borders={str(key): border for key, border in borders.items()})
    chart = Chart(
        name="decisioni",
        heading=title,
        title=title,
        description=_("A map of the areas: the darker, the more activities carry out decisions there."),
        header=[_("Area"), _("Activities")],
        rows=[],
        plan=lambda: plan,
    )
    told = [[area.name, number(count)] for area, count in rows[:ROWS]]
    return [
        blocks.picture(kept(Picture(chart, plan, Width.WIDE)), title),
        *blocks.table(title, chart.header, told, numeric=(1,)),
    ]


def _plan(asked: ToDraw) -> MapPlan:
    areas = tuple(Mapped(str(area.pk), _said(area, count), _level(count)) for area, count in asked.areas)
    counts = sorted({min(count, MOST) for _area, count in asked.areas if count})
    legend = [(str(_level(count)), _told(count)) for count in counts]
    if any(not count for _area, count in asked.areas):
        legend.append(("out", _("none")))
    return MapPlan((Panel("", areas),), tuple(legend))


def _level(count: int) -> int | None:
    return min(count, MOST) - 1 if count else None


def _told(count: int) -> str:
    if count == MOST:
        return _("%(count)s activities or more") % {"count": number(count)}
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": number(count)}


def _said(area: Area, count: int) -> str:
    return f"{area.name}: {_told(min(count, MOST)) if count else _('none')}"


register(where)
