"""The desk that computes indicators from counts of people, and what it is done with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from portici.journal.domain import write_entry
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure

from .. import rules
from ..bulk import Tally
from ..figures import Cell, Formula, Group, Term, cells_of, counted, made_of
from ..models import Area, AreaPart, Indicator, Layer, Method, Observation
from .readings import Reading, upsert_readings


def compute_indicators(
    *,
    actor: Actor,
    areas: Sequence[Area] | None = None,
    layer: Layer | None = None,
    run_uid: str = "",
) -> Tally:
    """Compute every share, change and count for these areas, or those of a layer, or all; in all years
    counted.

    An area made of parts gets the sums of its parts' people, each with its share: percentages are never
    averaged. What can no longer be computed is taken away. Raises Refused.
    """
    ensure(rules.may_write(actor))
    if areas is not None:
        ids = [area.pk for area in areas]
    else:
        ids = list(Area.objects.filter(Q(layer=layer) if layer else Q()).values_list("pk", flat=True))
    with transaction.atomic():
        tally = refresh(ids, run_uid=run_uid)
        if tally.added or tally.changed:
            write_entry(
                actor=actor,
                verb="compute",
                kind="layer" if layer else "area",
                ref=layer.code if layer else "",
                run_uid=run_uid,
                counts=tally.counts(),
            )
    return tally


@dataclass(frozen=True, slots=True)
class _Table:
    """What the computation reads: the terms of each area, the rows of each term, the kind of each area's
    layer."""

    terms: Mapping[int, tuple[Term, ...]]
    cells: Mapping[int, Mapping[int, list[Cell]]]
    kinds: Mapping[int, str]


def refresh(ids: Iterable[int], *, run_uid: str = "") -> Tally:
    """Compute the figures of these areas anew. No rights are asked: the calling desk has, for what it
    changed."""
    recipes = [
        (indicator.pk, indicator.uid, formula)
        for indicator in Indicator.objects.exclude(method=Method.PUBLISHED)
        if (formula := Formula.parse(indicator.method, indicator.formula).value) is not None
    ]
    wanted = set(ids)
    if not recipes or not wanted:
        return Tally()
    terms = made_of(wanted)
    cells = cells_of({term.area_id for made in terms.values() for term in made})
    kinds = dict(Area.objects.filter(pk__in=wanted).values_list("pk", "layer__kind"))
    table = _Table(terms, cells, kinds)
    readings = [reading for pk, uid, formula in recipes for reading in _readings_of(pk, uid, formula, table)]
    _forget({pk for pk, _uid, _formula in recipes}, wanted, readings)
    return upsert_readings(readings, run_uid=run_uid)


def _readings_of(indicator_id: int, indicator_uid: str, formula: Formula, table: _Table) -> list[Reading]:
    groups = {group for _role, group, _back in formula.components}
    sums = {
        (area_id, year, group): counted(rows, group)
        for area_id, years in table.cells.items()
        for year, rows in years.items()
        for group in groups
    }
    readings = []
    for area_id, made in table.terms.items():
        for year in sorted({year for term in made for year in table.cells.get(term.area_id, ())}):
            totals = _totals(formula, made, year, sums)
            if totals is not None:
                value, status = formula.settled(totals, table.kinds[area_id])
                readings.append(
                    Reading(
                        indicator_id, area_id, str(year), value, status.value, indicator_uid=indicator_uid
                    )
                )
    return readings


def _totals(
    formula: Formula,
    made: Sequence[Term],
    year: int,
    sums: Mapping[tuple[int, int, Group], int | None],
) -> list[Decimal] | None:
    totals = []
    for _role, group, back in formula.components:
        total = Decimal(0)
        for term in made:
            people = sums.get((term.area_id, year - back, group))
            if people is None:
                return None
            total += term.share * people
        totals.append(total)
    return totals


def _forget(indicator_ids: set[int], area_ids: set[int], readings: Iterable[Reading]) -> None:
    """Take away what was computed once and cannot be any more: it would have no rows to open."""
    kept = {(reading.indicator_id, reading.area_id, reading.period) for reading in readings}
    stored = Observation.objects.filter(indicator_id__in=indicator_ids, area_id__in=area_ids)
    gone = [
        pk
        for pk, *key in stored.values_list("pk", "indicator_id", "area_id", "period")
        if tuple(key) not in kept
    ]
    for start in range(0, len(gone), 500):
        Observation.objects.filter(pk__in=gone[start : start + 500]).delete()


def dependents(ids: Iterable[int]) -> set[int]:
    """The areas whose figures may be sums of these areas' counts: themselves, what contains them, what they
    are parts of."""
    found: set[int] = set()
    pending = set(ids)
    while pending:
        found |= pending
        paths = Area.objects.filter(pk__in=pending).values_list("path", flat=True)
        above = {int(step) for path in paths for step in path.split("/") if step}
        wholes = set(AreaPart.objects.filter(part_id__in=pending).values_list("whole_id", flat=True))
        pending = (above | wholes) - found
    return found
