"""Who says a figure: of a published one its source, of one computed from counts whoever counted the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..figures import Formula, made_of
from ..models import Indicator, Method, PopulationCount, PopulationSource

#: An indicator's key and a period.
Asked = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Said:
    """A source as pages name it, with the licence that its data come under."""

    source: str
    source_url: str = ""
    licence: str = ""
    vintage: str = ""


def said_by(indicator: Indicator, counted_by: Iterable[PopulationSource] = ()) -> tuple[Said, ...]:
    """The sources of rows that were counted; without any, what the indicator says of itself."""
    found = tuple(Said(one.name, one.url, one.licence) for one in counted_by)
    own = Said(indicator.source, indicator.source_url, indicator.licence, indicator.vintage)
    return found or (own,)


def sources_of_figures(
    area_ids: Iterable[int], asked: Iterable[tuple[Indicator, str]]
) -> dict[Asked, tuple[Said, ...]]:
    """(indicator, period) -> the sources of its figures in these areas, by name. Queries grow with the depth of
    the areas' parts, not with the number of figures; none when no figure is computed.
    """
    listed = list(asked)
    years = {(one.pk, period): _years(one, period) for one, period in listed}
    counted = _counted_by(area_ids, {year for some in years.values() for year in some})
    found = {}
    for one, period in listed:
        sources = {source.pk: source for year in years[one.pk, period] for source in counted[year]}
        by_name = sorted(sources.values(), key=lambda source: source.name)
        found[one.pk, period] = said_by(one, by_name)
    return found


def _years(indicator: Indicator, period: str) -> set[int]:
    """The years whose counts the figure is made of; none of what is published."""
    if indicator.method == Method.PUBLISHED or not period.isdigit():
        return set()
    formula = Formula.parse(indicator.method, indicator.formula).require()
    return {int(period) - back for _role, _group, back in formula.components}


def _counted_by(area_ids: Iterable[int], years: set[int]) -> dict[int, list[PopulationSource]]:
    found: dict[int, list[PopulationSource]] = defaultdict(list)
    if not years:
        return found
    terms = {term.area_id for made in made_of(area_ids).values() for term in made}
    rows = PopulationCount.objects.filter(area_id__in=terms, year__in=years).order_by()
    pairs = list(rows.values_list("year", "source").distinct())
    sources = PopulationSource.objects.in_bulk({source for _year, source in pairs})
    for year, source in pairs:
        found[year].append(sources[source])
    return found
