"""Organisations from any office's table: columns by their usual Italian and English names, types by theirs.

With the option `network` each row also joins a pact or a network, with its date and source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter
from portici.imports.importer import FLAG, Option, Report, Row, is_on
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding
from portici.kernel.text import fold

from ..domain.keeping import code_taken
from ..duplicates import like_names
from ..models import Membership, Organisation, OrganisationCode, OrganisationType
from ..values import plain
from .table_findings import (
    likely,
    no_whole,
    several,
    type_guessed,
    typeless,
)
from .table_rows import Entry, Reader
from .writer import Wish, Writer


class OrganisationsImporter(CsvImporter):
    code: ClassVar[str] = "organisations"
    label = _("Organisations: a table of any office")
    help = _(
        "One organisation a row; the column “nome” (denominazione, ragione sociale, name) is required. "
        "Read besides: tipo, codice fiscale, partita IVA, codice IPA, numero RUNTS, forma giuridica, sito, "
        "e-mail, PEC, telefono, indirizzo, CAP, comune, documento, data. The list that the office gives as CSV can "
        "be brought back as it is. New organisations are drafts, unless you say otherwise."
    )
    options = (
        Option(
            "network",
            _("The pact or network that all of them belong to"),
            _("Its name; made when it is not there"),
        ),
        Option(
            "type",
            _("Type of those whose row does not say it"),
            choices=tuple(OrganisationType.values),
            labels=tuple(OrganisationType.labels),
        ),
        Option("publish", _("Publish the new ones at once"), choices=FLAG),
    )
    columns: ClassVar[Columns] = Columns(
        {
            "reference": ("riferimento",),
            "codes": ("codici",),
            "part_of": ("parte di", "part of"),
            "name": (
                "nome",
                "denominazione",
                "ragione sociale",
                "organizzazione",
                "ente",
                "organisation",
                "organization",
            ),
            "short_name": ("sigla", "acronimo", "nome breve", "acronym", "short name"),
            "type": ("tipo", "tipologia", "categoria", "tipo_assegnato_da_noi", "kind", "category"),
            "fiscal_code": ("codice fiscale", "cf", "codicefiscale", "tax code"),
            "vat_number": ("partita iva", "p iva", "piva", "partitaiva", "vat", "iva"),
            "ipa_code": ("codice ipa", "ipa", "cod_amm"),
            "school_code": ("codice meccanografico", "codicescuola", "codice scuola"),
            "runts_number": ("numero runts", "runts", "repertorio", "numero repertorio"),
            "legal_form": ("forma giuridica", "natura giuridica", "legal form"),
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
        actor: Actor,  # noqa: ARG002 -- every importer is asked alike
        options: Mapping[str, str],
        report: Report,
        run_uid: str,
        write: bool,
    ) -> None:
        entries = [
            entry for row in rows if (entry := Reader(self.columns, options, run_uid).entry(row, report))
        ]
        writer = Writer(report=report, write=write, publish=is_on(options, "publish"))
        batch = _Batch(entries, writer)
        batch.take(options)
        writer.flush()
        if write and batch.network is not None:
            _join(batch.entries, batch.network, report)


class _Batch:
    """The entries of a batch with the organisations that they are about: by a code, else by the same name."""

    def __init__(self, entries: list[Entry], writer: Writer) -> None:
        self.entries = entries
        self.writer = writer
        self.network: Organisation | None = None
        self.by_code: dict[tuple[str, str], Organisation] = {}
        self.by_name: dict[str, list[Organisation]] = {}
        self.by_reference: dict[str, Organisation] = {}
        #: The kinds of codes that an organisation has: with another code of the same kind it is another one.
        self.schemes: dict[str, set[str]] = defaultdict(set)

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
        self._tie()
        for entry in self.entries:
            if not entry.is_new:
                self._wish(entry)

    def _load(self, names: list[str]) -> None:
        values = {value for entry in self.entries for _scheme, value in entry.codes}
        rows = OrganisationCode.objects.filter(value__in=values).select_related("organisation")
        same: dict[int, Organisation] = {}
        for row in rows:
            self.by_code[row.scheme, row.value] = same.setdefault(row.organisation_id, row.organisation)
        wholes = [fold(entry.part_of)[:300] for entry in self.entries if entry.part_of]
        wanted = [entry_name(entry) for entry in self.entries] + names + wholes
        for found in Organisation.objects.filter(folded_name__in=wanted, merged_into=None).order_by("pk"):
            self.by_name.setdefault(found.folded_name, []).append(same.setdefault(found.pk, found))
        references = [entry.reference for entry in self.entries if entry.reference]
        for found in Organisation.objects.filter(uid__in=references, merged_into=None):
            self.by_reference[found.uid] = same.setdefault(found.pk, found)
        held = OrganisationCode.objects.filter(organisation__in=same)
        for uid, scheme in held.values_list("organisation__uid", "scheme"):
            self.schemes[uid].add(scheme)

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
        entry.is_new = organisation is None
        entry.organisation = organisation or self._add(entry)

    def _wish(self, entry: Entry) -> None:
        """What the row changes in an organisation that is there: its name and type only by its own reference."""
        assert entry.organisation is not None  # noqa: S101 -- those without were left out
        kept = set() if entry.reference in self.by_reference and not entry.guessed else {"name", "type"}
        values = {name: value for name, value in entry.values.items() if value and name not in kept}
        seat = _said(entry.seat)
        self.writer.wish(Wish(entry.row, entry.organisation, values, {}, entry.codes, seat))

    def _found(self, entry: Entry, findings: list[Finding]) -> Organisation | None:
        """The organisation that the row is about. Findings: its codes are of two; its name is of several."""
        if entry.reference in self.by_reference:
            return self.by_reference[entry.reference]
        held = {self.by_code[code].uid: self.by_code[code] for code in entry.codes if code in self.by_code}
        if len(held) > 1:
            first = next(code for code in entry.codes if code in self.by_code)
            findings.append(code_taken(*first, self.by_code[first]))
            return None
        if held:
            return next(iter(held.values()))
        schemes = {scheme for scheme, _value in entry.codes}
        same = [one for one in self.by_name.get(entry_name(entry), []) if not schemes & self.schemes[one.uid]]
        if len(same) > 1:
            findings.append(several(entry.values["name"], len(same)))
        return same[0] if len(same) == 1 else None

    def _tie(self) -> None:
        """Lead each to what it is part of, now that all rows of the batch have their organisation."""
        for entry in self.entries:
            own = entry.organisation
            if not entry.part_of or own is None:
                continue
            wholes = [one for one in self.by_name.get(fold(entry.part_of)[:300], []) if one != own]
            if len(wholes) != 1:
                self.writer.report.tell(entry.row, [no_whole(entry.part_of)])
            elif own._state.adding:
                own.parent = wholes[0]
            else:
                entry.values["parent"] = wholes[0]

    def _add(self, entry: Entry) -> Organisation:
        self.writer.report.added += 1
        made = self.writer.add(entry.values, codes=entry.codes, seat=_said(entry.seat))
        self.by_name.setdefault(made.folded_name, []).append(made)
        self.by_code.update(dict.fromkeys(entry.codes, made))
        self.schemes[made.uid] |= {scheme for scheme, _value in entry.codes}
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
