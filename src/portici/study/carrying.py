"""Which choices an edition's ranking hangs on: the share of the ranks' variance that each of those that are varied carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from portici.engine.uncertainty.writing import shares_text
from portici.kernel.exhibit import digest_of_text
from portici.kernel.faults import Faulty
from portici.kernel.findings import Invalid

from .inputs import Row, table_of
from .sureness import APART, Asked, Halted, choices_of

if TYPE_CHECKING:
    from portici.engine.index.spec import Specification
    from portici.engine.uncertainty.shares import Shares


@dataclass(frozen=True, slots=True)
class Share:
    """A choice's share of the ranks' variance: alone (`first`) and with what it does together with others (`total`), each
    with its standard error."""

    choice: str
    first: float
    first_error: float
    total: float
    total_error: float


def work_out(
    asked: Asked, spec: Specification, rows: Sequence[Row], *, apart_from: int = APART, **watched: Any
) -> list[Share]:
    """The shares, in the engine's order of choices; none when nothing varies. Raises Halted, Invalid."""
    if not choices_of(asked, spec).varied:
        return []
    found = _drawn(asked, spec, rows, apart_from, watched)
    return [
        Share(choice.value, one.first, one.first_error, one.total, one.total_error)
        for choice, one in found.of_ranks.items()
    ]


def pairs_of(asked: Asked) -> int:
    from portici.engine.uncertainty.usual import PAIRS

    return min(asked.draws, PAIRS)


def _drawn(
    asked: Asked, spec: Specification, rows: Sequence[Row], apart_from: int, watched: dict[str, Any]
) -> Shares:
    from portici.engine.uncertainty.apart import apart
    from portici.engine.uncertainty.run import carried_by
    from portici.engine.uncertainty.running import Stopped

    table, choices = table_of(rows, spec.columns()), choices_of(asked, spec)
    pairs = pairs_of(asked)
    given: dict[str, Any] = {"draws": pairs, "seed": asked.seed, **watched}
    try:
        if pairs * (2 + len(choices.varied)) * len(rows) >= apart_from:
            return apart(carried_by, table, spec, choices, **given)
        return carried_by(table, spec, choices, **given)
    except Stopped as stop:
        raise Halted from stop
    except Faulty as fault:
        raise Invalid([one.finding for one in fault.faults]) from fault


def facts_of(shares: Sequence[Share], asked: Asked) -> dict[str, Any]:
    """What the manifest says of them."""
    return {
        "draws": pairs_of(asked),
        "shares": [asdict(one) for one in shares],
        "sha256": digest_of_text(text_of(shares)),
    }


def kept(manifest: dict[str, Any]) -> list[Share]:
    """The shares that a manifest holds."""
    return [Share(**one) for one in manifest.get("carried_by", {}).get("shares", ())]


def text_of(shares: Sequence[Share]) -> str:
    """As CSV, every digit.

    >>> print(text_of([Share("weights", 0.5, 0.25, 0.75, 0.125)]), end="")
    choice,first,first_error,total,total_error
    weights,0.5,0.25,0.75,0.125
    """
    return shares_text((one.choice, one.first, one.first_error, one.total, one.total_error) for one in shares)
