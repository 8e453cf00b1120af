"""Where distress gathers: told with the run, the same again, and nothing where nothing can be said."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import makers
from tests.makers import Role
from tests.study import kit

from portici.kernel.findings import Invalid, Refused
from portici.study import domain, neighbours
from portici.study.models import AreaResult, Edition, EditionState, Study
from portici.study.neighbours import Neighbourhood
from portici.study.rerunning import rerun
from portici.study.results import kept_inputs, outcomes_of
from portici.study.running import _Watch, clusters_of, run_edition
from portici.study.sureness import Halted
from portici.study.trying import parse, work_out
from portici.territory.models import Area, Geometry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]

ASKED = Neighbourhood(permutations=9_999)
CROSSED = '{"type": "Polygon", "coordinates": [[[11, 44], [11.1, 44.1], [11.1, 44], [11, 44.1], [11, 44]]]}'


def clustered(asked: Neighbourhood = ASKED, **values: Any) -> Edition:
    coordinator = makers.coordinator()
    edition = kit.edition(specification=kit.of_lattice(**values))
    edition = domain.ask_clusters(actor=coordinator, edition=edition, asked=asked)
    return run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)


def quadrants(edition: Edition) -> dict[str, str]:
    """Of the areas that stand out."""
    rows = edition.results.filter(cluster_q__lte=0.05)
    return dict(rows.values_list("name", "quadrant"))


def test_the_distressed_corner_is_found() -> None:
    kit.lattice()
    edition = clustered()
    told = edition.manifest["clusters"]
    assert (told["standing"], told["compared"], told["islands"], told["absent"], told["invalid"]) == (
        "said",
        30,
        [],
        [],
        [],
    )
    assert told["global"]["moran"] > 0.5
    assert told["global"]["p"] < 0.001
    assert told["global"]["expected"] == pytest.approx(-1 / 29)
    found = quadrants(edition)
    assert (found["5-4"], found["0-0"]) == ("high-high", "low-low")
    assert len(edition.results.get(name="0-0").neighbours) == 3


def test_a_run_gives_signs_of_life_while_it_permutes() -> None:
    kit.lattice()
    edition = kit.edition(specification=kit.of_lattice())
    edition = domain.ask_clusters(actor=makers.coordinator(), edition=edition, asked=ASKED)
    assert edition.uncertainty == {}
    edition = domain.order_run(actor=makers.coordinator(), edition=edition)
    with CaptureQueriesContext(connection) as asked:
        run_edition(uid=edition.uid)
    alive = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "study_edition" SET "seen_at"')]
    assert len(alive) == 1


def test_a_run_that_was_stopped_while_it_permutes_ends() -> None:
    kit.lattice()
    edition = kit.edition(specification=kit.of_lattice())
    edition = domain.ask_clusters(actor=makers.coordinator(), edition=edition, asked=ASKED)
    edition = domain.order_run(actor=makers.coordinator(), edition=edition)
    rows, spec = list(edition.results.all()), parse(edition.specification)
    outcomes = outcomes_of(work_out(spec, kept_inputs(rows)))
    with pytest.raises(Halted):
        clusters_of(edition, spec, rows, outcomes, progress=_Watch(edition).pulse)


def test_quadrants_speak_of_distress_whichever_way_the_index_runs() -> None:
    kit.lattice()
    found = quadrants(clustered(higher="better"))
    assert (found["5-4"], found["0-0"]) == ("high-high", "low-low")


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        (replace(ASKED, rule="rook"), 4),
        (replace(ASKED, rule="nearest", k=5), 5),
        (ASKED, 8),
    ],
)
def test_who_is_a_neighbour_is_the_edition_s_choice(asked: Neighbourhood, most: int) -> None:
    kit.lattice()
    edition = clustered(asked)
    assert max(len(row.neighbours) for row in edition.results.all()) == most
    assert edition.manifest["clusters"]["rule"] == asked.rule


def test_it_runs_again_to_the_last_digit_without_the_borders() -> None:
    kit.lattice()
    edition = clustered()
    assert rerun(makers.coordinator(), edition).is_equal
    Geometry.objects.filter(area__name="5-4").delete()
    done = rerun(makers.coordinator(), edition)
    assert (done.is_equal, done.has_other_borders) == (True, True)
    out = StringIO()
    call_command("study", "rerun", "distress/1", stdout=out)
    assert out.getvalue().splitlines()[0] == "Changed in the register since: the borders of the areas."


def test_a_quadrant_that_was_altered_is_told() -> None:
    kit.lattice()
    edition = clustered()
    edition.results.filter(name="5-4").update(quadrant="low-low")
    with pytest.raises(CommandError) as answer:
        call_command("study", "rerun", "distress/1")
    assert str(answer.value).splitlines() == [
        "The results differ from the stored ones:",
        "  the clusters do not have the digest of the manifest",
    ]


def test_neighbours_that_were_altered_are_refused() -> None:
    kit.lattice()
    edition = clustered()
    edition.results.filter(name="5-4").update(neighbours=[])
    with pytest.raises(Invalid) as answer:
        rerun(makers.coordinator(), edition)
    assert [(one.code, one.found) for one in answer.value.findings] == [("study.altered", "vicini.csv")]


def test_an_edition_from_before_runs_again_as_it_was() -> None:
    kit.lattice()
    edition = clustered(replace(ASKED, rule="none"))
    manifest = {name: one for name, one in edition.manifest.items() if name not in {"clusters", "carried_by"}}
    Edition.objects.update(manifest=manifest, clusters={}, shapes={})
    AreaResult.objects.update(neighbours=None, quadrant="", cluster_p=None, cluster_q=None)
    edition.refresh_from_db()
    assert rerun(makers.coordinator(), edition).is_equal
    copy = domain.draft_edition(
        actor=makers.coordinator(), study=edition.study, title="Next", copy_of=edition
    )
    assert neighbours.asked_of(copy.clusters) == Neighbourhood()


def test_areas_without_a_border_or_with_a_bad_one_are_named_and_the_others_go_on() -> None:
    areas = kit.lattice()
    Geometry.objects.filter(area=areas["0-1"]).delete()
    for name, border in {
        "0-2": CROSSED,
        "0-3": '{"type": "Point", "coordinates": [11, 44]}',
        "1-0": "no border",
        "1-1": kit.square(100_000, 0),
    }.items():
        kit.draw(areas[name], border)
    edition = clustered()
    told = edition.manifest["clusters"]
    assert edition.state == EditionState.COMPUTED
    assert (told["standing"], told["compared"], told["absent"]) == ("said", 25, [areas["0-1"].code])
    assert {code: why.partition("[")[0] for code, why in told["invalid"]} == {
        areas["0-2"].code: "Self-intersection",
        areas["0-3"].code: "Point",
        areas["1-0"].code: "not GeoJSON",
        areas["1-1"].code: "not in degrees",
    }
    bare = edition.results.get(name="0-1")
    assert (bare.neighbours, bare.quadrant, bare.cluster_p, bare.rank is None) == (None, "", None, False)
    assert rerun(makers.coordinator(), edition).is_equal


def test_an_island_is_named_and_nothing_is_said_of_it() -> None:
    areas = kit.lattice()
    kit.draw(areas["5-4"], kit.square(40, 40))
    edition = clustered()
    island = edition.results.get(name="5-4")
    assert edition.manifest["clusters"]["islands"] == [areas["5-4"].code]
    assert (island.neighbours, island.quadrant, island.cluster_p, island.cluster_q) == (
        [],
        "none",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("columns", "rows", "bare", "standing"),
    [(6, 5, True, "no-shapes"), (2, 2, False, "too-few"), (4, 5, False, "said"), (4, 5, True, "no-shapes")],
)
def test_where_nothing_can_be_said_nothing_is(columns: int, rows: int, bare: bool, standing: str) -> None:
    kit.lattice(columns, rows)
    if bare:
        Geometry.objects.all().delete()
    edition = clustered()
    told = edition.manifest["clusters"]
    assert (edition.state, told["standing"]) == (EditionState.COMPUTED, standing)
    assert ("global" in told, edition.results.exclude(quadrant="").exists()) == ((standing == "said",) * 2)
    assert rerun(makers.coordinator(), edition).is_equal


def test_where_all_are_islands_nothing_is_said_and_nearest_neighbours_help() -> None:
    kit.lattice(apart=True)
    edition = clustered()
    told = edition.manifest["clusters"]
    assert (told["standing"], len(told["islands"]), "global" in told) == ("alone", 30, False)
    assert rerun(makers.coordinator(), edition).is_equal
    copy = domain.draft_edition(
        actor=makers.coordinator(), study=edition.study, title="Next", copy_of=edition
    )
    nearest = replace(ASKED, rule="nearest", k=4)
    domain.ask_clusters(actor=makers.coordinator(), edition=copy, asked=nearest)
    done = run_edition(uid=domain.order_run(actor=makers.coordinator(), edition=copy).uid)
    assert done.manifest["clusters"]["standing"] == "said"


def test_one_area_is_refused_as_ever() -> None:
    kit.lattice(1, 1)
    edition = kit.edition(specification=kit.of_lattice())
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    assert "study.areas" in [one.code for one in answer.value.findings]


def test_areas_that_are_left_out_are_nobody_s_neighbours() -> None:
    areas = kit.lattice()
    out = areas["4-4"]
    out.observations.update(value=None, status="excluded")
    edition = clustered()
    assert edition.results.get(name="4-4").neighbours is None
    assert out.code not in edition.results.get(name="5-4").neighbours


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (replace(ASKED, rule="friends"), "rule"),
        (replace(ASKED, k=0), "k"),
        (replace(ASKED, tolerance=-1.0), "tolerance"),
        (replace(ASKED, permutations=3), "permutations"),
        (replace(ASKED, alpha=0.9), "alpha"),
        (replace(ASKED, seed=-1), "seed"),
    ],
)
def test_what_cannot_be_asked_is_not_kept(asked: Neighbourhood, field: str) -> None:
    kit.lattice(2, 2)
    edition = kit.edition(specification=kit.of_lattice())
    with pytest.raises(Invalid) as answer:
        domain.ask_clusters(actor=makers.coordinator(), edition=edition, asked=asked)
    assert [one.field for one in answer.value.findings] == [field]
    edition.refresh_from_db()
    assert neighbours.asked_of(edition.clusters) == Neighbourhood()


def test_more_neighbours_than_areas_stop_the_order() -> None:
    kit.lattice(4, 5)
    edition = kit.edition(specification=kit.of_lattice())
    asked = replace(ASKED, rule="nearest", k=20)
    edition = domain.ask_clusters(actor=makers.coordinator(), edition=edition, asked=asked)
    with pytest.raises(Invalid):
        domain.order_run(actor=makers.coordinator(), edition=edition)
    assert (Edition.objects.get().state, AreaResult.objects.count()) == ("drafted", 0)


def test_it_is_asked_by_who_writes_the_study_and_not_of_what_is_computed() -> None:
    kit.lattice(2, 2)
    edition = clustered()
    with pytest.raises(Refused):
        domain.ask_clusters(actor=makers.coordinator(), edition=edition, asked=ASKED)
    draft = domain.draft_edition(actor=makers.coordinator(), study=edition.study, title="Next")
    with pytest.raises(Refused):
        domain.ask_clusters(actor=makers.actor(Role.AUDITOR), edition=draft, asked=ASKED)


def test_the_order_of_the_rows_does_not_matter() -> None:
    kit.lattice()
    first = {row.name: (row.quadrant, row.cluster_p) for row in clustered().results.all()}
    # Codes are what areas are ordered by.
    for area in Area.objects.all():
        Area.objects.filter(pk=area.pk).update(code=f"Z{1000 - area.pk}")
    Edition.objects.all().delete()
    edition = clustered_again()
    assert {row.name: (row.quadrant, row.cluster_p) for row in edition.results.all()} == first


def clustered_again() -> Edition:
    coordinator = makers.coordinator()
    edition = kit.edition(of=Study.objects.get(), specification=kit.of_lattice())
    edition = domain.ask_clusters(actor=coordinator, edition=edition, asked=ASKED)
    return run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
