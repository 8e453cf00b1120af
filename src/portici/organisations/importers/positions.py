"""Positions for schools, found by somebody's geocoding; a point is taken only when what is known does not
speak against it.

Geocoders match a street by its last word: of two schools in *Via Laura Bassi* the table puts both in
*Galleria Ugo Bassi*, in the right comune, two kilometres off. Hence the street's kind and words are
compared, besides the shapes of the areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter
from portici.imports.importer import Report, Row
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.parsing import is_null, parse_decimal
from portici.kernel.text import fold
from portici.territory.models import Area, LayerKind

from ..names import likeness
from ..values import plain
from .places import KINDS, Comuni, Shapes, comuni, shapes
from .pupils import unknown_school
from .schools import by_school_code
from .writer import Wish, Writer

#: Kinds of streets, with the short forms that registers use.
STREETS = {
    "via": "via", "v": "via", "viale": "viale", "vle": "viale", "piazza": "piazza", "pza": "piazza",
    "pzza": "piazza", "pz": "piazza", "piazzale": "piazzale", "piazzetta": "piazzetta", "largo": "largo",
    "lgo": "largo", "corso": "corso", "cso": "corso", "vicolo": "vicolo", "galleria": "galleria",
    "strada": "strada", "str": "strada", "salita": "salita", "vicoletto": "vicolo", "loc": "localita",
    "localita": "localita", "fraz": "frazione", "frazione": "frazione", "borgo": "borgo",
}  # fmt: skip
_SMALL = frozenset(
    {"di", "de", "del", "della", "dei", "degli", "delle", "dello", "da", "san", "santa", "don", "snc"}
)


class SchoolPositionsImporter(CsvImporter):
    code: ClassVar[str] = "schools-geocoded"
    label = _("Schools: positions on the map")
    help = _(
        "Columns CODICESCUOLA, lat, lon; read besides: matched_address, id_area_statistica, "
        "CODICECOMUNESCUOLA. Points that do not fit the school's comune, area or street are not taken."
    )
    batch_size: ClassVar[int] = 1000
    columns: ClassVar[Columns] = Columns(
        {
            "code": ("CODICESCUOLA",),
            "lat": ("latitudine", "latitude"),
            "lon": ("longitudine", "longitude", "lng"),
            "address": ("INDIRIZZOSCUOLA",),
            "matched": ("matched_address", "indirizzo trovato"),
            "quality": ("geocode_quality",),
            "area": ("id_area_statistica",),
            "cadastral": ("CODICECOMUNESCUOLA",),
            "town": ("DESCRIZIONECOMUNE",),
        },
        required=("code", "lat", "lon"),
    )

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,  # noqa: ARG002 -- every importer is asked alike
        options: Mapping[str, str],  # noqa: ARG002 -- every importer is asked alike
        report: Report,
        run_uid: str,
        write: bool,
    ) -> None:
        read = [(row, self.columns.values(row.raw)) for row in rows]
        known = by_school_code({cells["code"].strip().upper() for _row, cells in read})
        ground, places = shapes(run_uid), comuni(run_uid)
        writer = Writer(report=report, write=write, publish=False)
        for row, cells in read:
            point, findings = _point(cells)
            school = known.get(cells["code"].strip().upper())
            if point is None and not findings:
                report.unchanged += 1
                continue
            if school is None:
                findings.append(unknown_school(cells["code"]))
            if point is not None:
                findings += _doubts(cells, point, ground, places)
            if not report.tell(row, findings) or school is None or point is None:
                continue
            if findings:
                report.unchanged += 1
                continue
            seat = {"lon": point[0], "lat": point[1], "area": _smallest(ground.containing(*point))}
            writer.wish(Wish(row, school, {}, {}, (), {k: v for k, v in seat.items() if v is not None}))
        writer.flush()


def _point(cells: Mapping[str, str]) -> tuple[tuple[float, float] | None, list[Finding]]:
    """Longitude and latitude; nothing and no finding when the table has none."""
    if is_null(cells["lat"]) and is_null(cells["lon"]):
        return None, []
    lat, lon = parse_decimal(cells["lat"]), parse_decimal(cells["lon"])
    if _within(lon.value, 6, 19) and _within(lat.value, 35, 48):
        return (float(lon.value or 0), float(lat.value or 0)), []
    accepted = Message(gettext_noop("A point in Italy: latitude from 35 to 48, longitude from 6 to 19."))
    todo = Message(gettext_noop("Check the two columns; they may be swapped, or in metres."))
    return None, [error("position.range", f"{cells['lat']}, {cells['lon']}", accepted, todo).at("lat")]


def _within(value: Decimal | None, low: int, high: int) -> bool:
    return value is not None and low <= value <= high


def _doubts(
    cells: Mapping[str, str], point: tuple[float, float], ground: Shapes, places: Comuni
) -> list[Finding]:
    """What speaks against the point, as warnings; with one of them it is not taken."""
    return [
        *_outside(cells, point, ground, places),
        *_other_area(cells, ground.containing(*point)),
        *_other_street(cells),
    ]


def _outside(
    cells: Mapping[str, str], point: tuple[float, float], ground: Shapes, places: Comuni
) -> Iterator[Finding]:
    comune = places.find(cells.get("cadastral", ""), cells.get("town", ""))
    if comune is not None and ground.is_far(comune, *point):
        accepted = Message(gettext_noop("A point within the comune of %(name)s."), {"name": comune.name})
        yield warning("position.outside", f"{point[1]}, {point[0]}", accepted, _look()).at("lat")


def _other_area(cells: Mapping[str, str], holding: Mapping[str, Area]) -> Iterator[Finding]:
    area = holding.get(LayerKind.STATISTICAL_AREA)
    said = parse_decimal(cells.get("area", "")).value
    if area is None or said is None or not area.code.isdigit() or int(area.code) == said:
        return
    accepted = Message(
        gettext_noop("The area that the point lies in is %(code)s, %(name)s."),
        {"code": area.code, "name": area.name},
    )
    yield warning("position.area", cells["area"], accepted, _look()).at("id_area_statistica")


def _other_street(cells: Mapping[str, str]) -> Iterator[Finding]:
    """Another kind of street with another name; a street of the same kind may be spelt in another way."""
    kind, name = street(cells.get("address", ""))
    matched_kind, matched_name = street(cells.get("matched", ""))
    if not name or not matched_name or kind == matched_kind or set(name) <= set(matched_name):
        return
    if likeness(" ".join(name), " ".join(matched_name)):
        return
    accepted = Message(
        gettext_noop("The school's street, “%(address)s”; the point is of another one."),
        {"address": plain(cells["address"])},
    )
    yield warning("position.street", cells["matched"], accepted, _look()).at("matched_address")


def street(address: str) -> tuple[str, list[str]]:
    """The kind of street and the words of its name, without the number and what follows it.

    >>> street("VIA LAURA BASSI N. 20"), street("GALLERIA UGO BASSI, 4")
    (('via', ['laura', 'bassi']), ('galleria', ['ugo', 'bassi']))
    """
    words = fold(re.split(r",|;| - |[0-9]", plain(address), maxsplit=1)[0].replace(".", " ")).split()
    kind = next((STREETS[word] for word in words[:2] if word in STREETS), "")
    name = [word for word in words if word not in STREETS and word not in _SMALL and len(word) > 2]
    return kind, name


def _smallest(holding: Mapping[str, Area]) -> Area | None:
    return next((holding[kind] for kind in KINDS if kind in holding), None)


def _look() -> Message:
    return Message(gettext_noop("The position was not taken; look it up on the map and write it by hand."))
