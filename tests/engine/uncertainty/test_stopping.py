"""Progress, stopping, taking up again, and a run beside this process."""

import pytest

from portici.engine.uncertainty import running
from portici.engine.uncertainty.apart import Ended, apart
from portici.engine.uncertainty.choices import Choices, Dirichlet
from portici.engine.uncertainty.run import carried_by, run
from portici.engine.uncertainty.running import Stopped
from portici.kernel.findings import Invalid

from .test_run import numbers
from .worlds import EVERYTHING, flat, nested, table

AREAS = 3000
WEIGHTS = Choices(weights=Dirichlet(30.0))


def after(many: int):
    """A stop that is asked for at the so-manieth look."""
    looks = []

    def stopped() -> bool:
        looks.append(1)
        return len(looks) >= many

    return stopped


def test_progress_is_told_up_to_the_end():
    told = []
    run(table(AREAS), flat(), WEIGHTS, draws=2000, seed=1, k=5, progress=lambda *said: told.append(said))
    step = running.at_once(AREAS)
    assert told == [(min(2000, step * (one + 1)), 2000) for one in range(-(-2000 // step))]


@pytest.mark.parametrize("looks", [1, 2])
def test_a_run_that_was_stopped_goes_on_to_the_same_digits(tmp_path, looks):
    kept = tmp_path / "run.npz"
    said = {"draws": 2000, "seed": 6, "k": 5}
    with pytest.raises(Stopped) as stop:
        run(table(AREAS), nested(), EVERYTHING_BUT_ERRORS, **said, checkpoint=kept, stopped=after(looks))
    assert 0 < stop.value.done < 2000
    assert [path.name for path in tmp_path.iterdir()] == ["run.npz"]
    told = []
    resumed = run(
        table(AREAS),
        nested(),
        EVERYTHING_BUT_ERRORS,
        **said,
        threads=2,
        checkpoint=kept,
        progress=lambda done, _all: told.append(done),
    )
    assert told[0] > stop.value.done
    assert numbers(resumed) == numbers(run(table(AREAS), nested(), EVERYTHING_BUT_ERRORS, **said))
    assert list(tmp_path.iterdir()) == []


EVERYTHING_BUT_ERRORS = Choices(
    EVERYTHING.normalisations,
    EVERYTHING.aggregations,
    EVERYTHING.levels,
    EVERYTHING.weights,
    EVERYTHING.left_out,
)


@pytest.mark.parametrize(
    "other",
    [
        {"seed": 7},
        {"draws": 1999},
        {"k": 6},
        {"choices": Choices(weights=Dirichlet(31.0))},
        {"table": table(AREAS, seed=4)},
    ],
    ids=["seed", "draws", "k", "choices", "table"],
)
def test_a_checkpoint_of_another_run_is_refused_and_stays(tmp_path, other):
    kept = tmp_path / "run.npz"
    said = {
        "table": table(AREAS),
        "specification": flat(),
        "choices": WEIGHTS,
        "draws": 2000,
        "seed": 6,
        "k": 5,
    }
    with pytest.raises(Stopped):
        run(**said, checkpoint=kept, stopped=after(1))
    before = kept.read_bytes()
    with pytest.raises(Invalid) as refused:
        run(**(said | other), checkpoint=kept)
    assert [finding.code for finding in refused.value.findings] == ["uncertainty.checkpoint"]
    assert kept.read_bytes() == before


@pytest.mark.parametrize("cut", [0, 10, -200])
def test_a_damaged_checkpoint_is_refused(tmp_path, cut):
    kept = tmp_path / "run.npz"
    said = {"draws": 2000, "seed": 6, "k": 5, "checkpoint": kept}
    with pytest.raises(Stopped):
        run(table(AREAS), flat(), WEIGHTS, **said, stopped=after(1))
    kept.write_bytes(kept.read_bytes()[:cut])
    with pytest.raises(Invalid) as refused:
        run(table(AREAS), flat(), WEIGHTS, **said)
    assert [finding.code for finding in refused.value.findings] == ["uncertainty.checkpoint_damaged"]


def test_without_a_checkpoint_a_stop_leaves_nothing(tmp_path):
    with pytest.raises(Stopped):
        run(table(AREAS), flat(), WEIGHTS, draws=2000, seed=6, k=5, stopped=after(1))
    assert list(tmp_path.iterdir()) == []


def test_beside_this_process_the_answer_is_the_same():
    told = []
    said = {"draws": 60, "seed": 3, "k": 4}
    beside = apart(run, table(20), nested(), EVERYTHING, **said, progress=lambda *each: told.append(each))
    assert numbers(beside) == numbers(run(table(20), nested(), EVERYTHING, **said))
    assert told[-1] == (60, 60)


def test_beside_this_process_refusals_and_stops_come_back():
    with pytest.raises(Invalid) as refused:
        apart(run, table(20), flat(), WEIGHTS, draws=0, seed=3, k=4)
    assert [finding.code for finding in refused.value.findings] == ["uncertainty.draws"]
    with pytest.raises(Stopped):
        apart(carried_by, table(2000), nested(), EVERYTHING, draws=2000, seed=3, stopped=lambda: True)


def die(**_asked: object) -> None:
    import os

    os._exit(9)


def test_a_process_that_dies_is_told():
    with pytest.raises(Ended):
        apart(die)
