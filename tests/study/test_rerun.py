"""A computed edition worked out again: equal to the last digit, or told where not."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests import makers
from tests.study import kit

from portici.kernel.findings import Invalid, Refused
from portici.study.models import AreaResult, Edition
from portici.study.rerunning import rerun
from portici.territory.models import Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "english")]


def command(named: str) -> str:
    out = StringIO()
    call_command("study", "rerun", named, stdout=out)
    return out.getvalue()


def test_it_is_equal_to_the_last_digit() -> None:
    kit.areas()
    edition = kit.computed()
    done = rerun(makers.coordinator(), edition)
    assert (done.is_equal, done.differences, done.changed_since) == (True, [], [])
    assert done.digest == edition.manifest["results_sha256"]
    said = f"{{}}: equal to the last digit; 5 areas, 5 columns, SHA-256 {done.digest}.\n"
    assert command("distress/1") == said.format("distress/1")
    assert command("distress") == said.format("distress")


def test_figures_that_changed_since_are_named_and_change_nothing() -> None:
    kit.areas()
    kit.computed()
    Observation.objects.filter(indicator__code="alone", area__name="Savena").update(value=7.0)
    lines = command("distress/1").splitlines()
    assert lines[0] == "Changed in the register since: alone@2024."
    assert lines[1].startswith("distress/1: equal to the last digit")


def test_a_stored_result_that_was_altered_is_told() -> None:
    kit.areas()
    edition = kit.computed()
    row = edition.results.get(name="Savena")
    AreaResult.objects.filter(pk=row.pk).update(index=99.5)
    with pytest.raises(CommandError) as answer:
        command("distress/1")
    assert str(answer.value).splitlines() == [
        "The results differ from the stored ones:",
        f"  index: in 1 areas; {row.code} was 99.5 and is {row.index!r}",
    ]


def test_altered_inputs_and_specifications_are_refused() -> None:
    kit.areas()
    edition = kit.computed()
    Edition.objects.update(specification=edition.specification + "\n# later\n")
    edition.refresh_from_db()
    with pytest.raises(Invalid, match="manifest has the digest"):
        rerun(makers.coordinator(), edition)
    row = edition.results.get(name="Savena")
    AreaResult.objects.filter(pk=row.pk).update(inputs=row.inputs | {"rent@2024": 21.0})
    with pytest.raises(Invalid, match="as they were frozen"):
        rerun(makers.coordinator(), edition)


def test_only_what_was_computed_runs_again() -> None:
    kit.areas()
    edition = kit.edition()
    with pytest.raises(Refused):
        rerun(makers.coordinator(), edition)
    for named in ("distress/1", "distress/x", "nothing"):
        with pytest.raises(CommandError, match="no such computed edition"):
            command(named)
