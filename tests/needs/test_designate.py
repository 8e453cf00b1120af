"""Designating target areas: figures frozen as they stand, one at a time, an end with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused, Severity
from portici.needs import domain, queries
from portici.needs.checks import on_designation
from portici.needs.figures import freeze, speaking
from portici.needs.models import Designation, DesignationFigure
from portici.records import domain as records
from portici.territory.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def figures(designation: Designation) -> list[tuple[Any, ...]]:
    rows = DesignationFigure.objects.filter(designation=designation).order_by(
        "indicator__code", "of_area__name"
    )
    return [
        (
            row.indicator.code,
            row.origin,
            row.of_area.name,
            row.period,
            row.value,
            row.status,
            row.rank,
            row.of,
        )
        for row in rows
    ]


def test_freezes_the_newest_figure_with_its_rank_among_the_areas_of_the_layer() -> None:
    worst, middle, best = makers.area("W"), makers.area("M"), makers.area("B")
    other_layer = makers.area("Comune", layer_code="comuni")
    poverty, income = makers.indicator("poverty"), makers.indicator("income", direction="better")
    for area, value in ((worst, 30.0), (middle, 20.0), (best, 10.0), (other_layer, 99.0)):
        makers.observe(poverty, area, value)
        makers.observe(income, area, 100 - value)
    makers.observe(poverty, middle, 90.0, period="2020")

    made = chain.designation(middle)

    assert figures(made) == [
        ("income", "own", "M", "2024", 80.0, "ok", 2, 3),
        ("poverty", "own", "M", "2024", 20.0, "ok", 2, 3),
    ]


def test_later_values_do_not_change_what_was_frozen() -> None:
    area, poverty = makers.area("A"), makers.indicator("poverty")
    observed = makers.observe(poverty, area, 30.0)
    made = chain.designation(area)
    observed.value = 5.0
    observed.save()
    assert figures(made) == [("poverty", "own", "A", "2024", 30.0, "ok", 1, 1)]


def test_a_drawn_area_is_spoken_for_by_its_parts_else_by_what_holds_it() -> None:
    city = makers.area("City", layer_code="comuni")
    left, right = makers.area("Left", parent=city), makers.area("Right", parent=city)
    drawn = makers.area("Drawn", parent=city, layer_code="targets", parts=(left, right))
    poverty, income = makers.indicator("poverty"), makers.indicator("income")
    makers.observe(poverty, left, 30.0)
    makers.observe(poverty, right, 20.0)
    makers.observe(poverty, city, 10.0)
    makers.observe(income, city, 7.0)

    made = chain.designation(drawn)

    assert figures(made) == [
        ("income", "parent", "City", "2024", 7.0, "ok", 1, 1),
        ("poverty", "part", "Left", "2024", 30.0, "ok", 1, 2),
        ("poverty", "part", "Right", "2024", 20.0, "ok", 2, 2),
    ]


def test_an_area_with_areas_within_is_spoken_for_by_them_not_by_the_city_and_never_by_a_mean() -> None:
    city = makers.area("City", layer_code="comuni")
    quarter = makers.area("Quarter", parent=city)
    zone = makers.area("Zone", parent=quarter, layer_code="zone")
    north = makers.area("North", parent=zone, layer_code="small")
    south = makers.area("South", parent=zone, layer_code="small")
    beside = makers.area("Beside", parent=city, layer_code="small")
    frailty, income = makers.indicator("frailty"), makers.indicator("income", direction="better")
    makers.observe(frailty, city, 50.0)
    for area, value in ((north, 30.0), (south, None), (beside, 99.0)):
        makers.observe(frailty, area, value, status="ok" if value else "excluded")
    makers.observe(frailty, north, 1.0, period="2020")
    makers.observe(income, zone, 7.0)
    makers.observe(income, north, 3.0)

    assert figures(chain.designation(quarter)) == [
        ("frailty", "part", "North", "2024", 30.0, "ok", 2, 2),
        ("frailty", "part", "South", "2024", None, "excluded", None, None),
        ("income", "part", "Zone", "2024", 7.0, "ok", 1, 1),
    ]


def test_the_parts_of_a_drawn_area_bring_what_lies_in_them() -> None:
    quarter = makers.area("Quarter")
    small = makers.area("Small", parent=quarter, layer_code="small")
    drawn = makers.area("Drawn", layer_code="targets", parts=(quarter,))
    makers.observe(makers.indicator("frailty"), small, 30.0)
    assert figures(chain.designation(drawn)) == [("frailty", "part", "Small", "2024", 30.0, "ok", 1, 1)]


def test_frozen_figures_by_indicator_the_worst_placed_first() -> None:
    quarter = makers.area("Quarter")
    smalls = [makers.area(f"S{number}", parent=quarter, layer_code="small") for number in range(5)]
    mild, grave = makers.indicator("mild", direction="better"), makers.indicator("grave")
    for number, area in enumerate(smalls):
        makers.observe(grave, area, float(number))
        makers.observe(mild, area, float(number) + 50)
    makers.observe(mild, makers.area("Worse", layer_code="small"), 1.0)
    told = speaking(chain.designation(quarter).figures.all())
    assert [(one.figures[0].indicator.code, [figure.value for figure in one.named]) for one in told] == [
        ("grave", [4.0, 3.0, 2.0]),
        ("mild", [50.0, 51.0, 52.0]),
    ]
    assert [len(one.values) for one in told] == [5, 5]


def test_a_frozen_figure_is_known_as_still_observed_until_its_value_changes() -> None:
    area, poverty = makers.area("A"), makers.indicator("poverty")
    observed = makers.observe(poverty, area, 30.0)
    frozen = list(chain.designation(area).figures.all())
    assert queries.still_observed(frozen) == {(poverty.pk, area.pk, "2024")}
    observed.value = 5.0
    observed.save()
    assert queries.still_observed(frozen) == set()


def test_a_hidden_value_stays_hidden_and_a_neutral_one_has_no_rank() -> None:
    area = makers.area("A")
    makers.observe(makers.indicator("hidden"), area, 3.0, status="hidden")
    makers.observe(makers.indicator("size", direction="neutral"), area, 3.0)
    assert figures(chain.designation(area)) == [
        ("hidden", "own", "A", "2024", None, "hidden", None, None),
        ("size", "own", "A", "2024", 3.0, "ok", None, None),
    ]


def test_a_category_is_never_ranked() -> None:
    area, beside = makers.area("Savena"), makers.area("Navile")
    classes = makers.indicator("classes", direction="worse")
    classes.kind = Measurement.CATEGORY
    classes.save()
    for place, code in ((area, 3.0), (beside, 1.0)):
        makers.observe(classes, place, code)
    made = freeze(area, [classes])
    assert [(one.value, one.rank, one.of) for one in made] == [(3.0, None, None)]


def test_only_the_indicators_asked_for_and_never_a_draft_one_by_itself() -> None:
    area = makers.area()
    asked, other = makers.indicator("asked"), makers.indicator("other")
    draft = makers.indicator("draft", published=False)
    for indicator in (asked, other, draft):
        makers.observe(indicator, area, 1.0)
    chosen = chain.designation(area, indicators=[asked])
    domain.end_designation(
        actor=makers.coordinator(), designation=chosen, until=date(2025, 6, 1), reason="Over"
    )
    every = chain.designation(area, decided_on=date(2025, 7, 1))
    assert [row[0] for row in figures(chosen)] == ["asked"]
    assert [row[0] for row in figures(every)] == ["asked", "other"]


def test_number_of_queries_does_not_grow_with_the_indicators(django_assert_max_num_queries: Any) -> None:
    area = makers.area()
    for number in range(30):
        makers.observe(makers.indicator(f"i{number}"), area, 1.0)
    with django_assert_max_num_queries(30):
        made = domain.designate_target_area(
            actor=makers.coordinator(), area=area, decided_on=date(2025, 1, 1), reason="R"
        )
    assert made.figures.count() == 30


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordinator_designates(role: Role) -> None:
    area = makers.area()
    with pytest.raises(Refused, match="Only the coordinator"):
        domain.designate_target_area(
            actor=makers.actor(role, area), area=area, decided_on=date(2025, 1, 1), reason="R"
        )
    assert not Designation.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"decided_on": date(2026, 3, 3)}, "decided_on"),
        ({"until": date(2024, 12, 31)}, "until"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_bad_values_write_nothing(values: dict[str, Any], field: str) -> None:
    area = makers.area()
    given = {"decided_on": date(2025, 1, 1), "reason": "R", **values}
    with pytest.raises(Invalid) as caught:
        domain.designate_target_area(actor=makers.coordinator(), area=area, **given)
    assert [finding.field for finding in caught.value.findings] == [field]
    assert not Designation.objects.exists()


def test_an_area_has_one_designation_at_a_time() -> None:
    area = makers.area()
    first = chain.designation(area, until=date(2025, 12, 31))
    with pytest.raises(Invalid, match="One designation"):
        chain.designation(area, decided_on=date(2025, 12, 31))
    second = chain.designation(area, decided_on=date(2026, 1, 1))
    assert list(queries.designations_in_force(makers.VISITOR)) == [second]
    assert list(queries.designations_of_area(makers.VISITOR, area)) == [second, first]
    with pytest.raises(Invalid, match="One designation"):
        domain.amend_designation(
            actor=makers.coordinator(), designation=first, values={"until": date(2026, 1, 1)}
        )


def test_end_needs_a_reason_an_order_and_the_version_seen() -> None:
    made = chain.designation(makers.area())
    desk = {"actor": makers.coordinator(), "designation": made}
    with pytest.raises(Invalid, match="Write why"):
        domain.end_designation(**desk, until=date(2026, 1, 1), reason=" ")
    with pytest.raises(Invalid, match="on or after"):
        domain.end_designation(**desk, until=date(2020, 1, 1), reason="Over")
    with pytest.raises(Conflict):
        domain.end_designation(**desk, until=date(2026, 1, 1), reason="Over", version=1)
    ended = domain.end_designation(**desk, until=date(2026, 1, 1), reason="Over", version=2)
    assert (ended.until, ended.version) == (date(2026, 1, 1), 3)
    entry = entries_about(kind="designation", ref=made.uid)[0]
    assert (entry.verb, entry.reason, [change.field for change in entry.changes.all()]) == (
        "end", "Over", ["until"],
    )  # fmt: skip


def test_area_and_figures_are_not_amended() -> None:
    made = chain.designation(makers.area())
    with pytest.raises(TypeError, match="area"):
        domain.amend_designation(actor=makers.coordinator(), designation=made, values={"area": makers.area()})


def test_publication_asks_for_figures_or_evidence() -> None:
    bare = chain.designation(makers.area(), evidence="", published=False)
    with pytest.raises(Invalid, match="At least one figure"):
        records.publish(actor=makers.coordinator(), record=bare)
    domain.amend_designation(
        actor=makers.coordinator(), designation=bare, values={"evidence": "Survey of 2024"}
    )
    assert records.publish(actor=makers.coordinator(), record=bare).is_published


def test_publication_warns_when_the_area_is_hidden() -> None:
    made = chain.designation(makers.area(published=False), published=False)
    assert [(found.code, found.severity) for found in on_designation(made)] == [
        ("area.hidden", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "role", [Role.AREA_OFFICER, Role.BOARD_SECRETARY, Role.AUDITOR, Role.PARTNER_CONTACT]
)
def test_publishing_is_refused_to_other_roles(role: Role) -> None:
    area = makers.area()
    made = chain.designation(area, published=False)
    with pytest.raises(Refused):
        records.publish(actor=makers.actor(role, area), record=made)
