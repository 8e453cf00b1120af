"""Numbers as pages show them, and the differences of two that are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from tests import makers

from portici.fronts.portal.territory.values import measures_of
from portici.fronts.templatetags.portici import money, number, place, places


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (13.97, 1, "14,0"),
        (0.25, 1, "0,3"),
        (-0.04, 1, "0,0"),
        (-0.0, 0, "0"),
        (-0.05, 1, "−0,1"),
        (-1234.5, 0, "−1.235"),
        (None, 1, "–"),
    ],
)
def test_a_number_is_rounded_and_has_a_minus_of_its_own(value: Any, decimals: int, text: str) -> None:
    with override("it"):
        assert number(value, decimals) == text


@pytest.mark.parametrize(("rank", "text"), [(12.0, "12"), (2.5, "2,5"), (1234.0, "1.234"), (None, "–")])
def test_a_place_has_a_half_where_equal_areas_share_one(rank: float | None, text: str) -> None:
    with override("it"):
        assert place(rank) == text


@pytest.mark.parametrize(
    ("low", "high", "text"), [(3.0, 12.0, "3–12"), (2.5, 4.0, "2,5–4"), (None, None, "–")]
)
def test_places_go_from_one_to_another(low: float | None, high: float | None, text: str) -> None:
    with override("it"):
        assert places(low, high) == text


def test_an_amount_below_zero() -> None:
    with override("it"):
        assert money(Decimal("-12.5")) == "€ −12,50"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "text"),
    [(13.949, 14.051, "+0,2"), (14.06, 13.94, "−0,2"), (14.04, 13.96, "0,0"), (1.0, 1.0, "0,0")],
)
def test_a_difference_is_that_of_the_values_shown(
    frozen: Any, before: float, after: float, text: str
) -> None:
    area, share = makers.area("Savena"), makers.indicator("share")
    share.decimals = 1
    share.save()
    makers.observe(share, area, before, period="2022")
    makers.observe(share, area, after, period="2023")
    with override("it"):
        assert [one.change for one in measures_of(area)] == [text]
