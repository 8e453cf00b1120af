"""How a figure comes out of counts of people: which rows it takes, from which areas, and what is done with
their sums.

Used both to compute observations and to explain them, so that the rows shown always add up to the figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from portici.kernel.codes.parsed import Parsed, error
from portici.kernel.findings import Finding, Message, gettext_noop

from . import rules
from .models import OPEN_AGE, Area, AreaPart, LayerKind, Method, ObservationStatus, PopulationCount, Sex

Band = tuple[int, int]
_EVERYBODY: tuple[Band, ...] = ((0, OPEN_AGE),)
_GROUP_KEYS = {"bands", "age_from", "age_to", "sex", "citizenship"}
#: Children stand for their parent when their surfaces add up to its own, but for this much.
_UNCOVERED = 0.02


class Cell(NamedTuple):
    """A row of counts, as the computations read it."""

    area_id: int
    year: int
    age_from: int
    age_to: int
    sex: str
    citizenship: str
    people: int
    source_id: int
    run_uid: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Which people: age bands (both ends included), a sex, a citizenship; empty is all."""

    bands: tuple[Band, ...] = _EVERYBODY
    sex: str = ""
    citizenship: str = ""

    def takes(self, cell: Cell) -> bool | None:
        """Whether the row counts people of the group; None when only some of its people are."""
        if any(first <= cell.age_from and cell.age_to <= last for first, last in self.bands):
            inside: bool | None = True
        else:
            apart = all(cell.age_to < first or last < cell.age_from for first, last in self.bands)
            inside = False if apart else None
        for wanted, told in ((self.sex, cell.sex), (self.citizenship, cell.citizenship)):
            if wanted and told and told != wanted:
                return False
            if wanted and not told and inside is not False:
                inside = None
        return inside

    def is_within(self, other: Group) -> bool:
        """Whether everybody in this group is in the other."""
        ages = all(
            any(low <= first and last <= high for low, high in other.bands) for first, last in self.bands
        )
        return ages and other.sex in {"", self.sex} and other.citizenship in {"", self.citizenship}


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed indicator's recipe.

    Written as {"bands": [[0, 14], [65, null]], "sex": "f", "citizenship": "foreign", "over": {…same…},
    "years": 5}; "age_from" and "age_to" may stand for one band; "over" is of shares (all residents when
    absent), "years" of changes.
    """

    method: Method
    group: Group
    over: Group = Group()
    years: int = 1

    @classmethod
    def parse(cls, method: str, written: Mapping[str, Any]) -> Parsed[Formula]:
        """The recipe, or what is wrong with it."""
        try:
            group, over = _group(written), _group(written.get("over") or {})
            years = int(written.get("years", 1))
            unknown = (
                set(written) - _GROUP_KEYS - {"over", "years"} | set(written.get("over") or {}) - _GROUP_KEYS
            )
        except (TypeError, ValueError, AttributeError):
            return Parsed(None, (_bad_formula(written),))
        if unknown or not 1 <= years <= 50:
            return Parsed(None, (_bad_formula(written),))
        return Parsed(cls(Method(method), group, over, years))

    @property
    def components(self) -> tuple[tuple[str, Group, int], ...]:
        """Role, group, and years before the figure's own, of each sum that the figure is made of."""
        if self.method is Method.SHARE:
            return (("numerator", self.group, 0), ("denominator", self.over, 0))
        if self.method is Method.CHANGE:
            return (("before", self.group, self.years), ("after", self.group, 0))
        return (("count", self.group, 0),)

    def value(self, totals: Sequence[Decimal]) -> float | None:
        """The figure of the sums, in the order of `components`; None when it would divide by nobody."""
        if self.method is Method.SHARE:
            part, whole = totals
            return float(100 * part / whole) if whole else None
        if self.method is Method.CHANGE:
            before, after = totals
            return float(100 * (after - before) / before) if before else None
        return float(totals[0])

    def settled(self, totals: Sequence[Decimal], kind: str) -> tuple[float | None, ObservationStatus]:
        """The figure as it may be shown in a layer of that kind, and why it is not."""
        shown = list(totals)
        if self.method is Method.SHARE and self.group.is_within(self.over):
            shown.append(totals[1] - totals[0])  # who sees both sees the rest
        if rules.too_few(kind, [float(total) for total in shown]):
            return None, ObservationStatus.HIDDEN
        value = self.value(totals)
        return value, ObservationStatus.MISSING if value is None else ObservationStatus.OK


def _group(written: Mapping[str, Any]) -> Group:
    bands = written.get("bands")
    if bands is None and ("age_from" in written or "age_to" in written):
        bands = [[written.get("age_from", 0), written.get("age_to")]]
    read = tuple((int(first), OPEN_AGE if last is None else int(last)) for first, last in bands or _EVERYBODY)
    sex = str(written.get("sex", ""))
    if any(not 0 <= first <= last for first, last in read) or sex not in Sex.values:
        raise ValueError(written)
    return Group(read, sex, str(written.get("citizenship", "")))


def _bad_formula(written: object) -> Finding:
    accepted = Message(
        gettext_noop('A formula like {"bands": [[65, null]], "over": {"bands": [[0, 14]]}} or {"years": 5}.')
    )
    todo = Message(gettext_noop("Correct the ages: the first not after the last, none below zero."))
    return error("indicator.formula", str(written), accepted, todo).at("formula")


@dataclass(frozen=True, slots=True)
class Term:
    """An area whose counts are taken, and which share of them."""

    area_id: int
    share: Decimal


def made_of(ids: Iterable[int]) -> dict[int, tuple[Term, ...]]:
    """For each area, those whose counts add up to it; nothing when there are none.

    An area with counts is itself. Else one made of parts is its parts, with their shares. Else its children
    in a layer whose surfaces add up to its own. Queries grow with the depth, not with the number of areas.
    """
    wanted = set(ids)
    edges: dict[int, list[Term] | None] = {}
    frontier = set(wanted)
    while frontier:
        counted = set(_with_counts(frontier))
        edges.update(dict.fromkeys(counted))
        rest = frontier - counted
        edges.update({area_id: [] for area_id in rest})
        for whole, part, share in AreaPart.objects.filter(whole_id__in=rest).values_list(
            "whole_id", "part_id", "share"
        ):
            edges[whole] = [*(edges[whole] or []), Term(part, share)]
        for parent, children in _covering_children(
            [area_id for area_id in rest if not edges[area_id]]
        ).items():
            edges[parent] = [Term(child, Decimal(1)) for child in children]
        frontier = {term.area_id for area_id in rest for term in edges[area_id] or []} - set(edges)
    return {area_id: _folded(area_id, edges, frozenset()) for area_id in wanted}


def _with_counts(ids: Iterable[int]) -> Iterable[int]:
    counts = PopulationCount.objects.filter(area_id=OuterRef("pk"))
    found: Iterable[int] = Area.objects.filter(pk__in=ids).filter(Exists(counts)).values_list("pk", flat=True)
    return found


def _covering_children(ids: Sequence[int]) -> dict[int, list[int]]:
    """The children of each, in the coarsest layer that covers it."""
    if not ids:
        return {}
    surfaces = dict(Area.objects.filter(pk__in=ids).values_list("pk", "surface_km2"))
    layers: dict[tuple[int, int], list[tuple[int, Decimal]]] = defaultdict(list)
    children = Area.objects.filter(parent_id__in=ids, is_drawn=False, surface_km2__isnull=False)
    rows = children.exclude(layer__kind=LayerKind.TARGET).order_by("pk")
    for pk, parent, layer, surface in rows.values_list("pk", "parent_id", "layer_id", "surface_km2"):
        layers[parent, layer].append((pk, surface))
    chosen: dict[int, list[int]] = {}
    for (parent, _layer), members in layers.items():
        whole = surfaces[parent]
        covered = sum(surface for _pk, surface in members)
        if not whole or abs(float(covered / whole) - 1) > _UNCOVERED:
            continue
        if parent not in chosen or len(members) < len(chosen[parent]):
            chosen[parent] = [pk for pk, _surface in members]
    return chosen


def _folded(area_id: int, edges: Mapping[int, list[Term] | None], above: frozenset[int]) -> tuple[Term, ...]:
    """The terms at the bottom, with the shares on the way multiplied; nothing when one of them leads
    nowhere."""
    steps = edges[area_id]
    if steps is None:
        return (Term(area_id, Decimal(1)),)
    folded: list[Term] = []
    for step in steps:
        below = () if step.area_id in above else _folded(step.area_id, edges, above | {area_id})
        if not below:
            return ()
        folded.extend(Term(term.area_id, term.share * step.share) for term in below)
    return tuple(folded)


def cells_of(area_ids: Iterable[int], years: Iterable[int] | None = None) -> dict[int, dict[int, list[Cell]]]:
    """The rows of counts: area -> year -> rows, in the order of ages."""
    rows = PopulationCount.objects.filter(area_id__in=set(area_ids))
    if years is not None:
        rows = rows.filter(year__in=set(years))
    found: dict[int, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.order_by("area_id", "year", "age_from", "sex", "citizenship").values_list(*Cell._fields):
        cell = Cell(*row)
        found[cell.area_id][cell.year].append(cell)
    return found


def counted(cells: Iterable[Cell], group: Group) -> int | None:
    """How many people of the rows are of the group; None when the rows' bands cannot tell, or there are
    none."""
    total, any_row = 0, False
    for cell in cells:
        any_row = True
        taken = group.takes(cell)
        if taken is None and cell.people:
            return None
        total += cell.people if taken else 0
    return total if any_row else None
