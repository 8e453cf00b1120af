"""The charts of an edition, in the order of a page."""

from __future__ import annotations

from portici.study.neighbours import Standing

from .chart import Chart
from .gathered import Gathered
from .of_clusters import clusters_map
from .of_maps import domain_maps, index_map
from .of_places import intervals, rankings


def charts_of(found: Gathered) -> list[Chart]:
    """The charts for which the edition has something: a map when any area has a place, one of each domain when there are two or more,
    intervals when the edition asked for them. That of clusters and that of the city's index stand with what is said of them
    (`clusters_chart`, `ranking_chart`)."""
    if not found.ranked:
        return []
    charts = [index_map(found)]
    if len(found.tops) > 1:
        charts.append(domain_maps(found))
    if found.asked is not None:
        charts.append(intervals(found, found.asked))
    return charts


def ranking_chart(found: Gathered) -> Chart | None:
    """Ours beside the city's; None where no index is named, or nothing is in both."""
    return rankings(found.beside) if found.beside is not None and found.beside.pairs else None


def clusters_chart(found: Gathered) -> Chart | None:
    """The map of clusters, which stands beside their table; None where nothing is said of clusters."""
    told = found.edition.manifest.get("clusters", {})
    return clusters_map(found, told) if told.get("standing") == Standing.SAID and found.ranked else None


def chart_named(found: Gathered, name: str) -> Chart | None:
    """The chart of this name, where the edition has it."""
    every = [*charts_of(found), clusters_chart(found), ranking_chart(found)]
    return next((one for one in every if one is not None and one.name == name), None)
