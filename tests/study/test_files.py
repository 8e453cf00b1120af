"""The files of an edition: anybody works it out again from them, without the house."""

from __future__ import annotations

import pytest
from tests.study import kit

from portici.engine.index.compute import compute
from portici.engine.index.reading import parse_specification
from portici.engine.index.table import parse_table
from portici.engine.index.writing import table_text as engine_text
from portici.study.queries import columns_of
from portici.study.results import inputs_text, kept_inputs, stored, table_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

AGAIN = kit.specification().replace('code = "people"', 'code = "people"\nnormalise = "ampi"')


@pytest.mark.parametrize("text", [kit.specification(), AGAIN])
def test_the_engine_alone_comes_to_the_same_file(text: str) -> None:
    kit.areas()
    edition = kit.computed(specification=text)
    rows = list(edition.results.all())
    spec = parse_specification(edition.specification.encode())
    table = parse_table(inputs_text(kept_inputs(rows), columns_of(edition)).encode(), spec)
    ours = table_text(stored(rows), edition.manifest["headings"])
    assert engine_text(compute(table, spec)) == ours
    assert ours.splitlines()[0].split(",")[:4] == ["code", "name", "rent", "alone"]
