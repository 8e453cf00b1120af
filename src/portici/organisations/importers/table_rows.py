"""The rows of an office's table read into entries: values, codes, seat, with what was found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portici.imports.csvfile import Columns
from portici.imports.importer import Report, Row
from portici.kernel.codes import Parsed
from portici.kernel.findings import Finding
from portici.kernel.parsing import is_null, parse_postcode
from portici.territory.models import Area

from ..models import CodeScheme, Organisation
from ..values import as_warning, parse_code, parse_email, parse_website, plain, too_long
from .places import comuni
from .table_findings import nameless, parse_day, unknown_comune, unknown_scheme, unknown_type
from .types import guessed_type, type_of

CODES = {
    "fiscal_code": CodeScheme.FISCAL,
    "vat_number": CodeScheme.VAT,
    "ipa_code": CodeScheme.IPA,
    "school_code": CodeScheme.SCHOOL,
    "runts_number": CodeScheme.RUNTS,
}


@dataclass(slots=True)
class Entry:
    """A row that can be taken."""

    row: Row
    values: dict[str, Any]
    codes: list[tuple[str, str]]
    seat: dict[str, Any]
    since: date | None = None
    source: str = ""
    #: What a list of the office says besides: the record's own reference, and the name of what it is part of.
    reference: str = ""
    part_of: str = ""
    #: No organisation was there for the row.
    is_new: bool = False
    #: The type was taken from the name.
    guessed: bool = False
    organisation: Organisation | None = field(default=None)


class Reader:
    """Reads a row's cells into an entry, telling what it finds."""

    def __init__(self, columns: Columns, options: Mapping[str, str], run_uid: str) -> None:
        self.columns = columns
        self.options = options
        self.places = comuni(run_uid)

    def entry(self, row: Row, report: Report) -> Entry | None:
        cells = self.columns.values(row.raw)
        findings: list[Finding] = []
        values = self._values(cells, findings)
        codes = self._codes(cells, findings)
        since = _kept(parse_day(cells.get("since", "")), "since", findings)
        postcode = _kept(parse_postcode(cells.get("postcode", "")), "postcode", findings)
        findings += too_long(Organisation, values)
        town = plain(cells.get("town", ""))[:120]
        area = self._comune(town, findings)
        if not report.tell(row, findings):
            return None
        seat = {"address": plain(cells.get("address", ""))[:200], "postcode": postcode or "", "town": town}
        seat["area"] = area
        return Entry(
            row,
            values,
            codes,
            seat,
            since,
            _source(cells),
            plain(cells.get("reference", "")),
            plain(cells.get("part_of", "")),
            guessed=self.is_guess(cells),
        )

    def _comune(self, town: str, findings: list[Finding]) -> Area | None:
        """The comune of this name; that there is none is told once the comuni are loaded."""
        if is_null(town):
            return None
        area = self.places.find("", town)
        if area is None and self.places.by_name:
            findings.append(unknown_comune(town, self.places.nearest(town)))
        return area

    def _values(self, cells: Mapping[str, str], findings: list[Finding]) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: plain(cells.get(name, "")) for name in ("name", "short_name", "legal_form", "phone")
        }
        lines = cells.get("description", "").splitlines()
        values["description"] = "\n".join(map(plain, lines)).strip()
        if not values["name"]:
            findings.append(nameless())
        for name, parse in (("website", parse_website), ("email", parse_email), ("pec", parse_email)):
            values[name] = _kept(parse(cells.get(name, "")), name, findings) or ""
        values["type"] = self._type(cells, values["name"], findings)
        return values

    def is_guess(self, cells: Mapping[str, str]) -> bool:
        """Whether neither the row nor the options say the type."""
        return is_null(cells.get("type", "")) and not self.options.get("type")

    def _type(self, cells: Mapping[str, str], name: str, findings: list[Finding]) -> str:
        """The type that the row says, else the option's, else a guess from the name; empty when there is
        none.
        """
        said = plain(cells.get("type", ""))
        known = type_of(said) if said else self.options.get("type", "")
        if said and not known:
            findings.append(unknown_type(said))
        if said or known or not name:
            return known
        return guessed_type(name)

    def _codes(self, cells: Mapping[str, str], findings: list[Finding]) -> list[tuple[str, str]]:
        codes = []
        for name, scheme, text in _said_codes(cells, findings):
            parsed = parse_code(scheme, text).at(name)
            findings += parsed.findings
            if parsed.value is not None:
                codes.append((scheme.value, parsed.value))
        return list(dict.fromkeys(codes))


def _said_codes(cells: Mapping[str, str], findings: list[Finding]) -> Iterator[tuple[str, CodeScheme, str]]:
    """The codes with their column: one a column, or all in one as `fiscal:01232710374 school:BOIC80000A`."""
    for name, scheme in CODES.items():
        if not is_null(cells.get(name, "")):
            yield name, scheme, cells[name]
    for word in plain(cells.get("codes", "")).split():
        kind, _colon, text = word.partition(":")
        if kind in CodeScheme.values and text:
            yield "codes", CodeScheme(kind), text
        else:
            findings.append(unknown_scheme(word))


def _source(cells: Mapping[str, str]) -> str:
    parts = [plain(cells.get("document", "")), plain(cells.get("source", ""))]
    return ", ".join(filter(None, parts))[:300]


def _kept(parsed: Parsed[Any], name: str, findings: list[Finding]) -> Any:
    """The value; what is wrong with it only warns, and the row is taken without it."""
    findings += [as_warning(finding) for finding in parsed.at(name).findings]
    return parsed.value
