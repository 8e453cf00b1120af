"""A set to choose as an integer program, solved by HiGHS; what it answers is checked, never believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .areas import Floats

Chosen = npt.NDArray[np.bool_]
#: What a row weighs, by column.
Row = dict[int, float]
#: The largest coefficient of an objective is brought to this, far above the solver's tolerances of 1e-7.
SCALE = 1e4
#: How far from 0 or 1 a solver's answer may be to be read as that.
WHOLE = 1e-5


@dataclass(frozen=True, eq=False)
class Answer:
    """`chosen` (columns,) or none found; `bound` no set can pass; `proved` when nothing is left to look at, `infeasible` when there is no set."""

    chosen: Chosen | None
    bound: float
    proved: bool
    infeasible: bool = False


class Program:
    """Maximise Σ values_i x_i over sets, x_i 0 or 1, under rows that can be added between solutions; `extra` columns help to state them.

    One thread and no random start: the same program gives the same answer. HiGHS stops by default within 1e-4 of the best; here
    it stops only when nothing better is left.

    >>> program = Program(np.array([3.0, 2.0, 2.0]))
    >>> program.add({0: 2.0, 1: 1.0, 2: 1.0}, upper=2.0)
    >>> answer = program.solve(nodes=100, seconds=10.0)
    >>> answer.chosen.tolist(), answer.bound, answer.proved
    ([False, True, True], 4.0, True)
    """

    def __init__(self, values: Floats, extra: int = 0) -> None:
        import highspy

        self.n = len(values)
        self._values = np.concatenate((values, np.zeros(extra)))
        largest = float(np.abs(values).max())
        self._scale = SCALE / largest if largest else 1.0
        n = len(self._values)
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in _OPTIONS.items():
            solver.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = n, 0
        model.col_cost_ = self._values * self._scale
        model.col_lower_, model.col_upper_ = np.zeros(n), np.ones(n)
        model.sense_ = highspy.ObjSense.kMaximize
        model.integrality_ = [highspy.HighsVarType.kInteger] * n
        solver.passModel(model)
        self._solver = solver
        self._rows: list[tuple[npt.NDArray[np.int32], Floats, float, float]] = []

    def add(self, row: Row, *, lower: float = -np.inf, upper: float = np.inf) -> None:
        """lower <= Σ row_i x_i <= upper."""
        places = np.fromiter(row.keys(), dtype=np.int32, count=len(row))
        weights = np.fromiter(row.values(), dtype=np.float64, count=len(row))
        # In units of the largest weight, so that the solver's tolerance is a share of it.
        largest = float(np.abs(weights).max(initial=0)) or 1.0
        self._rows.append((places, weights, lower, upper))
        self._solver.addRow(lower / largest, upper / largest, len(places), places, weights / largest)

    def forbid(self, chosen: Chosen) -> None:
        """Not this set again: at least one of the first n columns changes."""
        held = chosen[: self.n]
        row = {at: -1.0 if here else 1.0 for at, here in enumerate(held.tolist())}
        self.add(row, lower=1.0 - int(held.sum()))

    def suggest(self, chosen: Chosen) -> None:
        """Start from this set."""
        import highspy

        start = highspy.HighsSolution()
        start.col_value = chosen.astype(np.float64).tolist()
        self._solver.setSolution(start)

    def relaxed(self) -> Floats | None:
        """The columns of the best answer when fractions are allowed, or none."""
        import highspy

        self._solver.setOptionValue("solve_relaxation", True)
        self._solver.run()
        self._solver.setOptionValue("solve_relaxation", False)
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._solver.getSolution().col_value)

    def solve(self, *, nodes: int, seconds: float) -> Answer:
        """The best set; a set that the solver gives and that breaks a row once rounded is forbidden and the search goes on."""
        self._solver.setOptionValue("mip_max_nodes", nodes)
        self._solver.setOptionValue("time_limit", max(seconds, 0.01))
        while True:
            answer = self._solved()
            if answer.chosen is None or self.allows(answer.chosen):
                return answer
            self.forbid(answer.chosen)

    def allows(self, chosen: Chosen) -> bool:
        """Whether a set keeps every row, counted exactly."""
        return all(
            lower <= float(weights[chosen[places]].sum()) <= upper
            for places, weights, lower, upper in self._rows
        )

    def _solved(self) -> Answer:
        import highspy

        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, -np.inf, proved=True, infeasible=True)
        found = np.array(self._solver.getSolution().col_value)
        info = self._solver.getInfo()
        bound = float(info.mip_dual_bound) / self._scale
        feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if not feasible or len(found) == 0 or np.abs(found - found.round()).max() > WHOLE:
            return Answer(None, bound, proved=False)
        chosen = found > 0.5
        value = float(self._values[chosen].sum())
        close = bound - value <= 1e-9 * max(1.0, abs(value))
        proved = status == highspy.HighsModelStatus.kOptimal and close
        return Answer(chosen, value if proved else max(bound, value), proved=proved)


_OPTIONS: dict[str, object] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
}


def counted(places: Iterable[int]) -> Row:
    """A row that counts these."""
    return dict.fromkeys(places, 1.0)
