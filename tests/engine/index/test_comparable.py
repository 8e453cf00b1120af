"""Parts that are comparable only inside one area, in a table: one area's rows are taken, those of several are refused."""

from __future__ import annotations

import pytest

from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.table import parse_table
from portici.kernel.faults import Faulty

HEAD = '[table]\nkey = "code"\nexclude = "out"\n'
PART = '[[indicator]]\ncode = "rent"\ncolumn = "rent"\nhigher = "worse"\nnormalise = "z-score"\n'
OF_PART = f'{HEAD}[index]\nhigher = "worse"\n{PART}comparable_within = "comune"\n'
OF_INDEX = f'{HEAD}[index]\nhigher = "worse"\ncomparable_within = "comune"\n{PART}'


def table(text: str, spec: str) -> list[float]:
    parsed = parse_specification(spec.encode())
    return compute(parse_table(text.encode(), parsed), parsed).rank.tolist()


@pytest.mark.parametrize(("spec", "part"), [(OF_PART, "rent"), (OF_INDEX, "index")])
def test_rows_of_two_areas_are_refused_by_name(spec: str, part: str) -> None:
    with pytest.raises(Faulty) as answer:
        table("code,rent,out,comune\nA,1,no,Bologna\nB,2,no,Imola\nC,3,no,Imola\n", spec)
    (fault,) = answer.value.faults
    assert (fault.finding.code, fault.finding.field, fault.finding.found) == (
        "table.across",
        f"{part}.comparable_within",
        "Bologna, Imola",
    )


@pytest.mark.parametrize("spec", [OF_PART, OF_INDEX])
def test_rows_of_one_are_taken_and_excluded_ones_do_not_count(spec: str) -> None:
    assert table("code,rent,out,comune\nA,1,no,Imola\nB,2,no,Imola\nC,3,yes,Bologna\n", spec)[:2] == [2, 1]


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(Faulty) as answer:
        table("code,rent,out\nA,1,no\nB,2,no\n", OF_INDEX)
    assert [fault.finding.field for fault in answer.value.faults] == ["index.comparable_within"]
