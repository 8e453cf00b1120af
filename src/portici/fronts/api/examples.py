"""For each operation an address that can be followed, made of the first published record of its kind."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from portici.fronts.portal.territory.reading import visible
from portici.governance.models import Body, Decision
from portici.needs.models import Designation, Need, Opportunity, TargetGroup
from portici.organisations.models import Organisation
from portici.programme.models import Activity, Programme, Project
from portici.records.models import Record
from portici.territory.models import Area, Indicator, Place

from .common import BASE, PLACES
from .service import COLLECTIONS

ONE_EACH: tuple[tuple[str, type[Record]], ...] = (
    ("programme", Programme),
    ("project", Project),
    ("activity", Activity),
    ("area", Area),
    ("place", Place),
    ("indicator", Indicator),
    ("organisation", Organisation),
    ("body", Body),
    ("decision", Decision),
    ("target-group", TargetGroup),
    ("target-area", Designation),
    ("need", Need),
    ("opportunity", Opportunity),
)


def examples() -> dict[str, str]:
    """Operation -> address; without those that nothing is published for. One query a kind."""
    first = {name: visible(model).order_by("pk").first() for name, model in ONE_EACH}
    found = {name: _address(record) for name, record in first.items() if record is not None}
    found |= {name: f"{BASE}/{name}?page_size=5" for name in COLLECTIONS}
    found |= {"index": f"{BASE}/", "status": f"{BASE}/status"}
    if indicator := first["indicator"]:
        found["observations"] = f"{_address(indicator)}/observations?page_size=5"
    if area := first["area"]:
        found["layer-shapes"] = f"{BASE}/layers/{quote(area.layer.code)}/areas.geojson"
    return found


def _address(record: Any) -> str:
    collection, key = PLACES[record.KIND]
    return f"{BASE}/{collection}/{quote(key(record))}"
