"""The ministry's registers of schools: state (*statali*), private with parity (*paritarie*), autonomous
provinces.

One layout with columns more or fewer. A school (*plesso*) is part of the institute that directs it; the
institute's own row may come later, in another batch or never: until then it stands announced, with its name
and code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter, read_rows
from portici.imports.importer import Option, Report, Row
from portici.kernel.actor import Actor
from portici.kernel.codes import SchoolCode
from portici.kernel.codes.parsed import warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.parsing import is_null, parse_postcode
from portici.kernel.text import fold

from ..models import CodeScheme, Organisation, OrganisationCode, OrganisationType
from ..values import as_warning, parse_email, parse_website, plain, too_long
from .places import Comuni, comuni
from .writer import ANNOUNCED, Wish, Writer

SOURCE = "Ministero dell'istruzione e del merito, dati.istruzione.it"
#: The facts that are kept as the source says them: name of the fact -> column.
FACTS = {
    "grade": "grade",
    "characteristic": "characteristic",
    "school_year": "year",
    "directs": "directs",
}


@dataclass(slots=True)
class School:
    """A row that can be taken."""

    row: Row
    code: str
    institute: str
    institute_name: str
    values: dict[str, Any]
    facts: dict[str, str]
    seat: dict[str, Any]
    warnings: list[Finding] = field(default_factory=list)


class SchoolsImporter(CsvImporter):
    code: ClassVar[str] = "schools"
    label = _("Schools: the ministry's register")
    help = _(
        "“Anagrafe scuole” of dati.istruzione.it: state schools, private schools with parity, autonomous "
        "provinces; CSV, also compressed with gzip. Schools are published at once: they are open data."
    )
    batch_size: ClassVar[int] = 1000
    options = (
        Option("provincia", _("Only this province"), _("As the file writes it, in capitals")),
        Option("regione", _("Only this region"), _("As the file writes it, in capitals")),
    )
    columns: ClassVar[Columns] = Columns(
        {
            "code": ("CODICESCUOLA",),
            "name": ("DENOMINAZIONESCUOLA",),
            "year": ("ANNOSCOLASTICO",),
            "region": ("REGIONE",),
            "province": ("PROVINCIA",),
            "institute": ("CODICEISTITUTORIFERIMENTO",),
            "institute_name": ("DENOMINAZIONEISTITUTORIFERIMENTO",),
            "address": ("INDIRIZZOSCUOLA",),
            "postcode": ("CAPSCUOLA",),
            "cadastral": ("CODICECOMUNESCUOLA",),
            "town": ("DESCRIZIONECOMUNE",),
            "characteristic": ("DESCRIZIONECARATTERISTICASCUOLA",),
            "grade": ("DESCRIZIONETIPOLOGIAGRADOISTRUZIONESCUOLA",),
            "directs": ("INDICAZIONESEDEDIRETTIVO",),
            "email": ("INDIRIZZOEMAILSCUOLA",),
            "pec": ("INDIRIZZOPECSCUOLA",),
            "website": ("SITOWEBSCUOLA",),
        },
        required=("code", "name"),
    )

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        """The rows of the province or region asked for; all without an option."""
        wanted = {
            column: fold(options[name])
            for name, column in (("provincia", "province"), ("regione", "region"))
            if name in options
        }
        for row in read_rows(path, self.columns, options):
            cells = self.columns.values(row.raw) if wanted and not row.findings else {}
            if not cells or all(fold(cells.get(column, "")) == text for column, text in wanted.items()):
                yield row

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
        places = comuni(run_uid)
        schools = [school for row in rows if (school := _school(row, self.columns, places, report))]
        writer = Writer(report=report, write=write, publish=True)
        _Batch(schools, writer).take()
        writer.flush()


class _Batch:
    """The schools of a batch with the organisations that have their codes."""

    def __init__(self, schools: list[School], writer: Writer) -> None:
        self.schools = schools
        self.writer = writer
        self.known = by_school_code({s.code for s in schools} | {s.institute for s in schools if s.institute})

    def take(self) -> None:
        there = []
        for school in self.schools:
            if school.code in self.known:
                there.append(school)
            else:
                self.known[school.code] = self._added(school)
        for school in self.schools:
            self._link(school)
        for school in there:
            self._wish(school)

    def _added(self, school: School) -> Organisation:
        self.writer.report.added += 1
        codes = [(CodeScheme.SCHOOL.value, school.code)]
        return self.writer.add(school.values, codes=codes, seat=school.seat, facts=school.facts)

    def _link(self, school: School) -> None:
        """Lead the school to its institute, which is announced when it is not there yet."""
        if not school.institute:
            return
        institute = self.known.get(school.institute)
        if institute is None:
            institute = self.writer.add(
                {
                    "name": school.institute_name or school.institute,
                    "type": OrganisationType.SCHOOL,
                    "source": SOURCE,
                },
                codes=[(CodeScheme.SCHOOL.value, school.institute)],
                facts={ANNOUNCED: school.code},
            )
            self.known[school.institute] = institute
        own = self.known[school.code]
        if own._state.adding:
            own.parent = institute
        else:
            school.values["parent"] = institute

    def _wish(self, school: School) -> None:
        organisation = self.known[school.code]
        if organisation.facts.get("school_year", "") > school.facts.get("school_year", ""):
            self.writer.report.unchanged += 1
            self.writer.report.tell(school.row, [_older(organisation, school)])
            return
        values = {name: value for name, value in school.values.items() if value or name == "parent"}
        wish = Wish(school.row, organisation, values, school.facts, (), school.seat)
        wish.fills = ANNOUNCED in organisation.facts
        self.writer.wish(wish)


def by_school_code(codes: set[str]) -> dict[str, Organisation]:
    """The organisations that have these school codes, in one query."""
    rows = OrganisationCode.objects.filter(scheme=CodeScheme.SCHOOL, value__in=codes)
    found: dict[str, Organisation] = {}
    same: dict[int, Organisation] = {}
    for row in rows.select_related("organisation"):
        found[row.value] = same.setdefault(row.organisation_id, row.organisation)
    return found


def _school(row: Row, columns: Columns, places: Comuni, report: Report) -> School | None:
    """The row read; None when it was refused."""
    cells = columns.values(row.raw)
    code = SchoolCode.parse(cells["code"]).at("CODICESCUOLA")
    name, name_findings = _name(cells)
    website = parse_website(cells.get("website", "")).at("SITOWEBSCUOLA")
    email = parse_email(cells.get("email", "")).at("INDIRIZZOEMAILSCUOLA")
    pec = parse_email(cells.get("pec", "")).at("INDIRIZZOPECSCUOLA")
    postcode = parse_postcode(cells.get("postcode", "")).at("CAPSCUOLA")
    values: dict[str, Any] = {
        "name": name,
        "type": OrganisationType.SCHOOL.value,
        "website": website.value or "",
        "email": email.value or "",
        "pec": pec.value or "",
        "source": SOURCE,
    }
    soft = [*website.findings, *email.findings, *pec.findings, *postcode.findings]
    findings = [*code.findings, *name_findings, *map(as_warning, soft), *too_long(Organisation, values)]
    if not report.tell(row, findings) or code.value is None:
        return None
    institute = SchoolCode.parse(cells.get("institute", ""))
    own = str(code.value)
    above = str(institute.value) if institute.value is not None else ""
    return School(
        row=row,
        code=own,
        institute=above if above != own else "",
        institute_name=plain(cells.get("institute_name", ""))[:300],
        values=values,
        facts=_facts(cells),
        seat=_seat(cells, postcode.value or "", places),
    )


def _name(cells: Mapping[str, str]) -> tuple[str, list[Finding]]:
    """The school's name; without one, its kind and town, with a warning."""
    name = plain(cells["name"])
    if name:
        return name, []
    kind = plain(cells.get("grade", "")) or plain(cells.get("institute_name", ""))
    made = " - ".join(filter(None, [kind, plain(cells.get("town", ""))])) or plain(cells["code"])
    accepted = Message(gettext_noop("A school without a name; it was called “%(name)s”."), {"name": made})
    todo = Message(gettext_noop("Amend the name when it is known."))
    return made, [warning("school.name", cells["name"], accepted, todo).at("DENOMINAZIONESCUOLA")]


def _facts(cells: Mapping[str, str]) -> dict[str, str]:
    facts = {name: plain(cells.get(column, "")) for name, column in FACTS.items()}
    facts["status"] = "paritaria" if "NON STATALE" in facts["grade"].upper() else "statale"
    return {name: text for name, text in facts.items() if text}


def _seat(cells: Mapping[str, str], postcode: str, places: Comuni) -> dict[str, Any]:
    town = plain(cells.get("town", ""))
    cadastral = cells.get("cadastral", "")
    return {
        "address": plain(cells.get("address", ""))[:200],
        "postcode": postcode,
        "town": town[:120],
        "area": None if is_null(cadastral) and not town else places.find(cadastral, town),
    }


def _older(organisation: Organisation, school: School) -> Finding:
    accepted = Message(
        gettext_noop("A year not before the one that is known, %(year)s."),
        {"year": organisation.facts.get("school_year", "")},
    )
    todo = Message(gettext_noop("Nothing was changed; bring in the newest file."))
    found = school.facts.get("school_year", "")
    return warning("school.older", found, accepted, todo).at("ANNOSCOLASTICO")
