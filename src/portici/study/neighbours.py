"""Who is near whom among the areas that an edition ranks: read off their borders when the run is ordered, and frozen like
the other inputs.

What is kept is the neighbours of each area, by code, and the digest of the borders that they were read off: a run, and the same
run a year later, needs no border.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from portici.kernel.exhibit import digest_of_text
from portici.kernel.parsing import csv_text, safe_cell
from portici.territory.models import Area
from portici.territory.queries import border_texts_of

if TYPE_CHECKING:
    from portici.engine.clusters import Weights

#: Fewer areas have too few other neighbourhoods to compare one's own with: whatever came out would be chance.
LEAST_AREAS = 20


class Rule(StrEnum):
    """Who counts as a neighbour; `NONE`: clusters are not looked for."""

    QUEEN = "queen"
    ROOK = "rook"
    NEAREST = "nearest"
    NONE = "none"


class Standing(StrEnum):
    """Whether anything can be said of clusters, and why not."""

    SAID = "said"
    TOO_FEW = "too-few"
    NO_SHAPES = "no-shapes"
    ALONE = "alone"
    CONSTANT = "constant"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What an edition asks: who is a neighbour, and how the test is made.

    `k` neighbours each with `NEAREST`; with the others, areas touch that are at most `tolerance` metres apart. `alpha`: the share
    of false ones among the areas shown (Benjamini and Hochberg).
    """

    rule: str = Rule.QUEEN.value
    k: int = 6
    tolerance: float = 1.0
    permutations: int = 99_999
    seed: int = 1
    alpha: float = 0.05


@dataclass(frozen=True, slots=True)
class Frozen:
    """The neighbours of each area that is ranked and has a shape, by code; what the edition keeps of where they come from."""

    neighbours: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


class Placed(Protocol):
    """A row of an edition with its neighbours; None where it has no place among them."""

    @property
    def code(self) -> str: ...

    @property
    def neighbours(self) -> Sequence[str] | None: ...


def asked_of(values: Mapping[str, Any]) -> Neighbourhood | None:
    """What the values that an edition keeps ask for; None when they ask for nothing."""
    return Neighbourhood(**values) if values.get("rule", Rule.NONE) != Rule.NONE else None


def as_values(asked: Neighbourhood) -> dict[str, Any]:
    return asdict(asked)


def freeze(asked: Neighbourhood | None, areas: Sequence[Area], ranked: Iterable[str]) -> Frozen:
    """The neighbours among the areas whose codes are `ranked`. Raises Invalid (more neighbours asked than there are areas)."""
    if asked is None:
        return Frozen()
    borders = border_texts_of(areas, "whole")
    wanted = set(ranked)
    shapes, absent, invalid = _shapes([one for one in areas if one.code in wanted], borders)
    facts: dict[str, Any] = {
        "borders_sha256": digest_of_borders(areas, borders),
        "compared": len(shapes),
        "absent": absent,
        "invalid": invalid,
        "islands": [],
        "standing": _standing(len(shapes), len(wanted)),
    }
    if facts["standing"] != Standing.SAID:
        return Frozen({}, facts)
    weights = _weights(asked, shapes)
    found = {
        key: [weights.keys[place] for place in weights.indices[first:last].tolist()]
        for key, first, last in zip(weights.keys, weights.indptr[:-1], weights.indptr[1:], strict=True)
    }
    facts["islands"] = list(weights.islands)
    if len(weights.islands) == len(shapes):
        facts["standing"] = Standing.ALONE.value
    return Frozen(found, facts | {"neighbours_sha256": digest_of_text(pairs_text(found))})


def digest_of_borders(areas: Iterable[Area], borders: Mapping[int, str]) -> str:
    """SHA-256 of `code,SHA-256 of the border` in the order of the codes; nothing after the comma without a border. The borders are
    the texts as the source gives them, by the area's key."""
    lines = sorted(
        f"{one.code},{digest_of_text(borders[one.pk]) if one.pk in borders else ''}\n" for one in areas
    )
    return digest_of_text("".join(lines))


def kept(rows: Iterable[Placed]) -> dict[str, Sequence[str]]:
    """The neighbours as the store keeps them."""
    return {row.code: row.neighbours for row in rows if row.neighbours is not None}


def pairs_text(neighbours: Mapping[str, Sequence[str]]) -> str:
    """As CSV, a line a neighbour; an area without any stands alone on its line.

    >>> print(pairs_text({"1": ["2"], "2": ["1"], "3": []}), end="")
    code,neighbour
    1,2
    2,1
    3,
    """
    pairs = ((code, other) for code, others in neighbours.items() for other in others or [""])
    return csv_text([("code", "neighbour"), *(map(safe_cell, pair) for pair in pairs)])


def touching(
    shapes: Sequence[Any],
    names: Sequence[str],
    codes: Sequence[str],
    *,
    tolerance: float,
    rule: str = Rule.QUEEN.value,
) -> Weights:
    """Who touches whom among shapes in degrees, at most `tolerance` metres apart. Raises Invalid with each area, by its name,
    whose shape is none, or cannot be used."""
    from portici.engine.clusters import Contiguity, contiguity, in_metres

    return contiguity(in_metres(shapes, names), codes, rule=Contiguity(rule), tolerance=tolerance)


def weights_of(neighbours: Mapping[str, Sequence[str]]) -> Weights:
    """The engine's weights of 1 over the areas, in their order."""
    import numpy as np

    from portici.engine.clusters import Weights

    keys = tuple(neighbours)
    places = {code: place for place, code in enumerate(keys)}
    arrows = [(places[code], places[other]) for code, others in neighbours.items() for other in others]
    row, column = np.array(arrows, dtype=np.int64).reshape(-1, 2).T
    return Weights.of_arrows(keys, row, column, np.ones(len(arrows)))


def _standing(shapes: int, ranked: int) -> str:
    if ranked < LEAST_AREAS:
        return Standing.TOO_FEW.value
    if not shapes:
        return Standing.NO_SHAPES.value
    return (Standing.SAID if shapes >= LEAST_AREAS else Standing.TOO_FEW).value


def _shapes(
    areas: Iterable[Area], borders: Mapping[int, str]
) -> tuple[dict[str, Any], list[str], list[list[str]]]:
    """Shapes by code; codes of areas without one; codes of areas with one that cannot be used, each with why."""
    shapes: dict[str, Any] = {}
    absent: list[str] = []
    invalid: list[list[str]] = []
    for area in areas:
        if area.pk not in borders:
            absent.append(area.code)
            continue
        shape, problem = _read(borders[area.pk])
        if problem:
            invalid.append([area.code, problem])
        else:
            shapes[area.code] = shape
    return shapes, absent, invalid


def _read(text: str) -> tuple[Any, str]:
    """A polygon in degrees; or what is wrong with it, as the library of shapes says it."""
    import shapely

    shape = shapely.from_geojson(text, on_invalid="ignore")
    if shape is None or shape.is_empty:
        return None, "not GeoJSON"
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return None, str(shape.geom_type)
    if not shape.is_valid:
        return None, str(shapely.is_valid_reason(shape))
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return None, "not in degrees"
    return shape, ""


def _weights(asked: Neighbourhood, shapes: Mapping[str, Any]) -> Weights:
    from portici.engine.clusters import in_metres, nearest, points_of

    keys, listed = tuple(shapes), list(shapes.values())
    if asked.rule == Rule.NEAREST:
        return nearest(points_of(in_metres(listed, keys), keys), keys, asked.k)
    return touching(listed, keys, keys, tolerance=asked.tolerance, rule=asked.rule)
