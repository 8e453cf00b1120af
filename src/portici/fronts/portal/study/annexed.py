"""What an edition's page shows besides, as its dossier has it: charts, clusters, what the ranking hangs on, proposals."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from portici.fronts.charts.chart import Chart, Picture, Width
from portici.fronts.charts.classes import Method
from portici.fronts.charts.gathered import MOST_AREAS, gather
from portici.fronts.charts.listing import charts_of, clusters_chart
from portici.fronts.charts.serving import kept
from portici.fronts.dossier.annexes import Annex, Place
from portici.fronts.gathering import Gathering, gathering_of
from portici.fronts.hanging import Hanging, hanging_of
from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import AreaResult, Edition, Proposal

from .reading import edition_url, results


@dataclass(frozen=True, slots=True)
class Pictured:
    """A chart of the dossier: on the page by its address, on paper within it, since a PDF fetches nothing."""

    chart: Chart
    address: str

    @property
    def data(self) -> str:
        picture = kept(Picture(self.chart, self.chart.plan(), Width.WIDE))
        return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()


@dataclass(frozen=True, slots=True)
class Stands:
    """What is said of clusters and of the choices; each may be missing."""

    gathering: Gathering | None
    hanging: Hanging | None


def charts(edition: Edition, rows: Sequence[AreaResult]) -> list[Pictured] | None:
    if len(rows) > MOST_AREAS:
        return None
    # Not the city's own index: it is named beside an edition at any time, and the archive is the same each time.
    found = gather(VISITOR, edition, Method.QUANTILES, rows)
    listed = [*charts_of(found), *filter(None, [clusters_chart(found)])]
    return [Pictured(one, edition_url(edition, "edition-chart", one.name)) for one in listed] or None


def stands(edition: Edition, _rows: Sequence[AreaResult]) -> Stands | None:
    gathering = gathering_of(edition, results(edition), lambda _row: "")
    said = gathering if gathering is not None and gathering.is_said else None
    hanging = hanging_of(edition)
    return Stands(said, hanging) if said or hanging else None


def proposals(edition: Edition, _rows: Sequence[AreaResult]) -> list[Proposal] | None:
    return list(queries.proposals_of(VISITOR, edition)) or None


ANNEXES = (
    Annex(Place.CHARTS, "study/dossier/charts.html", charts),
    Annex(Place.CLUSTERS, "study/dossier/stands.html", stands),
    Annex(Place.PROPOSALS, "study/dossier/proposals.html", proposals),
)
