"""What a page shows of an edition's charts, and of the city's own index beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.study.models import Edition

from ..beside import Told, told
from .chart import Chart
from .classes import Method
from .gathered import MOST_AREAS, gather, is_drawable
from .listing import charts_of, clusters_chart, ranking_chart
from .serving import CLASSES, NARROW, WIDTH, asked_method

METHODS = {Method.QUANTILES: _("quantiles"), Method.NATURAL: _("natural breaks")}


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart with the addresses of its picture for a wide and for a narrow screen; `cells` are its table's rows as
    (name, (text, heading, whether a number))."""

    chart: Chart
    wide: str
    narrow: str

    @property
    def head(self) -> list[tuple[str, bool]]:
        return [(text, place in self.chart.numeric) for place, text in enumerate(self.chart.header)]

    @property
    def cells(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        header, numeric = self.chart.header, self.chart.numeric
        return [
            (row[0], [(text, header[at], at in numeric) for at, text in enumerate(row) if at])
            for row in self.chart.rows
        ]


def context(
    request: HttpRequest, actor: Actor, edition: Edition, address: Callable[[str], str]
) -> dict[str, Any]:
    """For the templates `includes/charts.html`, `includes/study/gathering.html` and `includes/beside.html`: of a computed
    edition that passed `visible_to(actor)`.

    `address` gives a picture's by the chart's name. No picture is drawn here.
    """
    if not is_drawable(actor, edition):
        return {"undrawn": MOST_AREAS}
    method = asked_method(request)
    found = gather(actor, edition, method)
    ranking, clusters = ranking_chart(found), clusters_chart(found)
    beside: Told | None = told(found.edition, found.every, found.beside) if found.beside is not None else None
    return {
        "charts": [_shown(chart, address, method) for chart in charts_of(found)],
        "methods": [(one.value, label, one is method) for one, label in METHODS.items()],
        "beside": beside,
        "clusters": _shown(clusters, address, method) if clusters is not None else None,
        "ranking": _shown(ranking, address, method) if ranking is not None else None,
    }


def _shown(chart: Chart, address: Callable[[str], str], method: Method) -> Shown:
    asked = {CLASSES: method.value} if method is not Method.QUANTILES else {}
    url, narrow = address(chart.name), urlencode({**asked, WIDTH: NARROW})
    return Shown(chart, f"{url}?{urlencode(asked)}".rstrip("?"), f"{url}?{narrow}")
