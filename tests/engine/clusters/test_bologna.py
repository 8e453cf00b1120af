"""Bologna's 59 areas with a published fragility index: neighbours from the real boundaries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely.geometry import shape

from portici.engine.clusters import Contiguity, contiguity, global_moran, in_metres

SOURCE = (
    Path(__file__).resolve().parents[4]
    / "shared"
    / "data"
    / "bologna-fragility-2021"
    / "fragility_areas.geojson"
)


@pytest.mark.real_data
@pytest.mark.skipif(not SOURCE.exists(), reason="reads the open data in ../shared/data")
def test_fragile_areas_lie_beside_fragile_ones_and_none_is_an_island() -> None:
    features = json.loads(SOURCE.read_text(encoding="utf-8"))["features"]
    keys = [str(feature["properties"]["cod_area"]) for feature in features]
    shapes = in_metres([shape(feature["geometry"]).buffer(0) for feature in features], keys)
    values = [feature["properties"]["N_frag2"] for feature in features]
    exact = contiguity(shapes, keys)
    loose = contiguity(shapes, keys, tolerance=1.0)
    rook = contiguity(shapes, keys, rule=Contiguity.ROOK, tolerance=1.0)
    assert (exact.islands, loose.islands, rook.islands) == ((), (), ())
    # Corners that meet only within a metre: queen finds more of them with the tolerance, rook takes none.
    assert (len(exact.data), len(loose.data), len(rook.data)) == (280, 298, 232)
    found = global_moran(values, loose.standardised(), seed=1)
    assert round(found.statistic, 4) == 0.2334
    assert found.p_one_sided == 0.003
