"""Counts of parts are added up and open their parts; categories have no range; headlines come first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from tests import chain, makers
from tests.fronts.portal.rows import assert_figures_add_up, at

from portici.kernel.findings import Invalid
from portici.records import domain as records
from portici.territory import domain
from portici.territory.models import AreaPart, Indicator, Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def whole() -> Any:
    """A drawn area of three parts, of which one has no value and one counts by half."""
    parts = [makers.area(f"Part {n}", layer_code="small") for n in range(3)]
    whole = makers.area("Whole", layer_code="drawn", parts=tuple(parts))
    AreaPart.objects.filter(part=parts[1]).update(share=Decimal("0.5"))
    taxpayers = made("taxpayers", is_additive=True, direction="neutral", decimals=0)
    rate, group = made("rate"), made("group", kind="category", direction="neutral", unit="group", decimals=0)
    index = made("index", is_headline=True, order=900)
    for number, part in enumerate(parts[:2], start=1):
        makers.observe(taxpayers, part, 100.0 * number)
        for one in (rate, index):
            makers.observe(one, part, 10.0 * number)
        makers.observe(group, part, float(3 - number))
    makers.observe(taxpayers, parts[2], None, status="missing")
    return whole


def made(code: str, **values: Any) -> Indicator:
    return makers.store(Indicator(**({"code": code, "name": code, "direction": "worse"} | values)))


def address(area: Any) -> str:
    return at("area", area.layer.code, area.code)


def test_a_count_is_the_sum_of_its_parts(client: Client, whole: Any) -> None:
    (row,) = client.get(address(whole)).context["sums"]
    assert (row.indicator.code, row.among, row.of) == ("taxpayers", 2, 3)
    sums = [one for one in assert_figures_add_up(client, address(whole)) if one.how == "sum"]
    assert [one.value for one in sums] == [200]
    page = client.get(f"/en{sums[0].url}").content.decode()
    assert "2 of 3 parts have a value" in page


def test_a_rate_has_no_sum(client: Client, whole: Any) -> None:
    assert [row.indicator.code for row in client.get(address(whole)).context["spreads"]] == [
        "index", "rate", "group",
    ]  # fmt: skip
    assert client.get(at("figure", "rate", "drawn", whole.code, "2024")).status_code == 404


def test_withheld_parts_are_not_added_up(client: Client, whole: Any) -> None:
    part = whole.part_links.get(part__name="Part 0").part
    type(part).objects.filter(pk=part.pk).update(publication="draft")
    (row,) = client.get(address(whole)).context["sums"]
    assert (row.among, row.of) == (1, 2)
    assert [one.value for one in assert_figures_add_up(client, address(whole)) if one.how == "sum"] == [100]


def test_a_category_has_all_its_parts_and_no_range(client: Client, whole: Any) -> None:
    row = client.get(address(whole)).context["spreads"][-1]
    assert [one.area.name for one in row.named] == ["Part 1", "Part 0"]
    assert (row.low, row.high) == ("", "")
    assert ">group 1</a>" in row.named[0].value


def test_a_headline_is_told_first_of_a_designation_too(client: Client, whole: Any) -> None:
    chain.designation(whole)
    ((_one, frozen, others),) = client.get(address(whole)).context["designations"]
    told = {row.indicator.code: row for row in [*frozen, *others]}
    assert next(iter(told)) == "index"
    assert [bool(told[code].low) for code in ("index", "group", "taxpayers")] == [True, False, False]
    assert (strip_tags(told["taxpayers"].total), told["index"].total) == ("200", "")


def test_the_categories_of_a_layer_have_no_rank(client: Client, whole: Any) -> None:
    page = client.get(at("indicator", "group") + "?layer=small")
    assert {row.rank for row in page.context["table"].data} == {None}
    assert [step.text for step in page.context["steps"]] == ["group 1", "group 2"]


@pytest.mark.parametrize("more", [{"direction": "worse"}, {"is_additive": True}, {"method": "count"}])
def test_a_category_neither_adds_up_nor_has_a_better_end(more: dict[str, Any]) -> None:
    values = {"code": "group", "name": "Group", "kind": "category", "direction": "neutral"} | more
    with pytest.raises(Invalid) as answer:
        domain.record_indicator(actor=makers.coordinator(), **values)
    assert [finding.code for finding in answer.value.findings] == ["indicator.category"]


def frozen_sums(client: Client, url: str) -> list[Any]:
    return [
        one for one in assert_figures_add_up(client, url) if one.how == "sum" and "?designation=" in one.url
    ]


def test_a_frozen_total_opens_the_parts_as_they_stood(client: Client, whole: Any) -> None:
    made = chain.designation(whole)
    Observation.objects.filter(indicator__code="taxpayers").update(value=9.0)
    (total,) = frozen_sums(client, address(whole))
    AreaPart.objects.filter(whole=whole).update(share=1)
    assert total.value == 200
    page = client.get(total.url)
    rows = [(row["area"].name, row["counted"], str(row["share"])) for row in page.context["rows"]]
    assert rows == [("Part 0", "100", "1.0000"), ("Part 1", "100", "0.5000")]
    assert page.context["value_text"] == "200"
    assert page.context["designation"] == made


def test_a_frozen_total_of_what_is_withheld_is_not_shown(client: Client, whole: Any) -> None:
    made = chain.designation(whole)
    (total,) = frozen_sums(client, address(whole))
    wrong = total.url.replace(made.uid, "nothing")
    rate = total.url.replace("taxpayers", "rate")
    other = total.url.replace("2024", "2023")
    assert [client.get(url).status_code for url in (wrong, rate, other)] == [404, 404, 404]
    records.withdraw(actor=makers.coordinator(), record=made, reason="Not yet")
    assert client.get(total.url).status_code == 404
    assert frozen_sums(client, address(whole)) == []
