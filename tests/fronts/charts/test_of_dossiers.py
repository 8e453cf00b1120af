"""The map of a dossier: the areas of one layer by how many activities carry decisions out there, and the same as a table."""

from __future__ import annotations

import pytest
from tests import makers
from tests.study.kit import draw, square

from portici.fronts.boardpapers.drawn import where
from portici.governance.papers.drawings import ToDraw

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_areas_by_what_is_carried_out_there() -> None:
    areas = [makers.area(name) for name in ("Navile", "Savena", "Reno")]
    asked = ToDraw(list(zip(areas, (1, 7, 0), strict=True)))
    assert where(asked) == []
    for place, area in enumerate(areas):
        draw(area, square(place, 0))
    picture, table = where(asked)
    for said in ("Navile: 1 activity", "Savena: 5 activities or more", "Reno: none"):
        assert said in picture["svg"]
    assert (table["head"], table["rows"]) == (["Area", "Activities"], [["Savena", "7"], ["Navile", "1"]])
    assert where(ToDraw(())) == []
