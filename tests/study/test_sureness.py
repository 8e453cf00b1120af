"""How sure a ranking is: asked, drawn with the run, the same again, refused where it cannot be drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests import makers
from tests.makers import Role
from tests.study import kit

from portici.kernel.findings import Invalid, Refused
from portici.study import domain, running, sureness
from portici.study.models import Edition, EditionState
from portici.study.rerunning import rerun
from portici.study.results import kept_inputs
from portici.study.sureness import Asked
from portici.study.trying import parse
from portici.territory.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture(autouse=True)
def _own_state(settings: Any, tmp_path: Path) -> None:
    """Checkpoints of a test are kept in a folder of its own."""
    settings.STATE = tmp_path


STILL: dict[str, Any] = {
    "concentration": 0.0,
    "normalisations": False,
    "aggregations": False,
    "leave_out": False,
}


def sure(asked: Asked | None, **values: Any) -> Edition:
    """A computed edition that asked for it."""
    coordinator = makers.coordinator()
    edition = domain.ask_how_sure(actor=coordinator, edition=kit.edition(**values), asked=asked)
    return kit.run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)


def test_intervals_hold_the_rank_and_probabilities_add_up() -> None:
    kit.areas()
    edition = sure(Asked(draws=400, seed=7, k=2))
    rows = list(edition.results.exclude(rank=None))
    assert [row.rank_low <= row.rank_median <= row.rank_high for row in rows] == [True] * 4
    assert sum(row.probability or 0 for row in rows) == pytest.approx(2)
    by_name = {row.name: row for row in rows}
    assert by_name["Colli"].probability == 0
    assert (by_name["Colli"].rank_low, by_name["Colli"].rank_high) == (4, 4)
    station = edition.results.get(name="Stazione")
    assert (station.rank_low, station.probability) == (None, None)
    assert edition.draws_done == 400


def test_where_nothing_varies_the_interval_is_the_rank() -> None:
    kit.areas()
    edition = sure(Asked(draws=100, k=1, **STILL))
    rows = edition.results.exclude(rank=None)
    assert [(row.rank_low, row.rank_high) for row in rows] == [(row.rank, row.rank) for row in rows]


def test_values_that_may_be_wrong_widen_the_interval_and_run_again_alike() -> None:
    kit.areas()
    edition = sure(Asked(draws=400, k=1, **STILL | {"error": 0.5}))
    rows = list(edition.results.exclude(rank=None))
    assert all(row.rank_low <= row.rank <= row.rank_high for row in rows)
    assert any(row.rank_low < row.rank_high for row in rows)
    assert rerun(makers.coordinator(), edition).is_equal


def test_it_runs_again_to_the_last_digit_and_beside_the_worker_too() -> None:
    kit.areas()
    edition = sure(Asked(draws=200, seed=3, k=1))
    assert rerun(makers.coordinator(), edition).is_equal
    asked, spec = sureness.asked_of(edition.uncertainty), parse(edition.specification)
    kept = kept_inputs(edition.results.all())
    assert asked is not None
    here = sureness.work_out(asked, spec, kept)
    assert sureness.work_out(asked, spec, kept, apart_from=0) == here
    manifest = edition.manifest | {"uncertainty": edition.manifest["uncertainty"] | {"sha256": "0" * 64}}
    Edition.objects.update(manifest=manifest)
    edition.refresh_from_db()
    assert not rerun(makers.coordinator(), edition).is_equal


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (Asked(draws=99), "draws"),
        (Asked(draws=100_001), "draws"),
        (Asked(draws=100, k=0), "k"),
        (Asked(draws=100, concentration=-1.0), "concentration"),
        (Asked(draws=100, seed=-1), "seed"),
        (Asked(draws=100, error=-0.1), "error"),
        (Asked(draws=100, error=1.5), "error"),
    ],
)
def test_numbers_out_of_their_limits_are_told(asked: Asked, field: str) -> None:
    kit.areas()
    edition = kit.edition()
    with pytest.raises(Invalid) as answer:
        domain.ask_how_sure(actor=makers.coordinator(), edition=edition, asked=asked)
    assert [one.field for one in answer.value.findings] == [field]
    edition.refresh_from_db()
    assert edition.uncertainty == {}


def test_more_areas_than_there_are_stop_the_order() -> None:
    kit.areas()
    coordinator = makers.coordinator()
    edition = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=100, k=9))
    with pytest.raises(Invalid):
        domain.order_run(actor=coordinator, edition=edition)
    edition.refresh_from_db()
    assert (edition.state, edition.results.count()) == (EditionState.DRAFTED, 0)


def test_it_is_not_asked_of_what_is_computed_nor_by_others() -> None:
    kit.areas()
    edition = kit.computed()
    with pytest.raises(Refused):
        domain.ask_how_sure(actor=makers.coordinator(), edition=edition, asked=None)
    draft = domain.draft_edition(actor=makers.coordinator(), study=edition.study, title="Next")
    with pytest.raises(Refused):
        domain.ask_how_sure(actor=makers.actor(Role.AUDITOR), edition=draft, asked=None)


def test_the_next_edition_asks_the_same() -> None:
    kit.areas()
    edition = sure(Asked(draws=100, k=1))
    copy = domain.draft_edition(
        actor=makers.coordinator(), study=edition.study, title="Next", copy_of=edition
    )
    assert sureness.asked_of(copy.uncertainty) == Asked(draws=100, k=1)


class Watched(dict[str, Any]):
    """What the engine is told to ask and to tell, stopping after the first step."""

    def __init__(self, path: Path) -> None:
        self.done: list[int] = []
        super().__init__(
            checkpoint=path,
            progress=lambda done, _all: self.done.append(done),
            stopped=lambda: bool(self.done),
        )


def test_what_was_stopped_goes_on_to_the_same_digits(tmp_path: Path) -> None:
    kit.areas()
    edition = domain.order_run(actor=makers.coordinator(), edition=kit.edition())
    spec, kept = parse(edition.specification), kept_inputs(edition.results.all())
    asked = Asked(draws=3000, seed=4, k=2)
    path = tmp_path / "draws.npz"
    first = Watched(path)
    with pytest.raises(sureness.Halted):
        sureness.work_out(asked, spec, kept, **first)
    assert (len(first.done), path.exists()) == (1, True)
    second: list[int] = []
    again = sureness.work_out(
        asked, spec, kept, checkpoint=path, progress=lambda done, _all: second.append(done)
    )
    assert (second[0] > first.done[0], path.exists()) == (True, False)
    assert again == sureness.work_out(asked, spec, kept)


def test_a_stopped_run_is_let_go_and_taken_up_again() -> None:
    kit.areas()
    coordinator = makers.coordinator()
    edition = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=100, k=1))
    edition = domain.order_run(actor=coordinator, edition=edition)
    edition = domain.stop_run(actor=coordinator, edition=edition)
    assert edition.state == EditionState.STOPPED
    with pytest.raises(Refused):
        kit.run_edition(uid=edition.uid)
    frozen = list(edition.results.values_list("inputs", flat=True))
    Observation.objects.filter(indicator__code="rent").update(value=1.0)
    done = kit.run_edition(uid=domain.resume_run(actor=coordinator, edition=edition).uid)
    assert done.state == EditionState.COMPUTED
    assert list(done.results.values_list("inputs", flat=True)) == frozen


def test_a_worker_lets_go_of_what_was_stopped_under_it() -> None:
    kit.areas()
    coordinator = makers.coordinator()
    edition = domain.ask_how_sure(actor=coordinator, edition=kit.edition(), asked=Asked(draws=3000, k=1))
    edition = domain.order_run(actor=coordinator, edition=edition)
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.RUNNING, worker="ours:1:x")
    edition.refresh_from_db()
    rows = list(edition.results.all())
    domain.stop_run(actor=coordinator, edition=Edition.objects.get(pk=edition.pk))
    with pytest.raises(sureness.Halted):
        running.how_sure(edition, parse(edition.specification), kept_inputs(rows))
    assert running.checkpoint_of(edition).exists()


@pytest.mark.parametrize("desk", [domain.stop_run, domain.resume_run])
def test_there_is_nothing_to_stop_or_to_resume(desk: Any) -> None:
    kit.areas()
    edition = kit.edition()
    for actor in (makers.coordinator(), makers.actor(Role.AUDITOR)):
        with pytest.raises(Refused):
            desk(actor=actor, edition=edition)
