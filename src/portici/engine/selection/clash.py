"""A rule that no set keeps: which of its limits clash, and what would have to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .areas import Floats
from .problem import Problem
from .rules import Effort, Limit
from .search import best, least


@dataclass(frozen=True)
class WayOut:
    """Limits that would have to give, together, and what each would have to be where that can be told."""

    limits: tuple[Limit, ...]
    message: Message


class Infeasible(Invalid):
    """No set keeps the rule. `clash` are limits that cannot be kept together and could be without any one of them; `ways` lead out."""

    def __init__(self, problem: Problem, clash: tuple[Limit, ...], ways: tuple[WayOut, ...]) -> None:
        self.rule, self.clash, self.ways = problem.rule, clash, ways
        super().__init__(_findings(problem, clash, ways))


def infeasible(problem: Problem, effort: Effort) -> Infeasible:
    """Why nothing keeps the rule: limits are dropped one by one as long as the rest still clash, then each way out is tried."""
    clash = list(problem.rule.limits)
    for limit in problem.rule.limits:
        rest = [one for one in clash if one is not limit]
        if not _possible(_only(problem, rest), effort):
            clash = rest
    return Infeasible(problem, tuple(clash), tuple(_ways(problem, effort)))


def _only(problem: Problem, limits: list[Limit]) -> Problem:
    dropped = [limit for limit in problem.rule.limits if limit not in limits]
    return replace(problem, rule=problem.rule.without(*dropped))


def _possible(problem: Problem, effort: Effort) -> bool:
    return not best(problem, effort).infeasible


def _ways(problem: Problem, effort: Effort) -> Iterator[WayOut]:
    """The fewest limits that have to give: each choice of so many that leaves a set."""
    limits = problem.rule.limits
    for number in range(1, len(limits) + 1):
        ways = [
            WayOut(dropped, _way(problem, dropped, effort))
            for dropped in combinations(limits, number)
            if _possible(replace(problem, rule=problem.rule.without(*dropped)), effort)
        ]
        yield from ways
        if ways:
            return


def _way(problem: Problem, dropped: tuple[Limit, ...], effort: Effort) -> Message:
    without = replace(problem, rule=problem.rule.without(*dropped))
    if dropped == (Limit.AREAS,):
        needed, sure = _needed(without, np.ones(problem.areas.n), effort)
        return Message(_MORE_AREAS if sure else _SOME_MORE_AREAS, {"areas": needed})
    if dropped == (Limit.RESIDENTS,):
        needed, sure = _needed(without, problem.areas.residents.astype(np.float64), effort)
        return Message(_MORE_RESIDENTS if sure else _SOME_MORE_RESIDENTS, {"residents": needed})
    if dropped == (Limit.GROUPS,):
        return Message(_FEWER_GROUPS, {"groups": ", ".join(_left_out(problem, effort))})
    if dropped == (Limit.CONTIGUITY,):
        return Message(_IN_PIECES)
    return Message(_NOT_ALONE)


def _needed(problem: Problem, costs: Floats, effort: Effort) -> tuple[int, bool]:
    """The least Σ costs of a set that keeps the rule, and whether there is one; else what it is not below."""
    found = least(problem, costs, effort)
    if found.chosen is not None and found.proved:
        return int(costs[sorted(found.chosen)].sum()), True
    return int(np.ceil(-found.bound - 1e-6)), False


def _left_out(problem: Problem, effort: Effort) -> list[str]:
    """The fewest groups without an area, tried by number and name."""
    names = list(problem.groups)
    for number in range(1, len(names) + 1):
        for dropped in combinations(names, number):
            kept = tuple(name for name in names if name not in dropped)
            rule = replace(problem.rule, groups=kept, one_per_group=bool(kept))
            if _possible(replace(problem, rule=rule), effort):
                return list(dropped)
    return names


def _findings(problem: Problem, clash: tuple[Limit, ...], ways: tuple[WayOut, ...]) -> Iterator[Finding]:
    """One for each limit that clashes, at its place in the rule, with what it alone would have to be."""
    alone = {way.limits[0]: way.message for way in ways if len(way.limits) == 1}
    said = {
        Limit.AREAS: ("most_areas", str(problem.rule.most_areas)),
        Limit.RESIDENTS: ("most_residents", str(problem.rule.most_residents)),
        Limit.GROUPS: ("one_per_group", ", ".join(problem.groups)),
        Limit.CONTIGUITY: ("contiguous", ""),
    }
    for limit in clash:
        field, found = said[limit]
        todo = alone.get(limit, Message(_NOT_ALONE))
        yield Finding(Severity.ERROR, f"rule.clash.{limit}", found, Message(_ACCEPTED), todo, field)


_ACCEPTED = gettext_noop(
    "Limits that at least one set of areas keeps together; this one clashes with others."
)
_MORE_AREAS = gettext_noop("Allow at least %(areas)s areas.")
_MORE_RESIDENTS = gettext_noop("Allow at least %(residents)s residents.")
_SOME_MORE_AREAS = gettext_noop(
    "Allow at least %(areas)s areas; whether these suffice was not found out in the time given."
)
_SOME_MORE_RESIDENTS = gettext_noop(
    "Allow at least %(residents)s residents; whether these suffice was not found out in the time given."
)
_FEWER_GROUPS = gettext_noop("Leave these without an area: %(groups)s.")
_IN_PIECES = gettext_noop("Let the areas lie apart.")
_NOT_ALONE = gettext_noop("Giving way here alone is not enough: change another limit too.")
