"""Places from tables of municipal buildings: address, position, what the source says of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import SURPLUS, Columns, CsvImporter
from portici.imports.importer import FLAG, Option, Report, Row, is_on
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import Parsed, warning
from portici.kernel.findings import Finding, Message, ensure, gettext_noop
from portici.kernel.parsing import is_null, parse_decimal, parse_postcode
from portici.kernel.text import fold

from .. import positions, rules, tree
from ..bulk import Intake
from ..models import Area, Layer, Place, PlaceKind
from .features import plain
from .matching import AreaFinder

COLUMNS = Columns(
    {
        "reference": ("riferimento", "reference"),
        "name": ("nome", "denominazione", "name"),
        "kind": ("tipo di luogo", "kind of place"),
        "code": ("codice", "id", "code"),
        "address": ("indirizzo", "address"),
        "postcode": ("cap", "postcode"),
        "lat": ("lat", "latitudine", "latitude"),
        "lon": ("lon", "lng", "longitudine", "longitude"),
        "area": ("area_statistica", "area statistica", "area"),
        "website": ("pagina_web", "sito", "sito web", "website", "url"),
        "note": ("note", "nota", "descrizione", "description"),
        "source": ("fonte", "source"),
        "publication": ("pubblicazione", "publication"),
    },
    required=("name", "address"),
)
_ADDRESS = re.compile(r"(?P<street>.+?),?\s+(?P<postcode>[0-9]{5})\b\s*(?P<town>.*)")
_KINDS = {"posti_lettura": PlaceKind.LIBRARY.value}
_DEFAULT_LAYER = "aree-statistiche"


class PlacesImporter(CsvImporter):
    """Buildings and open spaces; what is in other columns is kept as facts."""

    code: ClassVar[str] = "places"
    label: ClassVar[str | Promise] = _("Places (CSV, XLSX)")
    help: ClassVar[str | Promise] = _(
        "One row a place: nome and indirizzo, and if known lat, lon, area_statistica, cap, pagina_web. "
        "Other columns (seats, accessibility…) are kept as facts."
    )
    columns: ClassVar[Columns] = COLUMNS
    options: ClassVar[tuple[Option, ...]] = (
        Option("layer", _("Layer of the areas")),
        Option("kind", _("Kind of place"), choices=tuple(PlaceKind.values), labels=tuple(PlaceKind.labels)),
        Option("source", _("Source")),
        Option("publish", _("Publish at once"), choices=FLAG),
    )

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,
        options: Mapping[str, str],
        report: Report,
        run_uid: str,  # noqa: ARG002 -- every importer is asked alike
        write: bool,
    ) -> None:
        ensure(rules.may_write(actor))
        layer = Layer.objects.filter(code=options.get("layer", _DEFAULT_LAYER)).first()
        finder = _finder(rows, layer)
        kind = options.get("kind") or _kind(rows[0].raw)
        known = _Known(rows)
        intake = Intake(Place, publish=is_on(options, "publish"))
        for row in rows:
            values, findings = _values(row.raw, layer, finder)
            values["kind"] = _said_kind(row.raw) or kind
            values["source"] = options.get("source") or values["source"]
            existing = known.of(row.raw, values)
            if report.tell(row, findings):
                place, problems = intake.take(existing, values)
                report.tell(row, problems)
                if not problems:
                    known.add(place)
        if write:
            intake.write()
            positions.points_placed(Place, [*intake.new, *intake.changed])
        intake.tally.tell(report)


def _finder(rows: Sequence[Row], layer: Layer | None) -> AreaFinder:
    """The areas of the layer, and of those that rows name as `layer/code`."""
    named = {COLUMNS.values(row.raw).get("area", "").partition("/")[0] for row in rows}
    return AreaFinder(Layer.objects.filter(Q(code__in=named) | Q(pk=layer.pk if layer else None)))


class _Known:
    """The places that rows may mean: by the reference of the house's own table, else by kind and code."""

    def __init__(self, rows: Sequence[Row]) -> None:
        references = {COLUMNS.values(row.raw).get("reference", "") for row in rows} - {""}
        self.by_reference: dict[str, Place] = {
            place.uid: place for place in Place.objects.filter(uid__in=references)
        }
        self.by_code: dict[tuple[str, str], Place] = {
            (place.kind, place.code): place for place in Place.objects.exclude(code="")
        }

    def of(self, raw: Mapping[str, str], values: dict[str, Any]) -> Place | None:
        cells = COLUMNS.values(raw)
        found = self.by_reference.get(cells.get("reference", ""))
        if found is None:
            return self.by_code.get((values["kind"], values["code"]))
        if not cells.get("code"):
            values["code"] = found.code
        return found

    def add(self, place: Place) -> None:
        self.by_code[place.kind, place.code] = place


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """The kinds by value and by label, in every language of the house."""
    found = {fold(value): value for value in PlaceKind.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(label)): value for value, label in PlaceKind.choices}
    return found


def _said_kind(raw: Mapping[str, str]) -> str:
    return _kinds().get(fold(COLUMNS.values(raw).get("kind", "")), "")


def _kind(raw: Mapping[str, str]) -> str:
    return next((kind for header, kind in _KINDS.items() if header in raw), PlaceKind.BUILDING.value)


def _values(
    raw: Mapping[str, str], layer: Layer | None, finder: AreaFinder
) -> tuple[dict[str, Any], list[Finding]]:
    said = COLUMNS.values(raw)
    cells = {name: "" if is_null(text) else plain(text) for name, text in said.items()}
    note = "\n".join(plain(line) for line in said.get("note", "").splitlines()) if cells.get("note") else ""
    street, postcode, town = _address(cells.get("address", ""))
    read_code = parse_postcode(cells.get("postcode", "") or postcode).at("postcode")
    lat, lon = _degrees(cells, "lat"), _degrees(cells, "lon")
    findings = [*read_code.findings, *lat.findings, *lon.findings]
    if not findings:
        findings = rules.check_position(lon.value, lat.value)
    position = None if findings or lon.value is None or lat.value is None else (lon.value, lat.value)
    area, found = _area(cells.get("area", ""), position, layer, finder)
    name = cells.get("name", "")
    values = {
        "code": (cells.get("code") or fold(name).replace(" ", "-"))[:60],
        "name": name,
        "address": f"{street}, {town}" if town else street,
        "postcode": read_code.value or "",
        "lon": lon.value,
        "lat": lat.value,
        "website": cells.get("website", ""),
        "note": note,
        "source": cells.get("source", ""),
        "area_id": area.pk if area else None,
        "facts": _facts(raw),
    }
    return values, [*findings, *found]


def _address(text: str) -> tuple[str, str, str]:
    """Street and number, postcode, town.

    >>> _address("Via Scandellara, 50, 40138 Bologna BO")
    ('Via Scandellara, 50', '40138', 'Bologna BO')
    """
    match = _ADDRESS.fullmatch(text)
    return (match["street"], match["postcode"], match["town"]) if match else (text, "", "")


def _degrees(cells: Mapping[str, str], name: str) -> Parsed[float]:
    read = parse_decimal(cells.get(name, "")).at(name)
    return Parsed(None if read.value is None else float(read.value), read.errors)


def _area(
    name: str, position: tuple[float, float] | None, layer: Layer | None, finder: AreaFinder
) -> tuple[Area | None, list[Finding]]:
    """The area that the row names; else the one that the point lies in. A warning when they are not the same,
    or neither is found."""
    named = (finder.find(code=name).value or finder.find(name=name).value) if name else None
    located = tree.locate(*position, layer) if position and layer else None
    if named is not None and located is not None and named.pk != located.pk:
        template = gettext_noop("The point lies in %(located)s; the row's own area was kept.")
        todo = Message(gettext_noop("Check the coordinates and the area."))
        accepted = Message(template, {"located": located.name})
        return named, [warning("place.area_differs", name, accepted, todo).at("area")]
    found = named or located
    if found is None and (name or position):
        accepted = Message(gettext_noop("The name of an area of the layer, or a point in one."))
        todo = Message(gettext_noop("Import the layer's borders, then this file again."))
        return None, [warning("place.no_area", name, accepted, todo).at("area")]
    return found, []


def _facts(raw: Mapping[str, str]) -> dict[str, str]:
    """What the other columns say, by their header."""
    return {
        plain(header).replace("_", " "): plain(text)
        for header, text in raw.items()
        if COLUMNS.canonical(header) is None and header != SURPLUS and not is_null(text)
    }
