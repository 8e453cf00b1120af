"""A study whose areas lie in several comuni takes no index that is comparable only inside one; an edition says where it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests import makers
from tests.study import kit

from portici.fronts.dossier import files
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Invalid, Refused
from portici.study import comparing, domain, queries
from portici.study.models import AreaResult, Edition, Study
from portici.study.published import beside
from portici.study.rerunning import rerun
from portici.study.running import run_edition
from portici.territory.models import Area, Indicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]

ONE = (kit.IndicatorChoice("rent", "2024", "worse"), kit.IndicatorChoice("alone", "2024", "worse"))
TEXT = kit.specification(domains=(), indicators=ONE)
DECLARED = TEXT.replace("[index]\n", '[index]\ncomparable_within = "comuni"\n')


@pytest.fixture
def comuni() -> dict[str, Any]:
    """Two comuni of three zones each; `rent` and `alone` of all of them."""
    made: dict[str, Any] = {}
    rent, alone = makers.indicator("rent"), makers.indicator("alone")
    for place, name in enumerate(("East", "West")):
        made[name] = makers.area(name, layer_code="comuni")
        for number in range(3):
            zone = makers.area(f"{name}-{number}", layer_code="zones", parent=made[name])
            makers.observe(rent, zone, float(10 * place + number * number))
            makers.observe(alone, zone, float(3 * number + place))
    return made


def mark(comuni: dict[str, Any], code: str = "rent") -> None:
    Indicator.objects.filter(code=code).update(comparable_within=comuni["East"].layer)


def study(comuni: dict[str, Any], within: str = "", code: str = "distress") -> Study:
    return kit.study(layer=makers.layer("zones"), within=comuni.get(within), code=code)


def test_a_study_across_comuni_refuses_it_naming_it_and_what_to_do(comuni: dict[str, Any]) -> None:
    edition = kit.edition(of=study(comuni), specification=TEXT)
    mark(comuni)
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    (found,) = answer.value.findings
    assert (found.code, found.field, found.found) == ("study.across", "rent", "rent")
    assert found.accepted.template % found.accepted.params == (
        "Areas that lie in one area of “comuni”, since it is comparable only inside one; these lie in East, West."
    )
    assert (
        found.todo.template
        == "Open a study of the areas within one of them, or leave out what is not comparable."
    )
    edition.refresh_from_db()
    assert (edition.state, AreaResult.objects.count()) == ("drafted", 0)


def test_it_is_refused_when_the_specification_is_written_too(comuni: dict[str, Any]) -> None:
    edition = domain.draft_edition(actor=makers.coordinator(), study=study(comuni), title="First")
    mark(comuni)
    with pytest.raises(Invalid, match="comparable only inside one"):
        domain.set_specification(actor=makers.coordinator(), edition=edition, specification=TEXT)


def test_within_one_comune_it_is_taken_and_the_manifest_says_where_it_is_comparable(
    comuni: dict[str, Any],
) -> None:
    mark(comuni)
    edition = kit.computed(of=study(comuni, "East"), specification=TEXT)
    assert edition.manifest["comparable_within"] == {
        "layer": "comuni",
        "code": comuni["East"].code,
        "name": "East",
    }
    assert [one.get("comparable_within") for one in edition.manifest["inputs"]] == ["comuni", None]
    assert rerun(makers.coordinator(), edition).is_equal


def test_an_area_that_is_withheld_is_not_named_as_the_one_that_it_is_comparable_in(
    comuni: dict[str, Any],
) -> None:
    mark(comuni)
    edition = kit.computed(of=study(comuni, "East"), specification=TEXT)
    told = {"layer": "comuni", "code": comuni["East"].code, "name": "East"}
    assert queries.told_within(VISITOR, edition) == told
    Area.objects.filter(pk=comuni["East"].pk).update(publication="withdrawn")
    assert queries.told_within(VISITOR, edition) == {"layer": "comuni", "code": "", "name": ""}
    assert queries.told_within(makers.coordinator(), edition) == told
    manifest = json.loads(files.manifest(edition))
    assert manifest["comparable_within"] == {"layer": "comuni", "code": "", "name": ""}


def test_the_city_s_index_is_compared_within_the_study_s_own_area(comuni: dict[str, Any]) -> None:
    edition = kit.computed(of=study(comuni, "East"), specification=TEXT)
    spanning = kit.computed(of=study(comuni, "", "all"), specification=TEXT)
    published = makers.indicator("published")
    for area in Area.objects.filter(parent__in=[comuni["East"], comuni["West"]]):
        makers.observe(published, area, float(area.pk))
    Indicator.objects.filter(pk=published.pk).update(comparable_within=comuni["East"].layer)
    published.refresh_from_db()
    coordinator = makers.coordinator()
    named = domain.name_published_index(
        actor=coordinator, edition=edition, indicator=published, period="2024"
    )
    found = beside(coordinator, named)
    assert found is not None
    assert (len(found.pairs), found.only_ours) == (comuni["East"].children.count(), [])
    with pytest.raises(Invalid, match="comparable only inside one"):
        domain.name_published_index(actor=coordinator, edition=spanning, indicator=published, period="2024")


def test_what_is_comparable_everywhere_says_nothing(comuni: dict[str, Any]) -> None:
    edition = kit.computed(of=study(comuni), specification=TEXT)
    assert "comparable_within" not in edition.manifest


def test_an_area_without_a_value_does_not_stand_in_the_way(comuni: dict[str, Any]) -> None:
    mark(comuni)
    for area in comuni["West"].children.all():
        area.observations.update(value=None, status="excluded")
    edition = kit.computed(of=study(comuni), specification=DECLARED)
    assert edition.manifest["comparable_within"]["name"] == "East"


def test_the_index_itself_can_be_declared_so(comuni: dict[str, Any]) -> None:
    edition = kit.edition(of=study(comuni), specification=DECLARED)
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    assert [(one.code, one.field) for one in answer.value.findings] == [
        ("study.across", "index.comparable_within")
    ]
    done = kit.computed(of=study(comuni, "West", "west"), specification=DECLARED)
    assert done.manifest["comparable_within"]["name"] == "West"


def test_a_layer_that_there_is_not_is_named(comuni: dict[str, Any]) -> None:
    text = DECLARED.replace('"comuni"', '"regions"')
    edition = kit.edition(of=study(comuni, "East"), specification=text)
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    assert [(one.code, one.found) for one in answer.value.findings] == [("study.no_layer", "regions")]


def test_editions_of_different_areas_are_not_compared(comuni: dict[str, Any]) -> None:
    east = kit.computed(of=study(comuni, "East"), specification=TEXT)
    west = kit.computed(of=study(comuni, "West", "west"), specification=TEXT)
    with pytest.raises(Refused, match="of different areas"):
        comparing.compare(makers.coordinator(), east, west, k=1)
    assert comparing.compare(makers.coordinator(), east, east, k=1).moves == []


def test_nor_are_indices_that_are_comparable_within_different_comuni(comuni: dict[str, Any]) -> None:
    coordinator = makers.coordinator()
    for area in comuni["West"].children.all():
        area.observations.update(value=None, status="excluded")
    first = kit.computed(of=study(comuni), specification=DECLARED)
    for name, status, value in (("East", "excluded", None), ("West", "ok", 1.0)):
        for number, area in enumerate(comuni[name].children.all()):
            area.observations.update(status=status, value=None if value is None else value + number)
    copy = domain.draft_edition(actor=coordinator, study=first.study, title="Next", copy_of=first)
    second = run_edition(uid=domain.order_run(actor=coordinator, edition=copy).uid)
    assert second.manifest["comparable_within"]["name"] == "West"
    with pytest.raises(Refused, match="open each by itself"):
        comparing.compare(coordinator, Edition.objects.get(pk=first.pk), second, k=1)
