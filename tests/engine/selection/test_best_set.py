"""The best set against plain enumeration: what it covers, that it keeps the rule, what comes next, what clashes."""

from __future__ import annotations

from collections import deque
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portici.engine.clusters import Weights
from portici.engine.selection import (
    Areas,
    BestSet,
    Contiguous,
    Coverage,
    Effort,
    Infeasible,
    Limit,
    areas_of,
    choose,
    price_of,
)
from portici.engine.selection.greedy import greedy, improved
from portici.engine.selection.problem import problem_of
from portici.engine.selection.search import best
from portici.kernel.findings import Invalid

LETTERS = "abcdefgh"


@st.composite
def towns(draw: st.DrawFn) -> Areas:
    n = draw(st.integers(3, 8))
    numbers = st.lists(st.integers(0, 30), min_size=n, max_size=n)
    pairs = draw(st.sets(st.sampled_from(list(combinations(range(n), 2))), min_size=1))
    left, right = zip(*sorted(pairs), strict=True)
    return areas_of(
        list(LETTERS[:n]),
        draw(numbers),
        draw(numbers),
        distressed=draw(numbers),
        groups=draw(st.lists(st.sampled_from("xyz"), min_size=n, max_size=n)),
        neighbours=Weights.of_pairs(list(LETTERS[:n]), left, right),
    )


RULES = st.builds(
    BestSet,
    most_areas=st.none() | st.integers(1, 5),
    most_residents=st.none() | st.integers(1, 90),
    one_per_group=st.booleans(),
    contiguous=st.sampled_from(list(Contiguous)),
    coverage=st.sampled_from(list(Coverage)),
)


#: Mostly more than the towns can give.
TIGHT = st.builds(
    BestSet,
    most_areas=st.none() | st.integers(1, 2),
    most_residents=st.none() | st.integers(1, 20),
    one_per_group=st.just(True),
    contiguous=st.sampled_from([Contiguous.NO, Contiguous.AS_ONE, Contiguous.AS_ONE]),
)


def in_one_piece(places: set[int], areas: Areas) -> bool:
    """Breadth first, from any of them."""
    if not places:
        return True
    seen = {min(places)}
    waiting = deque(seen)
    while waiting:
        at = waiting.popleft()
        for other in places - seen:
            if other in areas.near[at]:
                seen.add(other)
                waiting.append(other)
    return seen == places


def keeps(places: set[int], areas: Areas, rule: BestSet) -> bool:
    groups = [areas.groups[place] for place in places]
    parts = {
        Contiguous.NO: [],
        Contiguous.AS_ONE: [places],
        Contiguous.IN_EACH_GROUP: [{one for one in places if areas.groups[one] == name} for name in groups],
    }[rule.contiguous]
    return (
        (rule.most_areas is None or len(places) <= rule.most_areas)
        and (
            rule.most_residents is None
            or sum(int(areas.residents[one]) for one in places) <= rule.most_residents
        )
        and (not rule.one_per_group or set(groups) == set(areas.groups))
        and all(in_one_piece(part, areas) for part in parts)
    )


def enumerated(areas: Areas, rule: BestSet) -> dict[frozenset[int], int]:
    """What every set that keeps the rule covers."""
    struck = rule.coverage is Coverage.DISTRESSED_RESIDENTS
    worth = areas.distressed if struck else (areas.residents * areas.index).astype(int)
    return {
        frozenset(places): int(worth[list(places)].sum())
        for number in range(1, areas.n + 1)
        for places in combinations(range(areas.n), number)
        if keeps(set(places), areas, rule)
    }


def positions(keys: tuple[str, ...], areas: Areas) -> frozenset[int]:
    return frozenset(areas.keys.index(key) for key in keys)


@settings(max_examples=150, deadline=None)
@given(areas=towns(), rule=RULES)
def test_it_covers_what_the_best_of_all_sets_covers(areas: Areas, rule: BestSet) -> None:
    every = enumerated(areas, rule)
    assume(every)
    found = choose(rule, areas)
    most = max(every.values())
    assert found.proved
    assert every[positions(found.chosen, areas)] == found.value == most
    assert found.bound == pytest.approx(most, abs=1e-6)
    others = {places: worth for places, worth in every.items() if places != positions(found.chosen, areas)}
    if others:
        assert found.next_best.value == max(others.values())
        assert others[positions(found.next_best.chosen, areas)] == found.next_best.value
        assert found.next_best.cost == most - max(others.values())
    else:
        assert found.next_best is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(areas=towns(), rule=TIGHT)
def test_what_cannot_be_kept_says_what_clashes_and_what_would_have_to_give(
    areas: Areas, rule: BestSet
) -> None:
    assume(not enumerated(areas, rule))
    with pytest.raises(Infeasible) as refusal:
        choose(rule, areas)
    told = refusal.value
    clash = rule.without(*set(rule.limits) - set(told.clash))
    assert not enumerated(areas, clash)
    assert all(enumerated(areas, clash.without(limit)) for limit in told.clash)
    number = len(told.ways[0].limits)
    assert {way.limits for way in told.ways} == {
        dropped for dropped in combinations(rule.limits, number) if enumerated(areas, rule.without(*dropped))
    }
    assert not any(
        enumerated(areas, rule.without(*dropped)) for dropped in combinations(rule.limits, number - 1)
    )
    needed = {way.limits: way.message.params for way in told.ways}
    if (Limit.AREAS,) in needed:
        least = min(len(places) for places in enumerated(areas, rule.without(Limit.AREAS)))
        assert needed[Limit.AREAS,] == {"areas": least}
    if (Limit.RESIDENTS,) in needed:
        least = min(
            int(areas.residents[list(places)].sum())
            for places in enumerated(areas, rule.without(Limit.RESIDENTS))
        )
        assert needed[Limit.RESIDENTS,] == {"residents": least}


@settings(max_examples=60, deadline=None)
@given(areas=towns(), rule=RULES)
def test_it_is_never_below_the_greedy_one(areas: Areas, rule: BestSet) -> None:
    problem = problem_of(areas, rule)
    start = greedy(problem)
    assume(start is not None)
    better = improved(problem, start)
    assert problem.keeps(start)
    assert problem.keeps(better)
    assert problem.worth(start) <= problem.worth(better) <= choose(rule, areas, runner_up=False).value


@settings(max_examples=40, deadline=None)
@given(areas=towns(), rule=RULES, shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(areas: Areas, rule: BestSet, shuffle) -> None:
    assume(enumerated(areas, rule))
    order = list(range(areas.n))
    shuffle.shuffle(order)
    pairs = [(one, other) for one in range(areas.n) for other in sorted(areas.near[one]) if one < other]
    place = {old: new for new, old in enumerate(order)}
    keys = [areas.keys[old] for old in order]
    mixed = areas_of(
        keys,
        areas.index[order],
        areas.residents[order],
        distressed=areas.distressed[order],
        groups=[areas.groups[old] for old in order],
        neighbours=Weights.of_pairs(keys, [place[one] for one, _ in pairs], [place[one] for _, one in pairs]),
    )
    assert choose(rule, mixed) == choose(rule, areas)


@settings(max_examples=40, deadline=None)
@given(areas=towns(), rule=RULES, at=st.integers(0, 7))
def test_the_price_of_an_area_is_what_turning_its_fate_costs(areas: Areas, rule: BestSet, at: int) -> None:
    every = enumerated(areas, rule)
    assume(every and at < areas.n)
    inside = at in positions(choose(rule, areas, runner_up=False).chosen, areas)
    turned = [worth for places, worth in every.items() if (at in places) is not inside]
    expected = max(every.values()) - max(turned) if turned else None
    assert price_of(areas.keys[at], rule, areas) == expected


def lattice(side: int, seed: int = 0) -> Areas:
    """Squares that touch at sides; four quarters as groups."""
    at = np.arange(side * side).reshape(side, side)
    keys = [f"{number:03}" for number in range(side * side)]
    left, right = (
        np.concatenate((at[:, :-1].ravel(), at[:-1].ravel())),
        np.concatenate((at[:, 1:].ravel(), at[1:].ravel())),
    )
    random = np.random.default_rng(seed)
    return areas_of(
        keys,
        random.random(len(keys)),
        random.integers(100, 9_000, len(keys)),
        groups=[
            f"{2 * (number // side) // side}{2 * (number % side) // side}" for number in range(side * side)
        ],
        neighbours=Weights.of_pairs(keys, left, right),
    )


def test_a_search_that_is_stopped_has_a_set_that_keeps_the_rule_and_a_bound_above_the_best() -> None:
    areas = lattice(6)
    rule = BestSet(most_areas=7, one_per_group=True, contiguous=Contiguous.AS_ONE)
    stopped = choose(rule, areas, effort=Effort(rounds=1, nodes=1), runner_up=False)
    problem = problem_of(areas, rule)
    assert problem.keeps(positions(stopped.chosen, areas))
    assert (stopped.proved, stopped.stopped) == (False, "rounds")
    whole = choose(rule, areas, runner_up=False)
    assert whole.proved
    assert stopped.value <= whole.value <= stopped.bound
    assert (
        str(stopped.message()) == f"No set can cover over {round(100 * stopped.gap, 2)} % more than this one."
    )
    assert whole.message() is None


def test_the_same_effort_gives_the_same_answer() -> None:
    problem = problem_of(
        lattice(5), BestSet(most_areas=5, most_residents=20_000, contiguous=Contiguous.AS_ONE)
    )
    assert best(problem, Effort()) == best(problem, Effort())


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (BestSet(most_areas=0), [("rule.limit", "0", "most_areas")]),
        (BestSet(most_residents=-5), [("rule.limit", "-5", "most_residents")]),
        (
            BestSet(coverage=Coverage.DISTRESSED_RESIDENTS),
            [("rule.distressed", "distressed residents", "coverage")],
        ),
        (BestSet(one_per_group=True), [("rule.groups", "", "one_per_group")]),
        (BestSet(contiguous=Contiguous.AS_ONE), [("rule.neighbours", "as one", "contiguous")]),
    ],
)
def test_what_the_areas_do_not_say_cannot_be_asked_for(rule: BestSet, found: list) -> None:
    areas = areas_of(["a", "b"], [1.0, 2.0], [10, 20])
    with pytest.raises(Invalid) as refusal:
        choose(rule, areas)
    assert [(one.code, one.found, one.field) for one in refusal.value.findings] == found


def test_an_index_below_zero_cannot_be_multiplied_by_residents() -> None:
    with pytest.raises(Invalid) as refusal:
        choose(BestSet(most_areas=1), areas_of(["a", "b"], [-1.0, 2.0], [10, 20]))
    assert [(one.code, one.found) for one in refusal.value.findings] == [("rule.negative", "-1.0")]


def test_a_group_whose_areas_are_all_excluded_is_named() -> None:
    areas = areas_of(["a", "b"], [1.0, 2.0], [10, 20], groups=["x", "x"])
    with pytest.raises(Invalid) as refusal:
        choose(BestSet(one_per_group=True, groups=("x", "y")), areas)
    assert [(one.code, one.found) for one in refusal.value.findings] == [("rule.group_empty", "y")]


def test_a_clash_is_told_with_its_figures() -> None:
    areas = areas_of(list("abc"), [1.0, 2.0, 3.0], [10, 20, 30], groups=["x", "y", "z"])
    with pytest.raises(Infeasible) as refusal:
        choose(BestSet(most_areas=2, most_residents=100, one_per_group=True), areas)
    assert refusal.value.clash == (Limit.AREAS, Limit.GROUPS)
    assert [(one.code, one.found, one.field, str(one.todo)) for one in refusal.value.findings] == [
        ("rule.clash.areas", "2", "most_areas", "Allow at least 3 areas."),
        ("rule.clash.groups", "x, y, z", "one_per_group", "Leave these without an area: x."),
    ]


def test_a_clash_whose_way_out_takes_too_long_tells_what_is_not_enough() -> None:
    rule = BestSet(most_areas=2, one_per_group=True, contiguous=Contiguous.AS_ONE)
    with pytest.raises(Infeasible) as refusal:
        choose(rule, lattice(6), effort=Effort(rounds=1, nodes=1))
    [way] = [way for way in refusal.value.ways if way.limits == (Limit.AREAS,)]
    assert str(way.message) == (
        "Allow at least 4 areas; whether these suffice was not found out in the time given."
    )
