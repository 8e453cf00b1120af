"""Small specifications and tables, written as a person would write them."""

from __future__ import annotations

import numpy as np
import pytest

from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.result import Result
from portici.engine.index.spec import Specification
from portici.engine.index.table import Table, parse_table
from portici.kernel.faults import Faulty

HEAD = '[table]\nkey = "code"\n[index]\nhigher = "worse"\n'


def indicator(code: str, **keys: str) -> str:
    """A table of an indicator; the values of the keys are written as TOML."""
    said = {"column": f'"{code}"', "higher": '"worse"', "normalise": '"none"', **keys}
    lines = "".join(f"{name} = {value}\n" for name, value in said.items() if value)
    return f'[[indicator]]\ncode = "{code}"\n{lines}'


def domain(code: str, **keys: str) -> str:
    lines = "".join(f"{name} = {value}\n" for name, value in keys.items())
    return f'[[domain]]\ncode = "{code}"\n{lines}'


def spec_of(*parts: str, head: str = HEAD) -> Specification:
    return parse_specification("\n".join([head, *parts]).encode(), "spec.toml")


def table(**columns: list[float]) -> Table:
    """Areas A, B, C… with columns of numbers."""
    count = len(next(iter(columns.values())))
    arrays = {name: np.array(values, dtype=np.float64) for name, values in columns.items()}
    return Table(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:count]), arrays)


def worked(*parts: str, head: str = HEAD, **columns: list[float]) -> Result:
    return compute(table(**columns), spec_of(*parts, head=head))


def told(call: object, *arguments: object) -> list[tuple[str, int, str, str, str]]:
    """File, line, field, code and what was found of every fault that a call raises."""
    with pytest.raises(Faulty) as caught:
        call(*arguments)  # type: ignore[operator]
    return [
        (one.file, one.line, one.finding.field, one.finding.code, one.finding.found)
        for one in caught.value.faults
    ]


def from_csv(text: str | bytes, spec: Specification) -> Table:
    return parse_table(text if isinstance(text, bytes) else text.encode(), spec, "table.csv")
