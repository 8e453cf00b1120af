"""A small city for the studies: five areas of a layer with three indicators, one area excluded by the source."""

from __future__ import annotations

import json
from typing import Any

from tests import makers

from portici.records import domain as records
from portici.study import choices, domain
from portici.study.choices import Choices, IndicatorChoice, LevelChoice
from portici.study.models import Edition, Study
from portici.study.running import run_edition
from portici.study.sureness import Asked
from portici.territory.models import Area, Geometry

#: Something to be asked of how sure a ranking is.
ASKED = Asked(draws=200, k=2)
RENT = {"Bolognina": 40.0, "Corticella": 30.0, "Savena": 20.0, "Colli": 10.0}
ALONE = {"Bolognina": 3.0, "Corticella": 9.0, "Savena": 6.0, "Colli": 1.0}
INCOME = {"Bolognina": 15.0, "Corticella": 14.0, "Savena": 22.0, "Colli": 40.0}


def areas(*, published: bool = True) -> dict[str, Area]:
    """Four areas with values of `rent`, `alone` (worse) and `income` (better), and the station, which the source excludes."""
    made = {name: makers.area(name, published=published) for name in [*RENT, "Stazione"]}
    for code, values, direction in (
        ("rent", RENT, "worse"),
        ("alone", ALONE, "worse"),
        ("income", INCOME, "better"),
    ):
        indicator = makers.indicator(code, direction=direction)
        for name, value in values.items():
            makers.observe(indicator, made[name], value)
        makers.observe(indicator, made["Stazione"], None, status="excluded")
    return made


def study(**values: Any) -> Study:
    given = {"code": "distress", "title": "Distress of the quartieri", "layer": makers.layer()}
    return domain.open_study(actor=makers.coordinator(), **given | values)


def specification(**values: Any) -> str:
    """Two domains: housing of one indicator, people of two."""
    chosen = (
        IndicatorChoice("rent", "2024", "worse", domain="Housing"),
        IndicatorChoice("alone", "2024", "worse", domain="People"),
        IndicatorChoice("income", "2024", "better", domain="People"),
    )
    domains = (LevelChoice("Housing", weight=0.5), LevelChoice("People", weight=0.5))
    given = {"title": "Distress", "domains": domains, "indicators": chosen}
    return choices.written(Choices(**given | values))


def edition(of: Study | None = None, **values: Any) -> Edition:
    """A draft with its specification."""
    coordinator = makers.coordinator()
    made = domain.draft_edition(actor=coordinator, study=of or study(), title="First")
    text = values.get("specification", specification())
    return domain.set_specification(actor=coordinator, edition=made, specification=text)


def computed(of: Study | None = None, **values: Any) -> Edition:
    """An edition that was ordered and worked out."""
    made = domain.order_run(actor=makers.coordinator(), edition=edition(of, **values))
    return run_edition(uid=made.uid)


def published(made: Edition) -> Edition:
    """The edition, once it and its study are published."""
    for record in (made.study, made):
        records.publish(actor=makers.coordinator(), record=record)
    return made


def square(column: float, row: float) -> str:
    """A square of about a kilometre in the plain, by its place in a lattice, as GeoJSON."""
    west, south, step = 11.0 + 0.01 * column, 44.0 + 0.01 * row, 0.01
    east, north = west + step, south + step
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def draw(area: Area, border: str) -> None:
    """Give an area a border as it is written, whatever it says."""
    box = {"min_lon": 11, "min_lat": 44, "max_lon": 12, "max_lat": 45}
    Geometry.objects.update_or_create(area=area, defaults={"whole": border, "simplified": border, **box})


def lattice(columns: int = 6, rows: int = 5, *, apart: bool = False) -> dict[str, Area]:
    """Areas side by side, "0-0" in the south-west, most distressed in the north-east; `apart`: none touches another."""
    step = 2 if apart else 1
    made = {}
    rent, alone = makers.indicator("rent"), makers.indicator("alone")
    for column in range(columns):
        for row in range(rows):
            name = f"{column}-{row}"
            made[name] = makers.area(name)
            draw(made[name], square(step * column, step * row))
            makers.observe(rent, made[name], float(column * column + row * row))
            makers.observe(alone, made[name], float(column + 2 * row + (column * row) % 3))
    return made


def of_lattice(higher: str = "worse") -> str:
    """A specification of the lattice's two indicators."""
    chosen = (IndicatorChoice("rent", "2024", "worse"), IndicatorChoice("alone", "2024", "worse"))
    return specification(domains=(), indicators=chosen, higher=higher)


def worked_out_weights(of: Edition) -> dict[str, float]:
    """The weights of the index's own parts once the edition is computed."""
    made = run_edition(uid=domain.order_run(actor=makers.coordinator(), edition=of).uid)
    found: dict[str, float] = made.manifest["weights"]["index"]
    return found
