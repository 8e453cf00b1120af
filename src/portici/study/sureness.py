"""How sure an edition's ranking is: what is varied around its specification, and what comes of it for each area.

An edition asks for it in plain values (`Asked`); the engine draws. What takes long is done in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from portici.engine.uncertainty.writing import intervals_text
from portici.kernel.faults import Faulty
from portici.kernel.findings import Invalid

from .inputs import Row, table_of

if TYPE_CHECKING:
    from portici.engine.index.spec import Specification
    from portici.engine.uncertainty.choices import Choices
    from portici.engine.uncertainty.results import Uncertainty

#: Ranks, of all draws together, from which on the work is done in a process of its own.
APART = 5_000_000
#: The share of the draws that an area's interval holds.
INTERVAL = 0.9
#: The share of the draws from which an area counts as among the first whatever is chosen; and below which as not.
SURELY, HARDLY = 0.9, 0.1
#: Draws that show whether what is asked can be drawn at all.
TRIAL = 8


class Halted(Exception):
    """The draws were stopped before their end; those done are in the checkpoint."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an edition asks: how many draws, which seed, being among how many, and what varies.

    `concentration`: how near the drawn weights stay to the given ones (a Dirichlet's; 0 leaves them as they are).
    `error`: the standard error of every value as a share of it, 0 for none.
    """

    draws: int
    seed: int = 1
    k: int = 10
    concentration: float = 50.0
    normalisations: bool = True
    aggregations: bool = True
    leave_out: bool = True
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Sureness:
    """An area's rank over the draws: the ends of the interval, the median, and how often it was among the first k."""

    code: str
    low: float
    median: float
    high: float
    probability: float


def usual(areas: int) -> Asked:
    """What is asked where nobody said otherwise: of few areas, a third of them are the most distressed."""
    return Asked(draws=1000, k=max(1, min(10, areas // 3)))


def asked_of(values: Mapping[str, Any]) -> Asked | None:
    """What the values that an edition keeps ask for; None when they ask for nothing."""
    return Asked(**values) if values.get("draws") else None


def as_values(asked: Asked | None) -> dict[str, Any]:
    return asdict(asked) if asked is not None else {}


def choices_of(asked: Asked, spec: Specification) -> Choices:
    """The engine's choices."""
    from portici.engine.uncertainty.usual import usual_choices

    return usual_choices(
        spec,
        concentration=asked.concentration,
        normalisations=asked.normalisations,
        aggregations=asked.aggregations,
        leave_out=asked.leave_out,
        error=asked.error,
    )


def ensure_drawable(asked: Asked | None, spec: Specification, rows: Sequence[Row]) -> None:
    """Raise Invalid when what is asked cannot be drawn over these rows: a few draws tell."""
    if asked is not None:
        _draw(asked, spec, rows, draws=min(TRIAL, asked.draws), apart_from=APART)


def work_out(
    asked: Asked,
    spec: Specification,
    rows: Sequence[Row],
    *,
    apart_from: int = APART,
    **watched: Any,
) -> list[Sureness]:
    """How sure each area's rank is, of those that take part.

    `watched` is the engine's `progress` (told of draws done, and of all), `stopped` and `checkpoint`. Raises Halted,
    Invalid.
    """
    found = _draw(asked, spec, rows, draws=asked.draws, apart_from=apart_from, **watched)
    columns = (found.low, found.median, found.high, found.among)
    listed = [[float(value) for value in column] for column in columns]
    return [Sureness(code, *numbers) for code, *numbers in zip(found.keys, *listed, strict=True)]


def _draw(
    asked: Asked,
    spec: Specification,
    rows: Sequence[Row],
    *,
    draws: int,
    apart_from: int,
    **watched: Any,
) -> Uncertainty:
    from portici.engine.uncertainty.apart import apart
    from portici.engine.uncertainty.run import run
    from portici.engine.uncertainty.running import Stopped

    table = table_of(rows, spec.columns())
    given: dict[str, Any] = {"draws": draws, "seed": asked.seed, "k": asked.k, "interval": INTERVAL}
    choices = choices_of(asked, spec)
    try:
        if draws * len(rows) >= apart_from:
            return apart(run, table, spec, choices, **given, **watched)
        return run(table, spec, choices, **given, **watched)
    except Stopped as stop:
        raise Halted from stop
    except Faulty as fault:
        raise Invalid([one.finding for one in fault.faults]) from fault


def surely_and_perhaps(chances: Iterable[float | None]) -> tuple[int, int]:
    """Of areas with these probabilities of being among the first: how many are whatever is chosen, and for how many it is the
    choice that decides.

    >>> surely_and_perhaps([1.0, 0.9, 0.5, 0.1, None])
    (2, 1)
    """
    known = [one for one in chances if one is not None]
    return sum(one >= SURELY for one in known), sum(HARDLY < one < SURELY for one in known)


def text_of(found: Sequence[Sureness]) -> str:
    """As CSV, every digit.

    >>> print(text_of([Sureness("1", 1.0, 2.0, 3.0, 0.25)]), end="")
    code,rank_low,rank_median,rank_high,probability
    1,1.0,2.0,3.0,0.25
    """
    return intervals_text((one.code, one.low, one.median, one.high, one.probability) for one in found)
