"""From the texts of a column to numbers: points or commas for decimals, marks for "no value", words told as faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from portici.kernel.findings import Finding
from portici.kernel.parsing import is_null, parse_decimal

from . import table_flaws
from .arrays import LARGEST, Floats

if TYPE_CHECKING:
    import polars as pl

_EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Marks:
    """The decimal mark (`.`, `,`, or empty: found out) and the words that stand for no value."""

    decimal: str = ""
    null: frozenset[str] = frozenset()

    def is_null(self, text: str) -> bool:
        return is_null(text) or " ".join(text.split()).casefold() in self.null


def marks(decimal: str, null: Iterable[str]) -> Marks:
    """
    >>> marks(",", ["Dato assente"]).is_null(" dato  assente")
    True
    """
    return Marks(decimal, frozenset(" ".join(one.split()).casefold() for one in null))


def numbers(texts: pl.Series, how: Marks) -> tuple[Floats, list[tuple[int, Finding]]]:
    """The numbers (n,) of a column, not-a-number for no value; and what is wrong with it, each with its row from 0.

    >>> import polars as pl
    >>> values, found = numbers(pl.Series(["1,5", "n.d.", "2"]), Marks())
    >>> values.tolist(), found
    ([1.5, nan, 2.0], [])
    >>> [(row, finding.found) for row, finding in numbers(pl.Series(["1", "due"]), Marks())[1]]
    [(1, 'due')]
    """
    import polars as pl

    stripped = texts.str.strip_chars()
    if how.null:  # a number such as -9999 may stand for no value
        empty = stripped.str.to_lowercase().is_in(list(how.null))
        stripped = pl.select(pl.when(empty).then(pl.lit("")).otherwise(stripped)).to_series()
    # With a decimal comma a point groups thousands: 1.234 must not be taken for a number just above one.
    cast = stripped.cast(pl.Float64, strict=False)
    if how.decimal == ",":
        cast = pl.select(pl.when(~stripped.str.contains(".", literal=True)).then(cast)).to_series()
    values = cast.to_numpy().astype(np.float64)
    odd = np.flatnonzero(~(np.abs(values) <= LARGEST) & (stripped != "").to_numpy())
    if not len(odd):
        return values, []
    return _mended(values, stripped, odd, how)


def _mended(
    values: Floats, stripped: pl.Series, odd: np.ndarray, how: Marks
) -> tuple[Floats, list[tuple[int, Finding]]]:
    """The values with those cells read that are no plain numbers."""
    texts = stripped.gather(odd).to_list()
    read = {text: _read(text, how) for text in dict.fromkeys(texts)}
    faults = [
        (int(row), flaw)
        for row, text in zip(odd, texts, strict=True)
        if isinstance(flaw := read[text], Finding)
    ]
    values[odd] = [np.nan if isinstance(one := read[text], Finding) else one for text in texts]
    if not how.decimal and not faults:
        faults = list(_either(stripped, {text for text, one in read.items() if isinstance(one, float)}, odd))
    return values, faults


def _read(text: str, how: Marks) -> float | Finding:
    if how.is_null(text):
        return float("nan")
    if how.decimal:
        text_read = _in_english(text, how.decimal)
    else:
        text_read = text
    parsed = parse_decimal(text_read) if text_read else None
    if parsed is None or parsed.value is None:
        return table_flaws.endless(text) if _is_endless(text) else table_flaws.no_number(text)
    value = float(parsed.value)
    return value if abs(value) <= LARGEST else table_flaws.endless(text)


def _in_english(text: str, decimal: str) -> str:
    """The number with a decimal point and no groups; empty when its marks do not stand as the decimal mark wants.

    >>> _in_english("1.234,5", ","), _in_english("1.234", ","), _in_english("1.234,5", ".")
    ('1234.5', '1234', '')
    """
    group = "." if decimal == "," else ","
    whole, _mark, rest = text.removesuffix("%").strip().partition(decimal)
    if group in whole and not re.fullmatch(rf"[+-]?[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+", whole):
        return ""
    return "" if group in rest else f"{whole.replace(group, '')}.{rest}".removesuffix(".")


def _is_endless(text: str) -> bool:
    try:
        return bool(np.isinf(float(text.replace(",", "."))))
    except ValueError:
        return False


def _either(stripped: pl.Series, written: set[str], odd: np.ndarray) -> Iterator[tuple[int, Finding]]:
    """A column with decimal commas, or with points for thousands, and a cell like 1.234 that may be either."""
    if not any("," in text or text.count(".") > 1 for text in written):
        return
    unclear = np.flatnonzero(stripped.str.contains(f"^{_EITHER.pattern}$").to_numpy())
    for row in np.setdiff1d(unclear, odd):
        yield int(row), table_flaws.either(stripped[int(row)])
