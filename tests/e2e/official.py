"""The publisher's files on Bologna's 90 statistical areas: the official ones where they are beside this folder, else invented ones of the
same layout, 11 areas excluded in both.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.e2e.store import ROOT

OFFICIAL = ROOT.parent / "shared" / "data"
SMALL, FRAGILITY = "bologna-small-areas", "bologna-fragility-2021"
FILES = (
    f"{SMALL}/zone.geojson",
    f"{SMALL}/aree_statistiche.geojson",
    f"{FRAGILITY}/indici-di-fragilita-dal-2021.csv",
)
AREAS, EXCLUDED, ACROSS = 90, 11, 10
#: Columns of the table of figures, and between which numbers the invented ones lie.
FIGURES = {
    "% residenti oltre 65 anni che vive sola": (20, 40),
    "% minori in famiglie monogenitoriali sul totale minori": (5, 20),
    "% abitazioni occupate in affitto": (10, 65),
    "Reddito pro capite mediano delle famiglie": (15000, 32000),
    "SPAZINSUFF": (1, 5),
    "BIL": (60, 160),
    "BQE": (80, 130),
}


def files(folder: Path) -> Path:
    """The files in `folder`, laid out as the pack's data.toml names them."""
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (OFFICIAL / name).exists():
            shutil.copyfile(OFFICIAL / name, folder / name)
    if not (folder / FILES[0]).exists():
        _invent(folder)
    return folder


def _invent(folder: Path) -> None:
    zones = [{"id_zona": chr(65 + row), "nome_zona": f"Zona {row}", "id_quartiere": 11.0} for row in range(9)]
    areas = [
        {
            "id_area_statistica": number,
            "nome_area_statistica": f"Area {number}",
            "id_zona": chr(65 + (number - 1) // ACROSS),
        }
        for number in range(1, AREAS + 1)
    ]
    _borders(folder / FILES[0], zones, [(0, row, ACROSS) for row in range(9)])
    _borders(
        folder / FILES[1],
        areas,
        [((number - 1) % ACROSS, (number - 1) // ACROSS, 1) for number in range(1, AREAS + 1)],
    )
    drawn = random.Random(7)
    with (folder / FILES[2]).open("w", encoding="utf-8-sig", newline="") as opened:
        table = csv.writer(opened, delimiter=";")
        table.writerow(
            [
                "Area statistica",
                "Flag Area Esclusa",
                "Anno",
                "Cod Area Statistica",
                *FIGURES,
                "% abitazioni non occupate",
            ]
        )
        for number in range(1, AREAS + 1):
            is_out = number <= EXCLUDED
            values = ["" if is_out else round(drawn.uniform(*ends), 1) for ends in FIGURES.values()]
            table.writerow([f"Area {number}", int(is_out), 2021, number, *values, ""])


def _borders(
    path: Path, properties: Sequence[dict[str, Any]], places: Sequence[tuple[int, int, int]]
) -> None:
    """Rectangles one high and some wide, in hundredths of a degree from a corner in Bologna."""

    def ring(column: int, row: int, wide: int) -> list[list[float]]:
        west, south = 11.25 + column * 0.01, 44.45 + row * 0.01
        east, north = west + wide * 0.01, south + 0.01
        return [[west, south], [east, south], [east, north], [west, north], [west, south]]

    features = [
        {
            "type": "Feature",
            "properties": said,
            "geometry": {"type": "Polygon", "coordinates": [ring(*place)]},
        }
        for said, place in zip(properties, places, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
