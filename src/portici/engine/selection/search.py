"""The best set: solved with rows added where it does not hang together, beside a greedy one, with the bound."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .areas import Floats
from .greedy import greedy, improved
from .problem import Problem
from .program import Program
from .rules import Effort


@dataclass(frozen=True)
class Found:
    """`chosen` positions or none found; no set covers more than `bound`; `proved` when `chosen` covers that.

    `stopped` says what ended the search where nothing is proved: rounds, nodes or seconds.
    """

    chosen: frozenset[int] | None
    bound: float
    proved: bool
    infeasible: bool
    rounds: int
    stopped: str = ""


def best(problem: Problem, effort: Effort, *, other_than: Iterable[frozenset[int]] = ()) -> Found:
    """The set that covers most, other than these; never one that covers less than the greedy one."""
    refused = set(other_than)
    program = problem.program()
    for one in refused:
        program.forbid(problem.columns(one))
    start = greedy(problem)
    known = improved(problem, start) if start is not None else None
    if known in refused:
        known = None
    if known is not None:
        program.suggest(problem.columns(known))
    return _searched(problem, program, effort, known)


def least(problem: Problem, costs: Floats, effort: Effort) -> Found:
    """A set that keeps the rule at the least Σ costs; its bound is minus that."""
    return _searched(problem, problem.program(-costs), effort, None, -costs)


def _searched(
    problem: Problem,
    program: Program,
    effort: Effort,
    known: frozenset[int] | None,
    objective: Floats | None = None,
) -> Found:
    worths = problem.values if objective is None else objective
    ends = time.monotonic() + effort.seconds
    bound = _tighten(problem, program, worths, effort)
    for turn in range(1, effort.rounds + 1):
        answer = program.solve(nodes=effort.nodes, seconds=ends - time.monotonic())
        if answer.infeasible:
            value = -np.inf if known is None else _worth(known, worths)
            return Found(known, value, proved=True, infeasible=known is None, rounds=turn)
        bound = min(bound, answer.bound)
        chosen = (
            None
            if answer.chosen is None
            else frozenset(np.flatnonzero(answer.chosen[: problem.areas.n]).tolist())
        )
        if chosen is not None and problem.keeps(chosen):
            known = _worthier(known, chosen, worths)
            if answer.proved:
                return Found(known, _worth(known, worths), proved=True, infeasible=False, rounds=turn)
        if not answer.proved:
            stopped = "seconds" if time.monotonic() >= ends else "nodes"
            return Found(known, bound, proved=False, infeasible=False, rounds=turn, stopped=stopped)
        for row in problem.rows_lacking(chosen or ()):
            program.add(row, upper=0)
        if known is not None and _worth(known, worths) >= bound - 1e-9 * max(1.0, abs(bound)):
            return Found(known, bound, proved=True, infeasible=False, rounds=turn)
    return Found(known, bound, proved=False, infeasible=False, rounds=effort.rounds, stopped="rounds")


def _tighten(problem: Problem, program: Program, worths: Floats, effort: Effort) -> float:
    """Add the rows that fractional answers break, so that the search proper has a close bound from the start; gives that bound.

    It takes half the time at most.
    """
    ends, bound = time.monotonic() + effort.seconds / 2, float("inf")
    for _turn in range(effort.rounds if problem.wholes else 0):
        columns = program.relaxed()
        if columns is None or time.monotonic() >= ends:
            break
        bound = min(bound, float(worths @ columns[: problem.areas.n]))
        rows = problem.rows_broken_by(columns)
        for row, upper in rows:
            program.add(row, upper=upper)
        if not rows:
            break
    return bound


def _worthier(one: frozenset[int] | None, other: frozenset[int], worths: Floats) -> frozenset[int]:
    if one is None:
        return other
    return max(one, other, key=lambda held: _worth(held, worths))


def _worth(held: frozenset[int], worths: Floats) -> float:
    return float(worths[sorted(held)].sum())
