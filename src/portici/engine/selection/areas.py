"""The areas that may be chosen, in the order of their keys, so that the order of the rows never matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portici.engine.clusters.weights import Weights
from portici.kernel.findings import Finding, Message, Severity, ensure_valid, gettext_noop

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Areas:
    """`index` (n,) rises with distress; `residents` (n,) people; `distressed` (n,) those of them in distress, where counted.

    `groups` (n,) name the quartiere or district of each area; `near[i]` are the positions of the areas that touch area i. Made by `areas_of`.
    """

    keys: tuple[str, ...]
    index: Floats
    residents: Integers
    distressed: Integers | None = None
    groups: tuple[str, ...] | None = None
    near: tuple[frozenset[int], ...] | None = None

    @property
    def n(self) -> int:
        return len(self.keys)

    @property
    def ranks(self) -> Integers:
        """Place of each area by index, 1 the most distressed; equal ones share the smaller place. (n,)"""
        return 1 + self.n - np.searchsorted(np.sort(self.index), self.index, side="right")


def areas_of(
    keys: Sequence[str],
    index: npt.ArrayLike,
    residents: npt.ArrayLike,
    *,
    distressed: npt.ArrayLike | None = None,
    groups: Sequence[str] | None = None,
    neighbours: Weights | None = None,
) -> Areas:
    """The areas sorted by key. Raises `Invalid` with each key that is there twice and each value that is no number or below 0.

    Areas excluded from the study are left out by whoever calls. `neighbours` may have the areas in another order, and more of them.

    >>> areas = areas_of(["b", "a"], [1.5, 2.5], [100, 200])
    >>> areas.keys, areas.index.tolist(), areas.ranks.tolist()
    (('a', 'b'), [2.5, 1.5], [1, 2])
    """
    values = np.asarray(index, dtype=np.float64)
    people = np.asarray(residents, dtype=np.float64)
    struck = None if distressed is None else np.asarray(distressed, dtype=np.float64)
    ensure_valid(_checked(keys, values, people, struck))
    order = np.array(sorted(range(len(keys)), key=lambda place: keys[place]), dtype=np.int64)
    sorted_keys = tuple(keys[place] for place in order.tolist())
    return Areas(
        keys=sorted_keys,
        index=values[order],
        residents=people[order].astype(np.int64),
        distressed=None if struck is None else struck[order].astype(np.int64),
        groups=None if groups is None else tuple(groups[place] for place in order.tolist()),
        near=None if neighbours is None else _near(sorted_keys, neighbours),
    )


def _near(keys: tuple[str, ...], neighbours: Weights) -> tuple[frozenset[int], ...]:
    """Who touches whom, in both directions, by position."""
    place = {key: at for at, key in enumerate(keys)}
    where = [place.get(key, -1) for key in neighbours.keys]
    near: list[set[int]] = [set() for _ in keys]
    for row, column in zip(neighbours.rows.tolist(), neighbours.indices.tolist(), strict=True):
        one, other = where[row], where[column]
        if one >= 0 and other >= 0:
            near[one].add(other)
            near[other].add(one)
    return tuple(frozenset(one) for one in near)


def _checked(
    keys: Sequence[str], index: Floats, residents: Floats, distressed: Floats | None
) -> Iterator[Finding]:
    lengths = {len(keys), len(index), len(residents), len(keys if distressed is None else distressed)}
    if len(lengths) != 1 or not len(keys):
        yield _lengths(sorted(lengths))
        return
    yield from (_twice(key, count) for key, count in Counter(keys).items() if count > 1)
    for at in np.flatnonzero(~np.isfinite(index)).tolist():
        yield _no_number(keys[at], index[at], "index")
    for name, people in (("residents", residents), ("distressed", distressed)):
        if people is not None:
            wrong = ~(np.isfinite(people) & (people >= 0) & (people == np.floor(people)))
            for at in np.flatnonzero(wrong).tolist():
                yield _no_people(keys[at], people[at], name)


def _lengths(found: list[int]) -> Finding:
    return Finding(
        Severity.ERROR,
        "areas.number",
        ", ".join(map(str, found)),
        Message(gettext_noop("At least one area, with one value for each in every column.")),
        Message(gettext_noop("Give every column one value for each area.")),
    )


def _twice(key: str, times: int) -> Finding:
    return Finding(
        Severity.ERROR,
        "areas.twice",
        key,
        Message(gettext_noop("Each area once; this one is there %(times)s times."), {"times": times}),
        Message(gettext_noop("Keep one row for each area.")),
    )


def _no_number(key: str, value: float, column: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "areas.no_number",
        f"{key}: {value}",
        Message(gettext_noop("A number for each area.")),
        Message(gettext_noop("Leave the area out, and say why, or give it a value.")),
        column,
    )


def _no_people(key: str, value: float, column: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "areas.no_people",
        f"{key}: {value}",
        Message(gettext_noop("A number of people: whole, 0 or more.")),
        Message(gettext_noop("Correct the count, or leave the area out and say why.")),
        column,
    )
