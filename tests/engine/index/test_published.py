"""Published indices, worked out again from their inputs with the specifications of the repository."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from scipy.stats import spearmanr

from portici.engine.index.compute import compute
from portici.engine.index.reading import read_specification
from portici.engine.index.result import Result, State
from portici.engine.index.table import read_table
from tests.engine.index.conftest import EXAMPLES

pytestmark = pytest.mark.real_data


def worked_out(specification: str, table: Path) -> Result:
    spec = read_specification(EXAMPLES / specification)
    return compute(read_table(table, spec), spec)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_welsh_index_every_score_and_every_rank(real_data):
    path = real_data("golden-indices") / "imd2019_wales_lsoa11.csv"
    result = worked_out("wales-imd-2019.toml", path)
    published = rows(path)

    assert result.keys == tuple(row["lsoa11_code"] for row in published)
    assert len(result.keys) == 1909
    assert result.rank.tolist() == [float(row["IMD_rank"]) for row in published]
    assert result.index.tolist() == pytest.approx(
        [float(row["IMD_score"]) for row in published], rel=0, abs=1e-7
    )
    for code, scores in result.domains.items():
        assert scores.tolist() == pytest.approx(
            [float(row[f"{code.capitalize()}_score"]) for row in published], rel=0, abs=1e-7
        )


def test_bolognas_fragility_with_the_climate(real_data):
    path = real_data("bologna-fragility-2021") / "fragility_areas.geojson"
    result = worked_out("bologna-nfrag2.toml", path)
    published = [one["properties"] for one in json.loads(path.read_text())["features"]]

    assert result.keys == tuple(one["cod_area"] for one in published)
    assert len(result.keys) == 59
    assert result.index.tolist() == pytest.approx([one["N_frag2"] for one in published], rel=0, abs=1e-12)
    for code, column in (("demographic", "N_f_dem"), ("social", "N_f_soc"), ("economic", "N_f_eco")):
        assert result.domains[code].tolist() == pytest.approx(
            [one[column] for one in published], rel=0, abs=1e-12
        )


def test_better_life_to_the_printed_digits(real_data):
    folder = real_data("golden-indices")
    result = worked_out("better-life-2017.toml", folder / "BLI_2017.csv")
    published = rows(folder / "golden_BLI2017_ampi_minus_Compind3.4.csv")

    assert result.keys == tuple(row["country"] for row in published)
    assert [f"{value:.3f}".rstrip("0").rstrip(".") for value in result.index] == [
        row["ampi_minus"] for row in published
    ]
    normalised = rows(folder / "golden_BLI2017_ampi_norm_Compind3.4.csv")
    assert {code: values.tolist() for code, values in result.indicators.items()} == {
        code: pytest.approx([float(row[code]) for row in normalised], rel=0, abs=1e-11)
        for code in normalised[0]
    }


def test_bolognas_inputs_of_2021_with_housing_as_a_domain(real_data):
    """11 areas excluded; the city's own index, made with other weights and indicators, has much the same order."""
    path = real_data("bologna-fragility-2021") / "indici-di-fragilita-dal-2021.csv"
    result = worked_out("bologna-distress-2021.toml", path)
    published = {
        row["Cod Area Statistica"]: row["Indice complessivo fragilità"]
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    }

    assert Counter(result.states) == {State.INCLUDED: 79, State.EXCLUDED: 11}
    assert list(result.domains) == ["demographic", "social", "economic", "housing"]
    pairs = [
        (value, float(published[key]))
        for key, value, state in zip(result.keys, result.index, result.states, strict=True)
        if state is State.INCLUDED
    ]
    assert spearmanr(*zip(*pairs, strict=True)).statistic > 0.9
