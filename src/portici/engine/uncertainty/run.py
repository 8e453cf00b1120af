"""The run as pages, commands and the study call it.

found = run(table, specification, choices, draws=10_000, seed=2026, k=10)
carried = carried_by(table, specification, choices, draws=512, seed=2026)
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from portici.engine.index.spec import Specification
from portici.engine.index.table import Table
from portici.kernel.findings import ensure_valid

from . import flaws
from .choices import Choices
from .inputs import digest_of, inputs_of
from .model import Model
from .results import Uncertainty, result
from .running import LARGE, Progress, Ranker, arithmetic, go
from .shares import Shares, shares
from .tallies import new_tally

#: Part of the digest: raise it when draws or their order change.
VERSION = 1


def run(
    table: Table,
    specification: Specification,
    choices: Choices,
    *,
    draws: int,
    seed: int,
    k: int,
    interval: float = 0.9,
    threads: int = 0,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    checkpoint: Path | None = None,
    compiled: bool | None = None,
) -> Uncertainty:
    """Ranks of every area over the draws. The same whatever the threads (0: all but one of the machine's), and however often it was
    stopped and taken up again from its checkpoint.

    `compiled` says which loops to use instead of choosing by size: a small run in a page needs no compiler. Errors: Faulty for what the
    index refuses, Invalid for what was asked wrongly or a draw that the index refuses, `running.Stopped`.

    >>> import numpy as np
    >>> from portici.engine.uncertainty.choices import Uniform
    >>> from portici.engine.index.spec import Higher, Indicator, Level, TableRules
    >>> parts = tuple(Indicator(code, Higher.WORSE, column=code) for code in "ab")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, parts))
    >>> areas = Table(("A", "B"), {"a": np.array([1.0, 2.0]), "b": np.array([1.0, 3.0])})
    >>> found = run(areas, spec, Choices(weights=Uniform(0.5)), draws=20, seed=1, k=1)
    >>> found.keys, found.low.tolist(), found.high.tolist(), found.among.tolist()
    (('A', 'B'), [2, 1], [2, 1], [0.0, 1.0])
    """
    model = _model(table, specification, choices, seed)
    ensure_valid(flaws.bounds(areas=model.areas, draws=draws, k=k, interval=interval))
    among = (1, k) if model.inputs.worst_first else (model.areas - k + 1, model.areas)
    tally = new_tally(model.areas, draws, among)
    digest = digest_of(model.inputs, choices, draws, seed, k, VERSION)
    with _ranker(model, model.products * draws, threads, compiled) as ranker:
        go(ranker, seed, draws, tally, progress=progress, stopped=stopped, kept=checkpoint, digest=digest)
    return result(model, tally, k=k, interval=interval, draws=draws, digest=digest)


def carried_by(
    table: Table,
    specification: Specification,
    choices: Choices,
    *,
    draws: int = 512,
    seed: int,
    threads: int = 0,
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    compiled: bool | None = None,
) -> Shares:
    """The share of the ranking's variance that each choice carries. Errors: as `run`.

    >>> import numpy as np
    >>> from portici.engine.uncertainty.choices import Uniform
    >>> from portici.engine.index.spec import Higher, Indicator, Level, TableRules
    >>> parts = tuple(Indicator(code, Higher.WORSE, column=code) for code in "ab")
    >>> spec = Specification(TableRules(("code",)), Level("index", Higher.WORSE, parts))
    >>> areas = Table(("A", "B"), {"a": np.array([1.0, 2.0]), "b": np.array([1.1, 0.0])})
    >>> found = carried_by(areas, spec, Choices(weights=Uniform(0.5)), draws=64, seed=1)
    >>> [str(choice) for choice in found.of_ranks], found.draws
    (['weights'], 64)
    """
    model = _model(table, specification, choices, seed)
    ensure_valid(flaws.bounds(areas=model.areas, draws=draws, k=1, interval=0.9))
    size = model.products * draws * (2 + len(choices.varied))
    with _ranker(model, size, threads, compiled) as ranker:
        return shares(ranker, draws=draws, progress=progress, stopped=stopped)


def _model(table: Table, specification: Specification, choices: Choices, seed: int) -> Model:
    ensure_valid(flaws.asked(table, specification, choices))
    return Model(inputs_of(table, specification, choices), choices, seed)


def _ranker(model: Model, size: int, threads: int, compiled: bool | None) -> Ranker:
    loops = arithmetic(size if compiled is None else LARGE * int(compiled))
    small = size < LARGE
    return Ranker(model, loops, threads or (1 if small else max(1, (os.cpu_count() or 1) - 1)))
