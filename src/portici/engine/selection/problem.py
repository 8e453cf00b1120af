"""A rule for the best set put to certain areas: what each adds, what a set must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from portici.kernel.findings import Finding, Message, Severity, ensure_valid, gettext_noop

from .areas import Areas, Floats
from .connected import Whole, around, cuts, growing, pieces
from .program import Chosen, Program, Row, counted
from .rules import BestSet, Contiguous, Coverage


@dataclass(frozen=True, eq=False)
class Problem:
    """`values` (n,) are what each area adds to the coverage; `given` areas must be in, `barred` may not."""

    areas: Areas
    rule: BestSet
    values: Floats
    given: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()

    @cached_property
    def groups(self) -> dict[str, frozenset[int]]:
        """The areas of each group that must be there."""
        if not self.rule.one_per_group:
            return {}
        every = self._every_group()
        return {name: every[name] for name in self.rule.groups or sorted(every)}

    @cached_property
    def wholes(self) -> list[Whole]:
        """Sets of areas of which what is chosen must hang together."""
        parts: list[frozenset[int]] = []
        if self.rule.contiguous is Contiguous.AS_ONE:
            parts = [frozenset(range(self.areas.n))]
        if self.rule.contiguous is Contiguous.IN_EACH_GROUP:
            parts = [places for _name, places in sorted(self._every_group().items())]
        goals = tuple(self.groups.values()) if self.rule.contiguous is Contiguous.AS_ONE else ()
        seeds = [min(goals, key=lambda goal: (len(goal), min(goal)))] if goals else parts
        ends = np.cumsum([self.areas.n, *map(len, seeds)]).tolist()
        return [
            Whole(part, dict(zip(sorted(seed), range(first, last), strict=True)), goals)
            for part, seed, first, last in zip(parts, seeds, ends, ends[1:], strict=False)
        ]

    @cached_property
    def order(self) -> list[int]:
        """The areas, those that add most first; of a part, the first of those chosen is the root."""
        return [int(place) for place in np.lexsort((np.arange(self.areas.n), -self.values))]

    def _every_group(self) -> dict[str, frozenset[int]]:
        found: dict[str, set[int]] = {}
        for place, name in enumerate(self.areas.groups or ()):
            found.setdefault(name, set()).add(place)
        return {name: frozenset(places) for name, places in found.items()}

    def worth(self, chosen: Iterable[int]) -> float:
        """What a set covers."""
        return float(self.values[sorted(chosen)].sum())

    def program(self, objective: Floats | None = None) -> Program:
        """The rule, save the rows of contiguity that are added as they are broken; the objective is the coverage unless given."""
        extra = sum(len(whole.roots) for whole in self.wholes)
        program = Program(self.values if objective is None else objective, extra)
        most = self.areas.n if self.rule.most_areas is None else self.rule.most_areas
        program.add(counted(range(self.areas.n)), lower=1, upper=most)
        if self.rule.most_residents is not None:
            row = {
                place: float(people) for place, people in enumerate(self.areas.residents.tolist()) if people
            }
            program.add(row, upper=self.rule.most_residents)
        for places in self.groups.values():
            program.add(counted(sorted(places)), lower=1)
        for place in self.given:
            program.add({place: 1.0}, lower=1)
        for place in self.barred:
            program.add({place: 1.0}, upper=0)
        for whole in self.wholes:
            self._add_roots(program, whole)
        return program

    def _add_roots(self, program: Program, whole: Whole) -> None:
        """r_i <= x_i, one root at most, and none after a chosen area: x_j + Σ of r behind j <= 1."""
        program.add(counted(whole.roots.values()), upper=1)
        behind: list[int] = []
        for place in reversed([one for one in self.order if one in whole.roots]):
            program.add({whole.roots[place]: 1.0, place: -1.0}, upper=0)
            if behind:
                program.add({place: 1.0, **counted(behind)}, upper=1)
            behind.append(whole.roots[place])

    def columns(self, chosen: Iterable[int]) -> Chosen:
        """A set as the program's columns: x, then each part's root."""
        held = set(chosen)
        answer = np.zeros(self.areas.n + sum(len(whole.roots) for whole in self.wholes), dtype=bool)
        answer[sorted(held)] = True
        for whole in self.wholes:
            root = next((one for one in self.order if one in held & whole.roots.keys()), None)
            if root is not None:
                answer[whole.roots[root]] = True
        return answer

    def broken(self, chosen: Iterable[int]) -> list[tuple[Whole, list[set[int]]]]:
        """Where what is chosen does not hang together: within what, and the pieces."""
        near = self.areas.near or ()
        held = set(chosen)
        found = [(whole, pieces(held & whole.places, near)) for whole in self.wholes]
        return [(whole, parts) for whole, parts in found if len(parts) > 1]

    def rows_broken_by(self, columns: Floats) -> list[tuple[Row, float]]:
        """Rows of contiguity that a fractional answer breaks, each with what it may be at most."""
        near = self.areas.near or ()
        return [row for whole in self.wholes for row in cuts(whole, near, columns)]

    def rows_lacking(self, chosen: Iterable[int]) -> Iterator[Row]:
        """Rows, at most 0, that a set in pieces breaks and no connected one does."""
        near = self.areas.near or ()
        for whole, parts in self.broken(chosen):
            for part in parts:
                gate = around(part, near, whole.places)
                yield from whole.rows(part, gate, sorted(part))
                lacks = any(not part & places for places in self.groups.values())
                if lacks and self.rule.contiguous is Contiguous.AS_ONE:
                    yield from growing(part, near, whole.places)

    def keeps(self, chosen: Iterable[int]) -> bool:
        """Whether a set keeps the rule, contiguity included."""
        held = set(chosen)
        rule, residents = self.rule, int(self.areas.residents[sorted(held)].sum())
        return (
            bool(held)
            and (rule.most_areas is None or len(held) <= rule.most_areas)
            and (rule.most_residents is None or residents <= rule.most_residents)
            and all(held & places for places in self.groups.values())
            and held >= self.given
            and not held & self.barred
            and not self.broken(held)
        )


def problem_of(areas: Areas, rule: BestSet) -> Problem:
    """Raises `Invalid` where the rule asks for what the areas do not say: groups, neighbours, people in distress, an index from 0."""
    ensure_valid(_checked(areas, rule))
    if rule.coverage is Coverage.DISTRESSED_RESIDENTS and areas.distressed is not None:
        values = areas.distressed.astype(np.float64)
    else:
        values = areas.residents * areas.index
    return Problem(areas, rule, values)


def _checked(areas: Areas, rule: BestSet) -> Iterator[Finding]:
    for name, limit in (("most_areas", rule.most_areas), ("most_residents", rule.most_residents)):
        if limit is not None and limit < 1:
            yield _finding("rule.limit", str(limit), _ONE_OR_MORE, _GIVE_LIMIT, name)
    if rule.coverage is Coverage.DISTRESSED_RESIDENTS and areas.distressed is None:
        yield _finding("rule.distressed", rule.coverage.value, _PEOPLE_COUNTED, _TAKE_INDEX, "coverage")
    if rule.coverage is Coverage.RESIDENTS_TIMES_INDEX and (areas.index < 0).any():
        yield _finding(
            "rule.negative", str(float(areas.index.min())), _FROM_ZERO, _TAKE_FROM_ZERO, "coverage"
        )
    grouped = rule.one_per_group or rule.contiguous is Contiguous.IN_EACH_GROUP
    if grouped and areas.groups is None:
        yield _finding("rule.groups", "", _GROUPS_KNOWN, _GIVE_GROUPS, "one_per_group")
    elif rule.one_per_group:
        for name in sorted(set(rule.groups) - set(areas.groups or ())):
            yield _finding("rule.group_empty", name, _GROUP_HAS_AREAS, _DROP_GROUP, "groups")
    if rule.contiguous is not Contiguous.NO and areas.near is None:
        yield _finding(
            "rule.neighbours", rule.contiguous.value, _NEIGHBOURS_KNOWN, _GIVE_SHAPES, "contiguous"
        )


def _finding(code: str, found: str, accepted: str, todo: str, field: str) -> Finding:
    return Finding(Severity.ERROR, code, found, Message(accepted), Message(todo), field)


_ONE_OR_MORE = gettext_noop("A limit of 1 or more, or none.")
_GIVE_LIMIT = gettext_noop("Raise the limit, or leave it empty.")
_PEOPLE_COUNTED = gettext_noop("How many residents of each area are in distress.")
_TAKE_INDEX = gettext_noop("Give the count, or cover residents times index.")
_FROM_ZERO = gettext_noop("An index that is never below 0, so that no area takes coverage away.")
_TAKE_FROM_ZERO = gettext_noop("Take the index by min-max, by rank or by percentile.")
_GROUPS_KNOWN = gettext_noop("The group, like the quartiere, of each area.")
_GIVE_GROUPS = gettext_noop("Say the group of each area, or do not ask for one of each.")
_GROUP_HAS_AREAS = gettext_noop("A group with at least one area that may be chosen; this one has none.")
_DROP_GROUP = gettext_noop("Leave the group out of the rule, and say that all its areas are excluded.")
_NEIGHBOURS_KNOWN = gettext_noop("Which areas touch one another.")
_GIVE_SHAPES = gettext_noop("Give the areas their shapes, or do not ask that they hang together.")
