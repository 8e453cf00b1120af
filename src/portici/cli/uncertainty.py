"""How sure an index's ranks are, from the command line: the options, and the files that come of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from portici.kernel.codes.parsed import error as error_found
from portici.kernel.findings import Finding, Message, ensure_valid, gettext_noop

if TYPE_CHECKING:
    from portici.engine.index.result import Result
    from portici.engine.index.spec import Specification
    from portici.engine.index.table import Table
    from portici.engine.uncertainty.choices import Choices

#: Choices that can be kept as the specification has them.
CHOICES = ("normalisation", "aggregation", "weights", "left-out")
DRAWS, SEED, AMONG = 1_000, 1, 10


def add_draws(parser: CommandParser) -> None:
    """The options of a run over the analyst's choices."""
    parser.add_argument(
        "--uncertainty", type=Path, help=_("where each area's rank over the draws goes, as CSV")
    )
    parser.add_argument("--carried", type=Path, help=_("where the share of each choice goes, as CSV"))
    parser.add_argument("--draws", type=int, default=DRAWS, help=_("draws; %(default)s unless said"))
    parser.add_argument(
        "--seed",
        type=int,
        default=SEED,
        help=_("the same seed gives the same draws; %(default)s unless said"),
    )
    parser.add_argument(
        "--among",
        type=int,
        help=_(
            "among how many most distressed an area is looked for; 10, or all areas where there are fewer"
        ),
    )
    parser.add_argument(
        "--concentration",
        type=float,
        help=_("how near the drawn weights stay to the given ones; 50 unless said"),
    )
    parser.add_argument(
        "--fixed",
        nargs="+",
        choices=CHOICES,
        default=[],
        help=_("choices that stay as the specification has them"),
    )
    parser.add_argument(
        "--error",
        nargs="+",
        default=[],
        metavar="SHARE",
        help=_(
            "standard error of the values as a share of each, 0.05 for five per cent; rent=0.1 for one indicator by its code"
        ),
    )


def draw(result: Result, table: Table, options: dict[str, Any]) -> dict[Path, str]:
    """The texts of the files that the options ask for. Raises Faulty, Invalid."""
    texts: dict[Path, str] = {}
    spec = result.specification
    if path := options["uncertainty"]:
        texts[path] = _intervals(result, table, options)
    if path := options["carried"]:
        texts[path] = _shares(spec, table, options)
    return texts


def _choices(spec: Specification, options: dict[str, Any]) -> Choices:
    from portici.engine.uncertainty.usual import CONCENTRATION, usual_choices

    fixed = options["fixed"]
    asked = options["concentration"]
    error, errors = _errors(options["error"])
    return usual_choices(
        spec,
        concentration=0.0 if "weights" in fixed else CONCENTRATION if asked is None else asked,
        normalisations="normalisation" not in fixed,
        aggregations="aggregation" not in fixed,
        leave_out="left-out" not in fixed,
        error=error,
        errors=errors,
    )


def _errors(said: Iterable[str]) -> tuple[float, dict[str, float]]:
    """The error of all indicators and those of some, by code. Raises Invalid for what is no number."""
    every, some, findings = 0.0, {}, []
    for text in said:
        code, _equals, share = text.rpartition("=")
        try:
            number = float(share)
        except ValueError:
            findings.append(_no_share(text))
            continue
        if code:
            some[code] = number
        else:
            every = number
    ensure_valid(findings)
    return every, some


def _no_share(text: str) -> Finding:
    accepted = Message(gettext_noop("A share such as 0.05, or the code of an indicator with one: rent=0.1."))
    todo = Message(gettext_noop("Correct the number: the standard error divided by the value, with a point."))
    return error_found("uncertainty.error", text, accepted, todo).at("--error")


def _intervals(result: Result, table: Table, options: dict[str, Any]) -> str:
    from portici.engine.uncertainty.run import run
    from portici.engine.uncertainty.writing import intervals_text

    spec = result.specification
    k = options["among"]
    if k is None:
        k = min(AMONG, sum(state.value == "included" for state in result.states))
    found = run(table, spec, _choices(spec, options), draws=options["draws"], seed=options["seed"], k=k)
    columns = [
        [float(one) for one in column] for column in (found.low, found.median, found.high, found.among)
    ]
    return intervals_text(zip(found.keys, *columns, strict=True), spec.table.key)


def _shares(spec: Specification, table: Table, options: dict[str, Any]) -> str:
    from portici.engine.uncertainty.run import carried_by
    from portici.engine.uncertainty.usual import PAIRS
    from portici.engine.uncertainty.writing import shares_text

    draws = min(options["draws"], PAIRS)
    found = carried_by(table, spec, _choices(spec, options), draws=draws, seed=options["seed"])
    return shares_text(
        (choice.value, one.first, one.first_error, one.total, one.total_error)
        for choice, one in found.of_ranks.items()
    )
