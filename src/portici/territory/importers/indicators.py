"""Tables of indicators: wide ones, with one row an area, and long ones, with one row a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import TABLES, Columns, letters_of, read_rows
from portici.imports.importer import FLAG, Importer, Option, Report, Row, is_on
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import Parsed, error
from portici.kernel.findings import Finding, Invalid, Message, ensure, gettext_noop
from portici.kernel.parsing import parse_decimal, parse_flag
from portici.kernel.text import fold

from .. import rules
from ..domain.indicators import indicators_for
from ..domain.readings import Reading, upsert_readings
from ..models import Area, Direction, Indicator, Layer, ObservationStatus
from .doubles import without_doubles
from .features import GEOMETRY, holds_features, is_archive, plain, read_features, without_geometry
from .matching import AreaFinder, plain_code
from .profiles import Measure, Profile, recognised

_ANY = Columns({})
LONG = Columns(
    {
        "code": ("codice area", "cod area", "area_code", "codice"),
        "area": ("nome area", "area_name", "area", "name"),
        "indicator": ("indicatore", "indicator"),
        "period": ("periodo", "anno", "year", "period"),
        "value": ("valore", "value"),
        "status": ("stato", "status"),
    },
    required=("indicator", "period", "value"),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A value of a row, for the area that the row is of."""

    indicator: str
    period: str
    value: float | None
    status: ObservationStatus


class IndicatorsImporter(Importer):
    """Values of indicators in areas; indicators that are not there are made as drafts."""

    code: ClassVar[str] = "indicators"
    label: ClassVar[str | Promise] = _("Indicators of areas (CSV, XLSX)")
    help: ClassVar[str | Promise] = _(
        "A table with a header. Recognised: the tables that the city pack tells of, and the Ministry's "
        "incomes by comune. Any other: columns "
        "area (code or name), indicator, period, value; or one row an area, with the options layer, "
        "area, period and mapping (“header = indicator's code; …”)."
    )
    extensions: ClassVar[tuple[str, ...]] = (*TABLES, ".geojson", ".zip")
    options: ClassVar[tuple[Option, ...]] = (
        Option("layer", _("Layer of the areas")),
        Option("area", _("Column with the area"), _("Its code or its name.")),
        Option("mapping", _("Columns and indicators"), _("header = code; header = code")),
        Option("period", _("Period of the values"), _("2021, 2021-03, 2021-Q1, 2016-2020")),
        Option("unit", _("Unit of new indicators")),
        Option(
            "direction",
            _("What a higher value means"),
            choices=tuple(Direction.values),
            labels=tuple(Direction.labels),
        ),
        Option("source", _("Source")),
        Option("licence", _("Licence")),
        Option("publish", _("Publish new indicators at once"), choices=FLAG),
    )

    def examine(self, path: Path, options: Mapping[str, str]) -> Sequence[Finding]:  # noqa: ARG002 -- every importer is asked alike
        return () if is_archive(path) else letters_of(path)

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        rows = iter(read_features(path, options) if holds_features(path) else read_rows(path, _ANY, options))
        first = next(rows, None)
        if first is None:
            return
        table = _table(first.raw, options)
        provinces = _provinces(table) if table.by_province else None
        for row in without_doubles(chain([first], rows), partial(_subject, table=table)):
            if provinces is None or _cell(row.raw, table.area_code).zfill(6)[:3] in provinces:
                yield row

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,
        options: Mapping[str, str],
        report: Report,
        run_uid: str,
        write: bool,
    ) -> None:
        ensure(rules.may_write(actor))
        table = _table(rows[0].raw, options)
        finder = AreaFinder(Layer.objects.filter(code=table.layer) if table.layer else Layer.objects.all())
        taken = [found for row in rows if (found := _taken(row, table, finder, report))]
        ids = _indicator_ids(table, options, taken, report, write=write)
        readings = [
            Reading(
                indicator_id=ids[cell.indicator][0],
                area_id=area.pk,
                period=cell.period,
                value=cell.value,
                status=cell.status.value,
                line=row.line,
                indicator_uid=ids[cell.indicator][1],
            )
            for row, area, cells in taken
            for cell in cells
        ]
        upsert_readings(readings, run_uid=run_uid, write=write).tell(report)


def _subject(row: Row, *, table: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a row speaks of, and its values: of a long table an indicator of an area in a period, of another the area in a period."""
    if table.code == "long":
        said = LONG.values(row.raw)
        names = ("code", "area", "indicator", "period")
        return tuple(fold(said.get(name, "")) for name in names), (said.get("value", ""),)
    headers = filter(None, (table.area_code, table.area_name, table.period_column))
    values = (_cell(row.raw, measure.header) for measure in table.measures)
    return tuple(fold(_cell(row.raw, header)) for header in headers), tuple(values)


def _cell(raw: Mapping[str, str], header: str) -> str:
    """The cell under a header, compared folded."""
    if header in raw:
        return raw[header].strip()
    wanted = fold(header)
    return next((text.strip() for name, text in raw.items() if fold(name) == wanted), "")


def _table(raw: Mapping[str, str], options: Mapping[str, str]) -> Profile:
    """The profile of the file: recognised, long, or made of the options. Raises Invalid."""
    known = recognised(raw)
    if known is None and options.get("mapping"):
        known = _mapped(raw, options)
    if known is None and not LONG.absent(raw):
        known = Profile(code="long", layer="", measures=())
    if known is None:
        raise Invalid([_not_recognised(raw)])
    if known.code not in {"long", "wide"} and not options.get("layer"):
        return known
    return replace(
        known,
        layer=options.get("layer", known.layer),
        period=options.get("period", known.period),
        source=options.get("source", known.source),
        licence=options.get("licence", known.licence),
    )


def _mapped(raw: Mapping[str, str], options: Mapping[str, str]) -> Profile:
    """A wide table whose columns the options name. Raises Invalid when one is not there."""
    pairs = [pair.rpartition("=") for pair in re.split(r"[;\n]", options["mapping"]) if pair.strip()]
    column = options.get("area", "area")
    wanted = [column, *(header.strip() for header, _equals, _code in pairs)]
    there = {fold(header) for header in raw}
    if absent := [header for header in wanted if fold(header) not in there]:
        accepted = Message(gettext_noop("Columns of the file: %(columns)s."), {"columns": ", ".join(raw)})
        todo = Message(gettext_noop("Correct the options area and mapping."))
        raise Invalid([error("file.columns", ", ".join(absent), accepted, todo).at("mapping")])
    measures = tuple(
        Measure(
            header.strip(),
            code.strip(),
            header.strip(),
            options.get("unit", ""),
            options.get("direction", Direction.NEUTRAL.value),
        )
        for header, _equals, code in pairs
    )
    period_column = next(
        (header for header in raw if fold(header) in {"anno", "periodo", "period", "year"}), ""
    )
    return Profile(
        code="wide",
        layer="",
        measures=measures,
        area_code=column,
        area_name=column,
        period_column=period_column,
    )


def _provinces(table: Profile) -> set[str]:
    codes = Area.objects.filter(layer__code=table.layer).values_list("code", flat=True)
    return {code[:3] for code in codes}


def _taken(
    row: Row, table: Profile, finder: AreaFinder, report: Report
) -> tuple[Row, Area, list[_Cell]] | None:
    """The area and the values of a row; None when it was refused, which the report is told."""
    found = _area(row.raw, table, finder)
    cells, findings = _long_cell(row.raw) if table.code == "long" else _wide_cells(row.raw, table)
    period = [
        finding.at(table.period_column or "period")
        for finding in (Reading(0, 0, cells[0].period, 0.0).findings() if cells else [])
    ]
    if not report.tell(without_geometry(row), [*found.findings, *findings, *period]) or found.value is None:
        return None
    return row, found.value, cells


def _area(raw: Mapping[str, str], table: Profile, finder: AreaFinder) -> Parsed[Area]:
    """The row's area, by code and name; in tables that say neither which, by either."""
    if table.code in {"long", "wide"}:
        values = LONG.values(raw) if table.code == "long" else {"area": _cell(raw, table.area_code)}
        code, name = values.get("code", ""), plain(values.get("area", ""))
        if code:
            return finder.find(code=code, name=name)
        by_code = finder.find(code=name)
        return by_code if by_code.ok else finder.find(name=name)
    code = _cell(raw, table.area_code) if table.area_code else ""
    name = plain(_cell(raw, table.area_name)) if table.area_name else ""
    return finder.find(code=code, name=name)


def _wide_cells(raw: Mapping[str, str], table: Profile) -> tuple[list[_Cell], list[Finding]]:
    stated = plain_code(_cell(raw, table.period_column)) if table.period_column else ""
    period = stated or table.period
    excluded = bool(table.excluded_column and parse_flag(_cell(raw, table.excluded_column)).value)
    cells, findings = [], []
    for measure in table.measures:
        value, found = _measured(raw, measure)
        findings.extend(found)
        if excluded and not measure.for_all:
            cells.append(_Cell(measure.code, period, None, ObservationStatus.EXCLUDED))
        else:
            status = ObservationStatus.MISSING if value is None else ObservationStatus.OK
            cells.append(_Cell(measure.code, period, value, status))
    return cells, findings


def _measured(raw: Mapping[str, str], measure: Measure) -> tuple[float | None, list[Finding]]:
    """The value of a column, divided by another one when the measure says so."""
    value, findings = _number(_cell(raw, measure.header), measure.header)
    if not measure.over:
        return value, findings
    over, more = _number(_cell(raw, measure.over), measure.over)
    if value is None or not over:
        return None, [*findings, *more]
    return measure.scale * value / over, [*findings, *more]


def _number(text: str, header: str) -> tuple[float | None, list[Finding]]:
    """A number, read with a point or comma before the decimals; nothing, without a finding, for a mark of no
    value."""
    read = parse_decimal(text).at(header)
    value = None if read.value is None else float(read.value)
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", text):  # as programs write numbers: a point is for decimals
        return value, list(read.errors)
    return value, list(read.findings)


def _long_cell(raw: Mapping[str, str]) -> tuple[list[_Cell], list[Finding]]:
    values = LONG.values(raw)
    value, findings = _number(values["value"], "value")
    code = _slug(values["indicator"])
    if not code:
        accepted = Message(gettext_noop("The code or name of an indicator."))
        todo = Message(gettext_noop("Fill in the column."))
        findings.append(error("indicator.empty", values["indicator"], accepted, todo).at("indicator"))
    said = values.get("status", "") if value is None else ""
    status = ObservationStatus.MISSING if value is None else ObservationStatus.OK
    if said in ObservationStatus.values and said != ObservationStatus.OK:
        status = ObservationStatus(said)
    return [_Cell(code, plain_code(values["period"]), value, status)], findings


def _slug(text: str) -> str:
    """The code of an indicator named in a table."""
    return (
        text.strip()
        if re.fullmatch(r"[\w-]{1,60}", text.strip(), re.ASCII)
        else fold(text).replace(" ", "-")[:60]
    )


def _indicator_ids(
    table: Profile,
    options: Mapping[str, str],
    taken: Sequence[tuple[Row, Area, list[_Cell]]],
    report: Report,
    *,
    write: bool,
) -> dict[str, tuple[int, str]]:
    """Code -> key and uid of the indicators; those of a trial that are not there get keys that no row has."""
    columns: dict[str, dict[str, Any]] = {
        measure.code: table.indicator_values(measure) for measure in table.measures
    }
    if table.code == "long":
        for row, _where, cells in taken:
            measure = Measure("", cells[0].indicator, plain(LONG.values(row.raw)["indicator"]))
            said = {
                "unit": options.get("unit", ""),
                "direction": options.get("direction", Direction.NEUTRAL.value),
            }
            columns.setdefault(measure.code, {**table.indicator_values(measure), **said})
    intake = indicators_for(columns, publish=is_on(options, "publish"))
    if write:
        intake.write()
    intake.tally.tell(report)
    stored = Indicator.objects.filter(code__in=columns).values_list("code", "pk", "uid")
    ids = {code: (pk, uid) for code, pk, uid in stored}
    for number, record in enumerate(intake.new, 1):
        ids.setdefault(record.code, (-number, record.uid))
    return ids


def _not_recognised(raw: Mapping[str, str]) -> Finding:
    found = ", ".join(name for name in raw if name != GEOMETRY)
    accepted = Message(
        gettext_noop(
            "A known table; or columns area, indicator, period, value; or the options area and mapping."
        )
    )
    todo = Message(gettext_noop("Name the columns, or say in the options which column is which indicator."))
    return error("file.columns", found, accepted, todo)
