"""Organisations from any office's table: columns by their usual Italian and English names, types by theirs.

With the option `network` each row also joins a pact or a network, with its date and source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter
from portici.imports.importer import Option, Report, Row
from portici.kernel.actor import Actor
from portici.kernel.codes import Parsed
from portici.kernel.findings import Finding
from portici.kernel.parsing import is_null, parse_postcode
from portici.kernel.text import fold

from ..domain.keeping import code_taken
from ..duplicates import like_names
from ..models import CodeScheme, Membership, Organisation, OrganisationCode, OrganisationType
from ..values import as_warning, parse_code, parse_email, parse_website, plain, too_long
from .places import comuni
from .table_findings import (
    likely,
    nameless,
    parse_day,
    several,
    type_guessed,
    typeless,
    unknown_type,
)
from .types import guessed_type, type_of
from .writer import Wish, Writer

CODES = {
    "fiscal_code": CodeScheme.FISCAL,
    "vat_number": CodeScheme.VAT,
    "ipa_code": CodeScheme.IPA,
    "school_code": CodeScheme.SCHOOL,
    "runts_number": CodeScheme.RUNTS,
}
YES = frozenset({"si", "sì", "yes", "1"})


@dataclass(slots=True)
class Entry:
    """A row that can be taken."""

    row: Row
    values: dict[str, Any]
    codes: list[tuple[str, str]]
    seat: dict[str, Any]
    since: date | None = None
    source: str = ""
    #: The type was taken from the name.
    guessed: bool = False
    organisation: Organisation | None = field(default=None)


class OrganisationsImporter(CsvImporter):
    code: ClassVar[str] = "organisations"
    label = _("Organisations: a table of any office")
    help = _(
        "One organisation a row; the column “nome” (denominazione, ragione sociale, name) is required. "
        "Read besides: tipo, codice fiscale, partita IVA, codice IPA, numero RUNTS, forma giuridica, sito, "
        "e-mail, PEC, telefono, indirizzo, CAP, comune, documento, data. New organisations are drafts, "
        "unless you say otherwise."
    )
    options = (
        Option(
            "network",
            _("The pact or network that all of them belong to"),
            _("Its name; made when it is not there"),
        ),
        Option("type", _("Type of those whose row does not say it"), choices=tuple(OrganisationType.values)),
        Option("publish", _("Publish the new ones at once"), choices=("si", "no")),
    )
    columns: ClassVar[Columns] = Columns(
        {
            "name": (
                "nome",
                "denominazione",
                "ragione sociale",
                "organizzazione",
                "ente",
                "organisation",
                "organization",
            ),
            "short_name": ("sigla", "acronimo", "nome breve", "acronym"),
            "type": ("tipo", "tipologia", "categoria", "tipo_assegnato_da_noi", "kind", "category"),
            "fiscal_code": ("codice fiscale", "cf", "codicefiscale", "tax code"),
            "vat_number": ("partita iva", "p iva", "piva", "partitaiva", "vat", "iva"),
            "ipa_code": ("codice ipa", "ipa", "cod_amm"),
            "school_code": ("codice meccanografico", "codicescuola", "codice scuola"),
            "runts_number": ("numero runts", "runts", "repertorio", "numero repertorio"),
            "legal_form": ("forma giuridica", "natura giuridica"),
            "description": ("descrizione", "attivita", "note"),
            "website": ("sito", "sito web", "sito internet", "web", "homepage"),
            "email": ("e mail", "mail", "posta elettronica"),
            "pec": ("posta certificata", "indirizzo pec"),
            "phone": ("telefono", "tel", "telephone"),
            "address": ("indirizzo", "via", "sede", "sede legale"),
            "postcode": ("cap", "zip", "postal code"),
            "town": ("comune", "citta", "localita", "city"),
            "document": ("documento", "atto", "titolo"),
            "since": ("data", "dal", "data adesione", "anno", "date", "year"),
            "source": ("url", "fonte", "url fonte", "link"),
        },
        required=("name",),
    )

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,  # noqa: ARG002
        options: Mapping[str, str],
        report: Report,
        run_uid: str,
        write: bool,
    ) -> None:
        entries = [
            entry for row in rows if (entry := _Reader(self.columns, options, run_uid).entry(row, report))
        ]
        writer = Writer(report=report, write=write, publish=options.get("publish", "") in YES)
        batch = _Batch(entries, writer)
        batch.take(options)
        writer.flush()
        if write and batch.network is not None:
            _join(batch.entries, batch.network, report)


class _Reader:
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
        if not report.tell(row, findings):
            return None
        town = plain(cells.get("town", ""))[:120]
        seat = {"address": plain(cells.get("address", ""))[:200], "postcode": postcode or "", "town": town}
        seat["area"] = self.places.find("", town) if town else None
        return Entry(row, values, codes, seat, since, _source(cells), self.is_guess(cells))

    def _values(self, cells: Mapping[str, str], findings: list[Finding]) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: plain(cells.get(name, ""))
            for name in ("name", "short_name", "legal_form", "description", "phone")
        }
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
        for name, scheme in CODES.items():
            if not is_null(cells.get(name, "")):
                parsed = parse_code(scheme, cells[name]).at(name)
                findings += parsed.findings
                if parsed.value is not None:
                    codes.append((scheme.value, parsed.value))
        return codes


class _Batch:
    """The entries of a batch with the organisations that they are about: by a code, else by the same name."""

    def __init__(self, entries: list[Entry], writer: Writer) -> None:
        self.entries = entries
        self.writer = writer
        self.network: Organisation | None = None
        self.by_code: dict[tuple[str, str], Organisation] = {}
        self.by_name: dict[str, list[Organisation]] = {}

    def take(self, options: Mapping[str, str]) -> None:
        name = plain(options.get("network", ""))[:300]
        self._load([fold(name)] if name else [])
        if name:
            same = self.by_name.get(fold(name))
            self.network = same[0] if same else self._new_network(name)
        scored = like_names([entry_name(entry) for entry in self.entries])
        for entry, scores in zip(self.entries, scored, strict=True):
            self._take(entry, scores)
        self.entries = [entry for entry in self.entries if entry.organisation is not None]

    def _load(self, names: list[str]) -> None:
        values = {value for entry in self.entries for _scheme, value in entry.codes}
        rows = OrganisationCode.objects.filter(value__in=values).select_related("organisation")
        same: dict[int, Organisation] = {}
        for row in rows:
            self.by_code[row.scheme, row.value] = same.setdefault(row.organisation_id, row.organisation)
        wanted = [entry_name(entry) for entry in self.entries] + names
        for found in Organisation.objects.filter(folded_name__in=wanted, merged_into=None).order_by("pk"):
            self.by_name.setdefault(found.folded_name, []).append(same.setdefault(found.pk, found))

    def _new_network(self, name: str) -> Organisation:
        made = self.writer.add({"name": name, "type": OrganisationType.INFORMAL_GROUP})
        self.by_name[made.folded_name] = [made]
        return made

    def _take(self, entry: Entry, scores: Mapping[int, float]) -> None:
        findings: list[Finding] = []
        organisation = self._found(entry, findings)
        if organisation is None and not findings:
            if not entry.values["type"]:
                findings.append(typeless())
            elif entry.guessed:
                findings.append(type_guessed(entry.values["name"], entry.values["type"]))
            if scores:
                findings.append(likely(scores))
        if not self.writer.report.tell(entry.row, findings):
            return
        entry.organisation = organisation or self._add(entry)
        if organisation is not None:
            values = {
                name: value for name, value in entry.values.items() if value and name not in {"name", "type"}
            }
            seat = entry.seat if any(entry.seat.values()) else {}
            self.writer.wish(Wish(entry.row, organisation, values, {}, entry.codes, _said(seat)))

    def _found(self, entry: Entry, findings: list[Finding]) -> Organisation | None:
        """The organisation that the row is about. Findings: its codes are of two; its name is of several."""
        held = {self.by_code[code].uid: self.by_code[code] for code in entry.codes if code in self.by_code}
        if len(held) > 1:
            first = next(code for code in entry.codes if code in self.by_code)
            findings.append(code_taken(*first, self.by_code[first]))
            return None
        if held:
            return next(iter(held.values()))
        same = self.by_name.get(entry_name(entry), [])
        if len(same) > 1:
            findings.append(several(entry.values["name"], len(same)))
        return same[0] if len(same) == 1 else None

    def _add(self, entry: Entry) -> Organisation:
        self.writer.report.added += 1
        made = self.writer.add(entry.values, codes=entry.codes, seat=_said(entry.seat))
        self.by_name.setdefault(made.folded_name, []).append(made)
        self.by_code.update(dict.fromkeys(entry.codes, made))
        return made


def entry_name(entry: Entry) -> str:
    return fold(entry.values["name"])[:300]


def _join(entries: list[Entry], network: Organisation, report: Report) -> None:
    """Make the memberships that are not there yet, in two queries."""
    members = {
        entry.organisation.pk: entry
        for entry in entries
        if entry.organisation and entry.organisation != network
    }
    rows = Membership.objects.filter(network=network, member__in=members).values_list("member", "since")
    there = set(rows)
    made = [
        Membership(member_id=pk, network=network, since=entry.since, source=entry.source)
        for pk, entry in members.items()
        if (pk, entry.since) not in there
    ]
    Membership.objects.bulk_create(made)
    for row in made:
        member = members[row.member_id].organisation
        if member is not None:
            text = f"{network.name} {row.since or ''}".strip()
            report.differences.append((Organisation.KIND, member.uid, {"memberships": ("", text)}))


def _said(seat: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in seat.items() if value}


def _source(cells: Mapping[str, str]) -> str:
    parts = [plain(cells.get("document", "")), plain(cells.get("source", ""))]
    return ", ".join(filter(None, parts))[:300]


def _kept(parsed: Parsed[Any], name: str, findings: list[Finding]) -> Any:
    """The value; what is wrong with it only warns, and the row is taken without it."""
    findings += [as_warning(finding) for finding in parsed.at(name).findings]
    return parsed.value
