"""What an area's page asks of the latest editions: no more columns, no more editions, no more queries than it tells of."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.study import kit

from portici.kernel.actor import VISITOR
from portici.study import queries
from portici.study.models import Edition
from portici.territory.models import Area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

#: Columns that are as long as a row is wide.
WIDE = ("inputs", "excluded_by", "neighbours", "name")


def published(code: str) -> Edition:
    made = kit.computed(kit.study(code=code, title=f"Study {code}"))
    return kit.published(made)


def asked_of(area: Area, most: int = 5) -> list[str]:
    with CaptureQueriesContext(connection) as found:
        queries.latest_of_area(VISITOR, area, most=most)
    return [one["sql"] for one in found]


def test_of_the_other_areas_only_scores_are_read() -> None:
    area = kit.areas()["Savena"]
    edition = published("a")
    ((row, rows, among),) = queries.latest_of_area(VISITOR, area, most=5)
    assert (row.edition, row.rank, among) == (edition, 3.0, 4)
    kept = {one.pk: (one.index, one.parts) for one in edition.results.all()}
    assert {one.pk: (one.index, one.parts) for one in rows} == kept
    assert {name for one in rows for name in WIDE if name not in one.get_deferred_fields()} == set()


def test_more_studies_ask_no_more_often() -> None:
    area = kit.areas()["Savena"]
    published("a")
    before = len(asked_of(area))
    for code in "bc":
        published(code)
    assert len(asked_of(area)) == before


def test_no_rows_are_read_of_studies_that_are_not_told_of_nor_where_the_area_has_no_place() -> None:
    areas = kit.areas()
    editions = [published(code) for code in "abc"]
    found = queries.latest_of_area(VISITOR, areas["Savena"], most=2)
    assert [row.edition for row, _rows, _among in found] == editions[:2]
    assert [{one.edition_id for one in rows} for _row, rows, _among in found] == [
        {one.pk} for one in editions[:2]
    ]
    ((row, rows, among), *_others) = queries.latest_of_area(VISITOR, areas["Stazione"], most=5)
    assert (row.state, rows, among) == ("excluded", [], 0)
    assert len(asked_of(areas["Stazione"])) == len(asked_of(areas["Savena"])) - 1
