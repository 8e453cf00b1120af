"""What a figure is made of: the rows, and the sums of rows, that give the value again exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portici.kernel.actor import Actor

from .. import rules
from ..figures import Cell, Formula, Group, Term, cells_of, made_of
from ..models import OPEN_AGE, Area, Indicator, Method, Observation, ObservationStatus, PopulationSource


@dataclass(frozen=True, slots=True)
class Line:
    """One row shown. `counted` is what it adds to the total: the people times the share.

    Of a figure of one area the rows are age bands (sexes and citizenships added up); of one made of areas
    each row is an area, whose own explanation opens the next step. `areas` is empty for areas that the actor
    may not see, put together in one row. Neighbouring rows of a small area are put together until none counts
    1 to 4 people. `share` is None where they differ.
    """

    areas: tuple[Area, ...]
    #: Ages, ends included; None is no upper end. Empty in the rows of a figure made of areas.
    bands: tuple[tuple[int, int | None], ...]
    people: int
    share: Decimal | None
    counted: Decimal
    run_uids: tuple[str, ...] = ()
    file_lines: tuple[int, ...] = ()

    @property
    def age_from(self) -> int | None:
        """The first age of the row; None in rows that are areas."""
        return self.bands[0][0] if self.bands else None

    @property
    def age_to(self) -> int | None:
        """The last age of the row; None when it has no upper end, and in rows that are areas."""
        return self.bands[-1][1] if self.bands else None


@dataclass(frozen=True, slots=True)
class Component:
    """One sum of the figure. `role`: count; numerator, denominator; before, after. `total` is the sum of
    `counted`."""

    role: str
    year: int
    group: Group
    lines: tuple[Line, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure with what it is made of.

    Computed: `value` is 100 × numerator ÷ denominator, 100 × (after − before) ÷ before, or the count, of
    `components`; it `agrees` with the observation stored. Published: no components; the source, the file's
    run and the line say where it stands. Hidden: no components, for their rows are what is hidden.
    """

    indicator: Indicator
    area: Area
    period: str
    value: float | None
    status: ObservationStatus
    components: tuple[Component, ...]
    sources: tuple[PopulationSource, ...]
    run_uid: str
    file_line: int | None
    agrees: bool

    @property
    def is_computed(self) -> bool:
        return self.indicator.method != Method.PUBLISHED


def explain(actor: Actor, indicator: Indicator, area: Area, period: str) -> Explanation | None:
    """The figure and its rows; None when the actor may not see the indicator or the area, or nothing was
    observed."""
    observation = (
        Observation.objects.filter(
            indicator__in=Indicator.objects.visible_to(actor).filter(pk=indicator.pk),
            area__in=Area.objects.visible_to(actor).filter(pk=area.pk),
            period=period,
        )
        .select_related("indicator", "area__layer")
        .first()
    )
    if observation is None:
        return None
    if observation.indicator.method == Method.PUBLISHED or not period.isdigit():
        return _published(observation)
    return _computed(actor, observation)


def _published(observation: Observation) -> Explanation:
    return _explanation(observation, observation.value, ObservationStatus(observation.status), (), ())


def _explanation(
    observation: Observation,
    value: float | None,
    status: ObservationStatus,
    components: tuple[Component, ...],
    sources: tuple[PopulationSource, ...],
) -> Explanation:
    return Explanation(
        indicator=observation.indicator,
        area=observation.area,
        period=observation.period,
        value=value,
        status=status,
        components=components,
        sources=sources,
        run_uid=observation.run_uid,
        file_line=observation.line,
        agrees=(value, status.value) == (observation.value, observation.status),
    )


def _computed(actor: Actor, observation: Observation) -> Explanation:
    indicator, area = observation.indicator, observation.area
    formula = Formula.parse(indicator.method, indicator.formula).require()
    year = int(observation.period)
    terms = made_of([area.pk])[area.pk]
    years = {year - back for _role, _group, back in formula.components}
    cells = cells_of([term.area_id for term in terms], years)
    known = _areas(actor, terms)
    components = tuple(
        _component(role, year - back, group, _Base(area, terms, cells, known))
        for role, group, back in formula.components
    )
    value, status = formula.settled([component.total for component in components], area.layer.kind)
    used = {cell.source_id for by_year in cells.values() for rows in by_year.values() for cell in rows}
    sources = tuple(PopulationSource.objects.filter(pk__in=used).order_by("name"))
    shown = () if status is ObservationStatus.HIDDEN else components
    return _explanation(observation, value, status, shown, sources)


def _areas(actor: Actor, terms: Sequence[Term]) -> dict[int, Area]:
    """The areas of the terms that the actor may see."""
    ids = [term.area_id for term in terms]
    return {
        area.pk: area for area in Area.objects.visible_to(actor).filter(pk__in=ids).select_related("layer")
    }


@dataclass(frozen=True, slots=True)
class _Base:
    """What the rows are taken from: the area explained, its terms, their counts, the areas that may be
    named."""

    area: Area
    terms: Sequence[Term]
    cells: Mapping[int, Mapping[int, list[Cell]]]
    known: Mapping[int, Area]


def _component(role: str, year: int, group: Group, base: _Base) -> Component:
    if [term.area_id for term in base.terms] == [base.area.pk]:
        rows = base.cells.get(base.area.pk, {}).get(year, [])
        lines = _bands(base.area, [cell for cell in rows if group.takes(cell)])
    else:
        lines = _by_area(base, year, group)
    merged = tuple(_merged(lines, base.area.layer.kind))
    return Component(role, year, group, merged, sum((line.counted for line in merged), Decimal(0)))


def _bands(area: Area, cells: Iterable[Cell]) -> list[Line]:
    """One row an age band, of the area's own counts."""
    bands: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in cells:
        bands[cell.age_from, cell.age_to].append(cell)
    return [
        Line(
            areas=(area,),
            bands=((first, None if last == OPEN_AGE else last),),
            people=(people := sum(cell.people for cell in found)),
            share=Decimal(1),
            counted=Decimal(people),
            run_uids=_run_uids(found),
            file_lines=tuple(sorted({cell.line for cell in found if cell.line is not None})),
        )
        for (first, last), found in sorted(bands.items())
    ]


def _by_area(base: _Base, year: int, group: Group) -> list[Line]:
    """One row an area, by name; those that may not be named are one row at the end."""
    named: list[Line] = []
    unnamed: list[Line] = []
    for term in base.terms:
        cells = [cell for cell in base.cells.get(term.area_id, {}).get(year, ()) if group.takes(cell)]
        people = sum(cell.people for cell in cells)
        area = base.known.get(term.area_id)
        line = Line(
            areas=(area,) if area else (),
            bands=(),
            people=people,
            share=term.share,
            counted=term.share * people,
            run_uids=_run_uids(cells) if area else (),
        )
        (named if area else unnamed).append(line)
    named.sort(key=lambda line: (line.areas[0].name, line.areas[0].pk))
    return [*named, *([_together(unnamed)] if unnamed else [])]


def _run_uids(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(sorted({cell.run_uid for cell in cells if cell.run_uid}))


def _merged(lines: Sequence[Line], kind: str) -> list[Line]:
    """The rows, each put together with the next until no row counts 1 to 4 people."""
    merged: list[Line] = []
    for line in lines:
        if merged and _small(merged[-1], kind):
            merged[-1] = _together([merged[-1], line])
        else:
            merged.append(line)
    while len(merged) > 1 and _small(merged[-1], kind):
        merged[-2:] = [_together(merged[-2:])]
    return merged


def _small(line: Line, kind: str) -> bool:
    kinds = {area.layer.kind for area in line.areas} or {kind}
    return any(rules.too_few(found, [line.people, float(line.counted)]) for found in kinds)


def _together(lines: Sequence[Line]) -> Line:
    shares = {line.share for line in lines}
    areas = {area.pk: area for line in lines for area in line.areas}
    return Line(
        areas=tuple(areas.values()) if all(line.areas for line in lines) else (),
        bands=_joined(band for line in lines for band in line.bands),
        people=sum(line.people for line in lines),
        share=shares.pop() if len(shares) == 1 else None,
        counted=sum((line.counted for line in lines), Decimal(0)),
        run_uids=tuple(sorted({uid for line in lines for uid in line.run_uids})),
        file_lines=tuple(sorted({number for line in lines for number in line.file_lines})),
    )


def _joined(bands: Iterable[tuple[int, int | None]]) -> tuple[tuple[int, int | None], ...]:
    """Bands in the order of ages, those that follow each other as one."""
    joined: list[tuple[int, int | None]] = []
    for first, last in sorted(set(bands), key=lambda band: band[0]):
        if joined and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)
