"""Which choices a ranking hangs on: told with the run, the same again, nothing where nothing varies."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from tests import makers
from tests.study import kit

from portici.study import carrying, domain, sureness
from portici.study.models import Edition
from portici.study.rerunning import rerun
from portici.study.results import kept_inputs
from portici.study.sureness import Asked
from portici.study.trying import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]


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


def sure(asked: Asked | None) -> Edition:
    kit.lattice()
    coordinator = makers.coordinator()
    edition = kit.edition(specification=kit.of_lattice())
    edition = domain.ask_how_sure(actor=coordinator, edition=edition, asked=asked)
    return kit.run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)


def test_each_choice_that_varies_has_its_share() -> None:
    edition = sure(Asked(draws=400, seed=2))
    shares = carrying.kept(edition.manifest)
    assert [one.choice for one in shares] == ["normalisation", "aggregation", "weights", "left out"]
    # With two indicators, leaving one of them out moves ranks more than anything else.
    assert max(shares, key=lambda one: one.first).choice == "left out"
    assert 0.5 < sum(one.first for one in shares) < 1.1
    assert edition.manifest["carried_by"]["draws"] == 400


def test_a_single_choice_carries_all() -> None:
    (share,) = carrying.kept(sure(Asked(draws=400, **STILL | {"leave_out": True})).manifest)
    assert (share.choice, share.first) == ("left out", pytest.approx(1))
    assert abs(share.total - 1) < 3 * share.total_error


def test_nothing_varies_and_nothing_is_asked() -> None:
    edition = sure(Asked(draws=100, **STILL))
    assert edition.manifest["carried_by"]["shares"] == []
    assert rerun(makers.coordinator(), edition).is_equal
    copy = domain.draft_edition(
        actor=makers.coordinator(), study=edition.study, title="Next", copy_of=edition
    )
    domain.ask_how_sure(actor=makers.coordinator(), edition=copy, asked=None)
    done = kit.run_edition(uid=domain.order_run(actor=makers.coordinator(), edition=copy).uid)
    assert "carried_by" not in done.manifest


def test_they_are_the_same_again_and_beside_the_worker() -> None:
    edition = sure(Asked(draws=150, seed=5))
    assert rerun(makers.coordinator(), edition).is_equal
    asked, spec = sureness.asked_of(edition.uncertainty), parse(edition.specification)
    kept = kept_inputs(edition.results.all())
    assert asked is not None
    here = carrying.work_out(asked, spec, kept)
    assert carrying.work_out(asked, spec, kept, apart_from=0) == here == carrying.kept(edition.manifest)


def test_a_share_that_was_altered_is_told() -> None:
    edition = sure(Asked(draws=100))
    told = edition.manifest["carried_by"]
    altered = [asdict(one) | {"first": 0.5} for one in carrying.kept(edition.manifest)]
    Edition.objects.update(manifest=edition.manifest | {"carried_by": told | {"shares": altered}})
    with pytest.raises(CommandError) as answer:
        call_command("study", "rerun", "distress/1")
    assert str(answer.value).splitlines()[1:] == ["  the shares of the choices are not those of the manifest"]


def test_an_edition_from_before_runs_again_as_it_was() -> None:
    edition = sure(Asked(draws=100))
    manifest = {name: one for name, one in edition.manifest.items() if name != "carried_by"}
    Edition.objects.update(manifest=manifest)
    edition.refresh_from_db()
    assert rerun(makers.coordinator(), edition).is_equal


def test_it_can_be_stopped() -> None:
    edition = sure(Asked(draws=600))
    asked = sureness.asked_of(edition.uncertainty)
    assert asked is not None
    with pytest.raises(sureness.Halted):
        carrying.work_out(
            asked, parse(edition.specification), kept_inputs(edition.results.all()), stopped=lambda: True
        )
