"""Target areas by a stated rule: which areas, how much they cover, how sure that is, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from portici.kernel.findings import Finding, Invalid, Message, Severity, gettext_noop

from .areas import Areas
from .clash import infeasible
from .problem import Problem, problem_of
from .rules import USUAL, BestSet, Effort, MostDistressed, Rule, Threshold
from .search import Found, best


@dataclass(frozen=True)
class NextBest:
    """The best other set: what it covers, and how much less that is."""

    chosen: tuple[str, ...]
    value: float
    cost: float
    proved: bool


@dataclass(frozen=True)
class Selection:
    """What a rule chooses.

    `chosen` keys, ascending; `value` what they cover (0 for rules that cover nothing in particular); `residents` who lives there;
    `bound` what no set under the rule can pass and `proved` whether `chosen` reaches it; `stopped` what ended the search if not.
    """

    rule: Rule
    chosen: tuple[str, ...]
    value: float
    residents: int
    bound: float
    proved: bool
    stopped: str = ""
    next_best: NextBest | None = None

    @property
    def gap(self) -> float:
        """How far the bound is above the value, as a share of the value; 0 where it is proved."""
        return (self.bound - self.value) / self.value if self.value else 0.0

    def message(self) -> Message | None:
        """What to say beside a set that is not proved to be the best."""
        if self.proved:
            return None
        params = {"gap": round(100 * self.gap, 2)}
        return Message(gettext_noop("No set can cover over %(gap)s %% more than this one."), params)


def choose(rule: Rule, areas: Areas, *, effort: Effort = USUAL, runner_up: bool = True) -> Selection:
    """What `rule` chooses among the areas; the order in which they were given does not matter.

    `Threshold`: index >= at_least. `MostDistressed`: the k highest. `BestSet`: maximise Σ_(i in set) value_i, with value_i the
    residents times the index or the residents in distress, at most k areas, at most P residents, one of each group and contiguity where
    asked; solved by HiGHS, never below greedy and exchanges, with a bound where it is not proved within the effort; and the best other set
    unless `runner_up` is off. Raises `Invalid` for a rule that asks for what the areas do not say, and `Infeasible`, which says what
    clashes and what would have to give. Source: maximal covering location, Church and ReVelle (1974), with contiguity as in `connected`.

    >>> from portici.engine.selection import BestSet, areas_of, choose
    >>> areas = areas_of(["a", "b", "c"], [0.9, 0.5, 0.4], [100, 300, 300], groups=["x", "x", "y"])
    >>> found = choose(BestSet(most_areas=2, one_per_group=True), areas)
    >>> found.chosen, found.value, found.proved
    (('b', 'c'), 270.0, True)
    >>> found.next_best.chosen, found.next_best.cost
    (('a', 'c'), 60.0)
    """
    if isinstance(rule, Threshold):
        return _by_threshold(rule, areas)
    if isinstance(rule, MostDistressed):
        return _by_number(rule, areas)
    problem = problem_of(areas, rule)
    found = best(problem, effort)
    if found.infeasible:
        raise infeasible(problem, effort)
    selection = _selection(problem, found)
    return replace(selection, next_best=_next(problem, found, effort)) if runner_up else selection


def _by_threshold(rule: Threshold, areas: Areas) -> Selection:
    if not np.isfinite(rule.at_least):
        raise Invalid([_finding("rule.threshold", rule.at_least, _A_NUMBER, _GIVE_NUMBER, "at_least")])
    return _plain(rule, areas, np.flatnonzero(areas.index >= rule.at_least).tolist())


def _by_number(rule: MostDistressed, areas: Areas) -> Selection:
    if not 1 <= rule.number <= areas.n:
        params = {"most": areas.n}
        raise Invalid([_finding("rule.number", rule.number, _UP_TO, _FEWER, "number", **params)])
    return _plain(rule, areas, order_of_distress(areas)[: rule.number])


def order_of_distress(areas: Areas) -> list[int]:
    """Positions from the highest index down; of equal ones those with more residents, then by key."""
    order = np.lexsort((np.arange(areas.n), -areas.residents, -areas.index))
    return [int(place) for place in order]


def price_of(key: str, rule: BestSet, areas: Areas, *, effort: Effort = USUAL) -> float | None:
    """How much less the best set covers when this area's fate is turned: in if it is out, out if it is in.

    None where no set under the rule allows it. Not negative where both sets are proved.

    >>> from portici.engine.selection import areas_of
    >>> price_of("a", BestSet(most_areas=1), areas_of(["a", "b"], [1.0, 2.0], [100, 100]))
    100.0
    """
    problem = problem_of(areas, rule)
    found = best(problem, effort)
    if found.chosen is None:
        return None
    place = areas.keys.index(key)
    alone = frozenset([place])
    out = place in found.chosen
    turned = best(replace(problem, barred=alone) if out else replace(problem, given=alone), effort)
    return None if turned.chosen is None else problem.worth(found.chosen) - problem.worth(turned.chosen)


def _plain(rule: Rule, areas: Areas, places: list[int]) -> Selection:
    residents = int(areas.residents[places].sum())
    chosen = tuple(sorted(areas.keys[place] for place in places))
    return Selection(rule, chosen, 0.0, residents, 0.0, proved=True)


def _selection(problem: Problem, found: Found) -> Selection:
    places = sorted(found.chosen or ())
    return Selection(
        rule=problem.rule,
        chosen=tuple(problem.areas.keys[place] for place in places),
        value=problem.worth(places),
        residents=int(problem.areas.residents[places].sum()),
        bound=found.bound,
        proved=found.proved,
        stopped=found.stopped,
    )


def _next(problem: Problem, found: Found, effort: Effort) -> NextBest | None:
    if found.chosen is None:
        return None
    other = best(problem, effort, other_than=[found.chosen])
    if other.chosen is None:
        return None
    chosen = tuple(problem.areas.keys[place] for place in sorted(other.chosen))
    value = problem.worth(other.chosen)
    return NextBest(chosen, value, problem.worth(found.chosen) - value, proved=found.proved and other.proved)


def _finding(code: str, found: object, accepted: str, todo: str, field: str, **params: object) -> Finding:
    return Finding(Severity.ERROR, code, str(found), Message(accepted, params), Message(todo), field)


_A_NUMBER = gettext_noop("A number on the scale of the index.")
_GIVE_NUMBER = gettext_noop("Give the value from which an area is a target area.")
_UP_TO = gettext_noop("Between 1 and %(most)s, the number of areas.")
_FEWER = gettext_noop("Choose how many areas to take.")
