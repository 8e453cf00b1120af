"""What the territory's tests share: squares, layers of them, runs of files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portici.imports import domain as imports
from portici.imports.models import ImportRun
from portici.kernel.actor import Actor, Grant, Role, Scope
from portici.records import domain as records
from portici.territory import domain
from portici.territory.models import Area, Layer, PopulationSource

DATA = Path(__file__).parents[3] / "shared" / "data"
NO_DATA = f"the open data are not in {DATA}"
COORDINATOR = Actor(uid="u-coordinator", name="Coordinator", grants=(Grant(Role.COORDINATOR),))
AUDITOR = Actor(uid="u-auditor", name="Auditor", grants=(Grant(Role.AUDITOR),))
STEP = 0.01


def officer(area: Area) -> Actor:
    return Actor(uid="u-officer", grants=(Grant(Role.AREA_OFFICER, Scope.AREA, area.uid),))


def square(column: float = 0, row: float = 0, side: float = 1) -> dict[str, Any]:
    """A square of `side` hundredths of a degree, counted from a corner in Bologna."""
    west, south = 11.3 + column * STEP, 44.45 + row * STEP
    east, north = west + side * STEP, south + side * STEP
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


BOWTIE = {
    "type": "Polygon",
    "coordinates": [[[11.3, 44.45], [11.32, 44.47], [11.32, 44.45], [11.3, 44.47], [11.3, 44.45]]],
}


def layer(code: str = "aree-statistiche", kind: str = "statistical_area", order: int = 40) -> Layer:
    found = Layer.objects.filter(code=code).first()
    return found or domain.record_layer(actor=COORDINATOR, code=code, kind=kind, name=code, order=order)


def area(
    code: str,
    shape: dict[str, Any] | None = None,
    *,
    where: Layer | None = None,
    parent: Area | None = None,
    published: bool = True,
    name: str = "",
) -> Area:
    made = domain.record_area(
        actor=COORDINATOR,
        layer=where or layer(),
        code=code,
        name=name or f"Area {code}",
        parent=parent,
        shape=shape,
    )
    return records.publish(actor=COORDINATOR, record=made) if published else made


def source() -> PopulationSource:
    return domain.record_population_source(actor=COORDINATOR, code="prova", name="Anagrafe di prova")


def count(area: Area, year: int, **people: int) -> domain.Counted:
    """Residents by band: `count(area, 2021, a0_14=10, a65=5)`; a band without an end is open."""
    counts = []
    for band, number in people.items():
        first, _mark, last = band.removeprefix("a").partition("_")
        counts.append(domain.Count(area.pk, year, int(first), int(last) if last else None, number))
    return domain.count_people(actor=COORDINATOR, source=source(), counts=counts)


def run(importer: str, path: Path, *, dry_run: bool = False, **options: str) -> ImportRun:
    """The file brought in by the coordinator."""
    received = imports.receive_file(
        actor=COORDINATOR,
        importer=importer,
        filename=path.name,
        content=path,
        options=options,
        dry_run=dry_run,
    )
    return imports.run_import(run_uid=received.uid)


def outcome(done: ImportRun) -> dict[str, Any]:
    names = ("state", "added", "changed", "unchanged", "refused", "warned")
    return {name: getattr(done, name) for name in names}


def codes(done: ImportRun) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in done.faults.all()]


def geojson(path: Path, *features: tuple[Mapping[str, Any], Any]) -> Path:
    listed = [
        {"type": "Feature", "properties": dict(properties), "geometry": shape}
        for properties, shape in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": listed}))
    return path
