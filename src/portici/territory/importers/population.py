"""Counts of residents by area, year, age, sex and citizenship."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter, read_rows
from portici.imports.importer import FLAG, Option, Report, Row, is_on
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import Parsed, error
from portici.kernel.findings import Finding, Invalid, Message, ensure, gettext_noop
from portici.kernel.parsing import Ambiguous, parse_decimal
from portici.kernel.text import fold

from .. import rules
from ..domain.indicators import record_computed_indicators
from ..domain.people import Count, count_people, record_population_source
from ..figures import Band
from ..models import OPEN_AGE, Indicator, Layer, Method, PopulationSource
from .layouts import PeopleTable, people_tables
from .matching import AreaFinder, plain_code

_AGES = ("age", "age_broad", "age_five", "age_one")
COLUMNS = Columns(
    {
        "area": ("codice area", "codice", "area", "code"),
        "year": ("anno", "year"),
        "age": ("eta", "classe di eta", "age"),
        "age_broad": ("eta_grandi",),
        "age_five": ("eta_quinquennali",),
        "age_one": ("eta_singolo",),
        "sex": ("sesso", "sex"),
        "citizenship": ("cittadinanza", "citizenship"),
        "people": ("residenti", "popolazione", "people", "residents"),
    },
    required=("area", "year", "people"),
)
#: Columns that divide the rows further; their rows are added up.
_SUMMED = Columns({"civil": ("stato_civile", "stato civile")})
_SEXES = {
    **dict.fromkeys(("f", "femmine", "femmina", "donne", "female", "women"), "f"),
    **dict.fromkeys(("m", "maschi", "maschio", "uomini", "male", "men"), "m"),
    **dict.fromkeys(("", "totale", "tutti", "all", "mf"), ""),
}
_CITIZENSHIPS = {
    **dict.fromkeys(("italiana", "italiani", "italian", "it"), "it"),
    **dict.fromkeys(("straniera", "stranieri", "foreign"), "foreign"),
    **dict.fromkeys(("", "totale", "tutti", "all"), ""),
}
_BAND = re.compile(r"([0-9]{1,3})\s*[-–]\s*([0-9]{1,3})")
_OPEN = re.compile(r"([0-9]{1,3})\s*(?:e oltre|e piu|e più|\+|and over|ed oltre)")
_FIRST = re.compile(r"([0-9]{1,3})\s*(?:e prima|e meno|and under)")


class PopulationImporter(CsvImporter):
    """Counts of people; the figures that they give are computed with them."""

    code: ClassVar[str] = "population"
    label: ClassVar[str | Promise] = _("Residents by area, age and sex (CSV, XLSX)")
    help: ClassVar[str | Promise] = _(
        "One row for each area, year, age band (00-14, 80 e oltre, 45), sex and citizenship, with how "
        "many residents. The tables of the city's publishers that its pack tells of are recognised. Where two "
        "columns give bands, the age is where they meet."
    )
    columns: ClassVar[Columns] = COLUMNS
    batch_size: ClassVar[int] = 20_000
    options: ClassVar[tuple[Option, ...]] = (
        Option("layer", _("Layer of the areas")),
        Option("source", _("Source")),
        Option("source_url", _("Address of the source")),
        Option("licence", _("Licence")),
        Option("publish", _("Publish the computed indicators at once"), choices=FLAG),
    )

    def columns_now(self) -> Columns:
        return _columns()

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        columns = _columns()
        rows = read_rows(path, columns, options)
        first = next(rows, None)
        if first is None:
            return
        if not any(name in columns.values(first.raw) for name in _AGES):
            raise Invalid([_no_age(first.raw)])
        divided = _SUMMED.values(first.raw)
        everything = _chained(first, rows)
        yield from (_summed if divided else _once)(everything, columns)

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
        columns = _columns()
        table = _table(rows[0].raw)
        layer = options.get("layer") or (table.layer if table else "")
        if not layer:
            raise Invalid([_no_layer(rows[0].raw)])
        finder = AreaFinder(Layer.objects.filter(code=layer))
        by_line = {row.line: row for row in rows}
        counts = [count for row in rows if (count := _count(row, columns, finder, report))]
        source = _source(actor, options, table)
        if write and not Indicator.objects.exclude(method=Method.PUBLISHED).exists():
            record_computed_indicators(actor=actor, publish=is_on(options, "publish"))
        done = count_people(actor=actor, source=source, counts=counts, run_uid=run_uid, write=write)
        for count, finding in done.refused:
            report.tell(by_line[count.line or 0], [finding])
        done.tally.tell(report)


def _chained(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _key(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in COLUMNS.spellings if name != "people")


def _once(rows: Iterator[Row], columns: Columns) -> Iterator[Row]:
    """The rows, those that repeat an earlier one with a finding: they would overwrite it."""
    seen: set[int] = set()
    for row in rows:
        key = hash(_key(columns.values(row.raw)))
        if key in seen and not row.findings:
            yield Row(row.line, row.raw, (_twice(),))
            continue
        if _whole(columns.values(row.raw).get("people", "")).ok:
            seen.add(key)
        yield row


def _summed(rows: Iterator[Row], columns: Columns) -> Iterator[Row]:
    """Rows that differ only in a column of no concern here, as one: the first, with the people of all."""
    kept: dict[tuple[str, ...], tuple[Row, int]] = {}
    people = next(iter(COLUMNS.spellings["people"]))
    for row in rows:
        values = columns.values(row.raw)
        number = _whole(values.get("people", "")).value
        if row.findings or number is None:
            yield row
            continue
        first, total = kept.get(_key(values), (row, 0))
        kept[_key(values)] = (first, total + number)
    for row, total in kept.values():
        header = next(name for name in row.raw if columns.canonical(name) == "people")
        yield Row(row.line, {**row.raw, header or people: str(total)}, row.findings)


def _columns() -> Columns:
    """The columns, with the city's own words for the one that names the area. One query."""
    spellings = {**COLUMNS.spellings, "area": (*people_tables(), *COLUMNS.spellings["area"])}
    return Columns(spellings, required=COLUMNS.required)


def _table(raw: Mapping[str, str]) -> PeopleTable | None:
    """The table of a publisher of the city that the row is of: its column says the layer and who counted."""
    tables = people_tables()
    return next((tables[header] for header in raw if header in tables), None)


def _no_layer(raw: Mapping[str, str]) -> Finding:
    accepted = Message(gettext_noop("The option layer: the code of the layer that the areas are of."))
    todo = Message(gettext_noop("Choose the layer."))
    return error("population.layer", ", ".join(raw), accepted, todo).at("layer")


def _source(actor: Actor, options: Mapping[str, str], table: PeopleTable | None) -> PopulationSource:
    name = options.get("source", "")
    if not name and table is not None:
        return record_population_source(
            actor=actor,
            code=table.publisher,
            name=table.source,
            url=table.source_url,
            licence=table.licence,
        )
    return record_population_source(
        actor=actor,
        code=fold(name).replace(" ", "-")[:60] or "non-indicata",
        name=name or "–",
        url=options.get("source_url", ""),
        licence=options.get("licence", ""),
    )


def _count(row: Row, columns: Columns, finder: AreaFinder, report: Report) -> Count | None:
    """What a row counts; None when it was refused, which the report is told."""
    values = columns.values(row.raw)
    area = finder.find(code=values["area"])
    if not area.ok and not plain_code(values["area"]).isdigit():
        area = finder.find(name=values["area"])
    year, people = _whole(values["year"]).at("year"), _whole(values["people"]).at("people")
    bands = [band_of(values[name]).at(name) for name in _AGES if name in values]
    sex = _named(values.get("sex", ""), _SEXES).at("sex")
    citizenship = _named(values.get("citizenship", ""), _CITIZENSHIPS).at("citizenship")
    readings: list[Parsed[object]] = [area, year, people, *bands, sex, citizenship]  # type: ignore[list-item] # read alike, whatever they hold
    findings = [finding for read in readings for finding in read.findings]
    meeting = _meeting([band.value for band in bands if band.value is not None])
    if meeting is None and not findings:
        findings.append(_apart(", ".join(values[name] for name in _AGES if name in values)))
    if not report.tell(row, findings) or meeting is None or area.value is None:
        return None
    return Count(
        area_id=area.value.pk,
        year=year.require(),
        age_from=meeting[0],
        age_to=meeting[1],
        people=people.require(),
        sex=sex.value or "",
        citizenship=citizenship.value or "",
        line=row.line,
    )


def band_of(text: str) -> Parsed[Band]:
    """An age band, both ends included.

    >>> [band_of(text).value for text in ("00-14", "80 e oltre", "02 e prima", "45", "100+")]
    [(0, 14), (80, 150), (0, 2), (45, 45), (100, 150)]
    """
    plain = " ".join(text.casefold().split())
    if match := _BAND.fullmatch(plain):
        return Parsed((int(match[1]), int(match[2])))
    if match := _OPEN.fullmatch(plain):
        return Parsed((int(match[1]), OPEN_AGE))
    if match := _FIRST.fullmatch(plain):
        return Parsed((0, int(match[1])))
    single = plain_code(plain)
    if single.isdigit() and len(single) <= 3:
        return Parsed((int(single), int(single)))
    accepted = Message(gettext_noop("An age or a band of ages: 45, 00-14, 80 e oltre, 02 e prima."))
    todo = Message(gettext_noop("Write the band with its first and last age."))
    return Parsed(None, (error("population.band", text, accepted, todo),))


def _meeting(bands: Sequence[Band]) -> Band | None:
    """The ages in all of the bands."""
    first, last = max((band[0] for band in bands), default=1), min((band[1] for band in bands), default=0)
    return (first, last) if first <= last else None


def _whole(text: str) -> Parsed[int]:
    read = parse_decimal(text, ambiguous=Ambiguous.THOUSANDS)
    if read.value is None or read.value != int(read.value) or read.value < 0:
        accepted = Message(gettext_noop("A whole number, zero or more."))
        todo = Message(gettext_noop("Write the number of people, or leave the row out."))
        return Parsed(None, (error("population.number", text, accepted, todo),))
    return Parsed(int(read.value), read.findings)


def _named(text: str, known: Mapping[str, str]) -> Parsed[str]:
    found = known.get(fold(text))
    if found is not None:
        return Parsed(found)
    accepted = Message(
        gettext_noop("One of: %(names)s."), {"names": ", ".join(name for name in known if name)}
    )
    todo = Message(gettext_noop("Correct the word."))
    return Parsed(None, (error("population.word", text, accepted, todo),))


def _no_age(raw: Mapping[str, str]) -> Finding:
    accepted = Message(gettext_noop("A column with ages: eta, eta_grandi, eta_quinquennali, eta_singolo."))
    todo = Message(gettext_noop("Choose another kind of file, or name the column so."))
    return error("file.columns", ", ".join(raw), accepted, todo)


def _twice() -> Finding:
    accepted = Message(gettext_noop("One row for each area, year, age band, sex and citizenship."))
    todo = Message(gettext_noop("Add the rows up, or take one of them out."))
    return error("population.twice", "", accepted, todo)


def _apart(found: str) -> Finding:
    accepted = Message(gettext_noop("Bands that meet, where two columns give them."))
    todo = Message(gettext_noop("Correct one of the two columns."))
    return error("population.band", found, accepted, todo).at("age")
