"""How sure an index is, from the command line: the files and their columns, the same digits as a study, refusals."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests import makers
from tests.study import kit

from portici.engine.index.reading import parse_specification
from portici.kernel.exhibit import digest_of_text
from portici.study import carrying, domain, queries
from portici.study.results import inputs_text, kept_inputs
from portici.study.running import run_edition
from portici.study.sureness import Asked

ROOT = Path(__file__).parents[2]
AREAS, SPEC = (f"{ROOT}/examples/indices/{name}" for name in ("invented-areas.csv", "invented-distress.toml"))


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: Any, tmp_path: Path, settings: Any) -> None:
    monkeypatch.chdir(tmp_path)
    settings.STATE = tmp_path


def run(*arguments: str, table: str = AREAS, spec: str = SPEC) -> list[str]:
    out = io.StringIO()
    call_command("index", table, "--spec", spec, "--out", "scores.csv", *arguments, stdout=out)
    return out.getvalue().splitlines()


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(name).read_text().splitlines()))


def test_each_area_has_its_interval_and_each_choice_its_share(english: None) -> None:
    said = run("--uncertainty", "sure.csv", "--carried", "carried.csv", "--draws", "300", "--among", "3")
    assert said[:3] == ["Written: scores.csv", "Written: sure.csv", "Written: carried.csv"]
    ranks = {row["codice"]: float(row["rank"]) for row in rows("scores.csv") if row["rank"]}
    sure = rows("sure.csv")
    assert list(sure[0]) == ["codice", "rank_low", "rank_median", "rank_high", "probability"]
    assert {row["codice"] for row in sure} == set(ranks)
    assert all(float(row["rank_low"]) <= float(row["rank_median"]) <= float(row["rank_high"]) for row in sure)
    assert sum(float(row["probability"]) for row in sure) == pytest.approx(3)
    assert [row["choice"] for row in rows("carried.csv")] == [
        "normalisation",
        "aggregation",
        "weights",
        "left out",
    ]


def test_what_is_fixed_does_not_vary() -> None:
    run(
        "--uncertainty", "sure.csv", "--carried", "carried.csv", "--draws", "100",
        "--fixed", "normalisation", "aggregation", "weights", "left-out",
    )  # fmt: skip
    ranks = {row["codice"]: float(row["rank"]) for row in rows("scores.csv") if row["rank"]}
    assert {row["codice"]: float(row["rank_low"]) for row in rows("sure.csv")} == ranks
    assert {row["codice"]: float(row["rank_high"]) for row in rows("sure.csv")} == ranks
    assert rows("carried.csv") == []


def test_values_may_be_wrong_all_of_them_or_those_of_one_indicator() -> None:
    still = ("--fixed", "normalisation", "aggregation", "weights", "left-out")
    code = next(iter(parse_specification(Path(SPEC).read_bytes()).indicators())).code
    widths = []
    for error in ((), ("--error", "0.2"), ("--error", f"{code}=0.2"), ("--error", "0.2", f"{code}=0")):
        run("--uncertainty", "sure.csv", "--carried", "carried.csv", "--draws", "200", *still, *error)
        widths.append(sum(float(row["rank_high"]) - float(row["rank_low"]) for row in rows("sure.csv")))
    assert [row["choice"] for row in rows("carried.csv")] == ["measurement error"]
    assert (widths[0], min(widths[1:]) > 0, len(set(widths))) == (0, True, 4)


def test_the_same_seed_gives_the_same_file() -> None:
    texts = []
    for seed in ("4", "4", "5"):
        run("--uncertainty", "sure.csv", "--draws", "200", "--seed", seed)
        texts.append(Path("sure.csv").read_text())
    assert (texts[0] == texts[1], texts[0] == texts[2]) == (True, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--draws", "0"),
        ("--among", "99"),
        ("--among", "0"),
        ("--concentration", "-1"),
        ("--error", "-0.1"),
        ("--error", "few"),
        ("--error", "nan"),
        ("--error", "inf"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nothing_is_written(
    english: None, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError, match="Correct the number"):
        run("--uncertainty", "sure.csv", *arguments)
    assert not list(Path().glob("*.csv"))


def test_a_choice_that_there_is_not_is_refused() -> None:
    with pytest.raises(CommandError, match="normalisation"):
        run("--uncertainty", "sure.csv", "--fixed", "taste")


def test_files_are_not_written_over_one_another(english: None) -> None:
    with pytest.raises(CommandError, match="another file"):
        run("--uncertainty", "scores.csv")
    with pytest.raises(CommandError, match="another file"):
        run("--carried", AREAS)


@pytest.mark.django_db
@pytest.mark.usefixtures("frozen")
def test_from_the_files_of_a_study_it_comes_to_the_digits_of_its_manifest() -> None:
    kit.lattice()
    coordinator = makers.coordinator()
    edition = kit.edition(specification=kit.of_lattice())
    edition = domain.ask_how_sure(actor=coordinator, edition=edition, asked=Asked(draws=300, seed=7, k=5))
    edition = run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
    kept = kept_inputs(edition.results.all())
    Path("ingressi.csv").write_text(inputs_text(kept, queries.columns_of(edition)))
    Path("specifica.toml").write_text(edition.specification)
    run(
        "--uncertainty", "certezza.csv", "--carried", "scelte.csv", "--draws", "300", "--seed", "7", "--among", "5",
        table="ingressi.csv", spec="specifica.toml",
    )  # fmt: skip
    assert digest_of_text(Path("certezza.csv").read_text()) == edition.manifest["uncertainty"]["sha256"]
    assert digest_of_text(Path("scelte.csv").read_text()) == edition.manifest["carried_by"]["sha256"]
    assert Path("scelte.csv").read_text() == carrying.text_of(carrying.kept(edition.manifest))
