"""Who may be chosen: the areas with a score in the edition, with the counts, groups and neighbours that the rule asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, ensure_valid, gettext_noop
from portici.records.links import seen
from portici.territory.models import Area, Indicator, Layer
from portici.territory.queries import borders_of

from .. import inputs, queries
from ..inputs import Column
from ..models import AreaResult, AreaState, Edition, Study
from ..neighbours import touching
from ..trying import parse
from .rule import Covers, RuleKind, Stated, Together, engine_rule

if TYPE_CHECKING:
    from portici.engine.clusters.weights import Weights
    from portici.engine.selection import Areas, Rule

#: Metres within which two areas touch: borders of official sources do not match to the digit. Kept with each proposal, since an
#: edition's own neighbours follow what it asks of its clusters, or are not asked for.
TOLERANCE = 2.0
#: Names in a sentence; the rest is counted.
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """What a rule reads of the areas that have a score, each in their order; None where it does not ask."""

    residents: Sequence[int] | None = None
    distressed: Sequence[int] | None = None
    groups: Sequence[Area] | None = None
    near: Weights | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """The rows of the edition; those with a score, their counts and groups; `turned` where a lower index means more distress."""

    rows: Sequence[AreaResult]
    candidates: Sequence[AreaResult]
    columns: Sequence[Column]
    residents: Sequence[int] | None
    groups: Sequence[Area] | None
    turned: bool
    rule: Rule
    areas: Areas


def pool_of(actor: Actor, edition: Edition, stated: Stated) -> Pool:
    """Read with the actor's eyes. Raises Invalid with each area that lacks what the rule asks for, by name."""
    rows = list(queries.results_of(actor, edition))
    candidates = _scored(rows)
    turned = is_turned(edition)
    ensure_valid([*_nobody(candidates), *_no_meaning(stated, candidates, turned=turned)])
    columns = _columns(actor, edition.study, stated)
    counts = Counts(
        residents=_counts(candidates, columns, stated.residents, "residents"),
        distressed=_counts(candidates, columns, stated.distressed, "distressed"),
        groups=_groups(actor, candidates, stated.layer),
        near=_neighbours(candidates) if stated.contiguous != Together.NO else None,
    )
    return pool_over(rows, stated, counts, turned=turned, columns=columns)


def pool_over(
    rows: Sequence[AreaResult],
    stated: Stated,
    counts: Counts,
    *,
    turned: bool,
    columns: Sequence[Column] = (),
) -> Pool:
    """The rows with what the rule asks of those that have a score, in their order."""
    candidates = _scored(rows)
    return Pool(
        rows=rows,
        candidates=candidates,
        columns=columns,
        residents=counts.residents,
        groups=counts.groups,
        turned=turned,
        rule=engine_rule(stated, turned=turned),
        areas=_areas(stated, candidates, counts, turned=turned),
    )


def _scored(rows: Iterable[AreaResult]) -> list[AreaResult]:
    return [row for row in rows if row.state == AreaState.INCLUDED and row.index is not None]


def is_turned(edition: Edition) -> bool:
    """Whether a lower index means more distress, by what the specification says of its index."""
    from portici.engine.index.spec import Higher

    return parse(edition.specification).index.higher is Higher.BETTER


def counts_of(actor: Actor, study: Study) -> list[Indicator]:
    """The indicators whose values count people or things, and so add up, in the study's areas."""
    return [one for one in inputs.indicators_of(actor, study) if one.adds_up]


def layers_above(actor: Actor, study: Study) -> QuerySet[Layer]:
    """The layers of the areas that the study's areas lie in."""
    paths = inputs.areas_of(actor, study).order_by().values_list("path", flat=True)
    keys = {int(key) for path in paths for key in path.split("/") if key}
    areas = seen(Area, actor).filter(pk__in=keys).exclude(layer=study.layer)
    return Layer.objects.filter(pk__in=areas.order_by().values("layer"))


def _areas(stated: Stated, rows: Sequence[AreaResult], counts: Counts, *, turned: bool) -> Areas:
    from portici.engine.selection import areas_of

    values = [-(row.index or 0.0) if turned else (row.index or 0.0) for row in rows]
    if stated.kind == RuleKind.BEST and stated.coverage == Covers.PLACE:
        values = shares_of_place(values)
    return areas_of(
        [row.code for row in rows],
        values,
        counts.residents if counts.residents is not None else [0] * len(rows),
        distressed=counts.distressed,
        groups=group_names(counts.groups) if counts.groups is not None else None,
        neighbours=counts.near,
    )


def group_names(groups: Sequence[Area]) -> list[str]:
    """The group of each area as sentences call it: its name, with its code where another one has the same."""
    codes: dict[str, set[str]] = {}
    for area in groups:
        codes.setdefault(area.name, set()).add(area.code)
    return [area.name if len(codes[area.name]) == 1 else f"{area.name} ({area.code})" for area in groups]


def shares_of_place(values: Sequence[float]) -> list[float]:
    """The share of the areas that are no more distressed than each, itself included; the most distressed has 1.

    >>> shares_of_place([5.0, -2.0, 5.0, 1.0])
    [1.0, 0.25, 1.0, 0.5]
    """
    from bisect import bisect_right

    ordered = sorted(values)
    return [bisect_right(ordered, value) / len(ordered) for value in values]


def _columns(actor: Actor, study: Study, stated: Stated) -> Sequence[Column]:
    named = {stated.residents: "residents", stated.distressed: "distressed"}
    read = inputs.read(actor, study, dict.fromkeys(stated.columns))
    faults = [one.at(named[one.field]) for one in read.findings if one.field in named]
    faults += [_no_count(one, named[one.name]) for one in read.columns if not one.indicator.adds_up]
    ensure_valid(faults)
    return read.columns


def _counts(rows: Sequence[AreaResult], columns: Iterable[Column], name: str, field: str) -> list[int] | None:
    column = next((one for one in columns if one.name == name), None)
    if column is None:
        return None
    values = [column.value(row.area) for row in rows]
    lacking = [row.name for row, value in zip(rows, values, strict=True) if value is None]
    odd = [
        f"{row.name}: {value:g}"
        for row, value in zip(rows, values, strict=True)
        if value is not None and (value < 0 or value != int(value))
    ]
    ensure_valid(
        [
            *(
                [error("proposal.no_count", named(lacking), Message(_EVERY), Message(_OTHER)).at(field)]
                * bool(lacking)
            ),
            *(
                [error("proposal.odd_count", named(odd), Message(_WHOLE), Message(_CORRECT)).at(field)]
                * bool(odd)
            ),
        ]
    )
    return [int(value or 0) for value in values]


def _groups(actor: Actor, rows: Sequence[AreaResult], layer: str) -> list[Area] | None:
    if not layer:
        return None
    paths = [[int(key) for key in row.area.path.split("/") if key] for row in rows]
    keys = {key for path in paths for key in path}
    known = {area.pk: area for area in seen(Area, actor).filter(pk__in=keys, layer__code=layer)}
    found = [next((known[key] for key in path if key in known), None) for path in paths]
    outside = [row.name for row, area in zip(rows, found, strict=True) if area is None]
    if outside:
        raise Invalid(
            [error("proposal.no_group", named(outside), Message(_IN_ONE), Message(_OTHER_LAYER)).at("layer")]
        )
    return [area for area in found if area is not None]


def _neighbours(rows: Sequence[AreaResult]) -> Weights:
    """Who touches whom. Raises Invalid with each area without a border, by name."""
    from shapely.geometry import shape

    borders = borders_of([row.area for row in rows], "whole")
    shapes = [shape(borders[row.area_id]) if row.area_id in borders else None for row in rows]
    names, codes = [row.name for row in rows], [row.code for row in rows]
    try:
        return touching(shapes, names, codes, tolerance=TOLERANCE)
    except Invalid as fault:
        raise Invalid([one.at("contiguous") for one in fault.findings]) from fault


def named(names: Sequence[str]) -> str:
    """The first names, and that there are more.

    >>> named([str(number) for number in range(12)])
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … (12)'
    """
    more = f", … ({len(names)})" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _nobody(rows: Sequence[AreaResult]) -> list[Finding]:
    if rows:
        return []
    todo = Message(gettext_noop("Look at why the edition's areas are out, and compute another edition."))
    return [error("proposal.nobody", "", Message(gettext_noop("At least one area with a score.")), todo)]


def _no_meaning(stated: Stated, rows: Sequence[AreaResult], *, turned: bool) -> list[Finding]:
    """Residents times an index that falls with distress, or goes below 0, measures nothing."""
    if stated.kind != RuleKind.BEST or stated.coverage != Covers.INDEX:
        return []
    least = min((row.index or 0.0 for row in rows), default=0.0)
    todo = Message(gettext_noop("Cover residents by the place of their area: this takes any index."))
    if turned:
        accepted = Message(
            gettext_noop(
                "An index that rises with distress: in this specification a lower one means more of it."
            )
        )
        return [error("proposal.no_product", "", accepted, todo).at("coverage")]
    if least < 0:
        accepted = Message(gettext_noop("An index that is never below 0."))
        return [error("proposal.no_product", f"{least:g}", accepted, todo).at("coverage")]
    return []


def _no_count(column: Column, field: str) -> Finding:
    accepted = Message(gettext_noop("A count, whose values may be added up."))
    todo = Message(gettext_noop("Choose a count, or say of the indicator that it is one."))
    return error("proposal.no_count", column.indicator.name, accepted, todo).at(field)


_EVERY = gettext_noop("A count for every area that has a score.")
_OTHER = gettext_noop("Choose a count that these areas have, or import their values.")
_WHOLE = gettext_noop("A number of people: whole, 0 or more.")
_CORRECT = gettext_noop("Correct the counts, or choose another one.")
_IN_ONE = gettext_noop("Areas that lie in one area of the higher layer each.")
_OTHER_LAYER = gettext_noop("Choose another layer, or say of these areas what they lie in.")
