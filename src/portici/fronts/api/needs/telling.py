"""Target groups, target areas, needs and opportunities as the API writes them."""

from __future__ import annotations

from typing import Any

from portici.kernel.actor import VISITOR
from portici.needs import queries
from portici.needs.models import Designation, DesignationFigure, Need, Opportunity, TargetGroup

from ..common import Site


def groups(site: Site, rows: list[TargetGroup]) -> list[dict[str, Any]]:
    return [{**site.record(row), "description": row.description} for row in rows]


def target_areas(site: Site, rows: list[Designation]) -> list[dict[str, Any]]:
    figures = queries.figures_of_all(VISITOR, rows)
    return [
        {
            **site.record(row),
            "area": site.ref(row.area),
            "act": row.act,
            "decided_on": row.decided_on,
            "until": row.until,
            "reason": row.reason,
            "evidence": row.evidence,
            "figures": [_figure(site, one) for one in figures.get(row.pk, ())],
        }
        for row in rows
    ]


def _figure(site: Site, one: DesignationFigure) -> dict[str, Any]:
    return {
        "indicator": site.ref(one.indicator),
        "of_area": site.ref(one.of_area),
        "origin": one.origin,
        "period": one.period,
        "value": one.value,
        "status": one.status,
        "rank": one.rank,
        "among": one.of,
    }


def needs(site: Site, rows: list[Need]) -> list[dict[str, Any]]:
    return [
        {
            **site.record(row),
            "description": row.description,
            "area": site.ref(row.area),
            "theme": row.theme,
            "state": row.state,
            "severity": row.severity,
            "people_affected": row.people_affected,
            "source": row.source,
            "evidence": row.evidence,
            "recorded_on": row.recorded_on,
            "groups": site.refs(row.groups.all()),
            "indicators": site.refs(row.indicators.all()),
            "activities": site.refs(row.activities.all()),
        }
        for row in rows
    ]


def opportunities(site: Site, rows: list[Opportunity]) -> list[dict[str, Any]]:
    subjects = queries.subjects_of(VISITOR, rows)
    return [
        {
            **site.record(row),
            "description": row.description,
            "area": site.ref(row.area),
            "theme": row.theme,
            "organisation": site.maybe(row.organisation),
            "place": site.maybe(row.place),
            "subject": site.maybe(subjects.get(row.pk)),
            "available_until": row.available_until,
        }
        for row in rows
    ]
