"""Decisions of a body from a register that was kept in a spreadsheet, with what they ask for and what they do to earlier ones.

A register never alters a decision that is there: it adds those that are missing, and to the others what they ask for. What is confidential is
not brought in by a file, whose rows more people read than its readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter
from portici.imports.importer import Option, Report, Row
from portici.kernel.actor import Actor

from .reading import Reader
from .writing import Batch


class DecisionsImporter(CsvImporter):
    code: ClassVar[str] = "decisions"
    label = _("Decisions: the register of a body")
    help = _(
        "One decision a row; number (numero, also 12/2019), date (data) and title (oggetto) are required, the body (organo) unless it is"
        " chosen below. Read besides: anno, testo, tipo, motivi, pubblicata, motivo, seguito, responsabile, scadenza, stato, note, data stato,"
        " codice progetto, attività, revoca, modifica, sostituisce. Several rows with the same number and title are one decision that asks for"
        " several things. With an activity, how far it is follows from the activity; without one the state of the register is kept as said. What"
        " is confidential is not brought in by a file."
    )
    options = (Option("body", _("Body of the rows that do not say it"), _("Its code or its name.")),)
    #: A register is read whole, so that a row may revoke one that stands further down.
    batch_size: ClassVar[int] = 5_000
    columns: ClassVar[Columns] = Columns(
        {
            "number": ("numero", "n", "n.", "num", "num.", "nr", "numero decisione", "numero atto", "no", "decision number"),
            "title": ("oggetto", "titolo", "subject", "titolo decisione"),
            "body": ("organo", "collegio", "organismo", "codice organo"),
            "year": ("anno",),
            "date": ("data", "data decisione", "data atto", "del", "seduta del", "decided on", "day"),
            "text": ("testo", "dispositivo", "contenuto", "testo decisione"),
            "kind": ("tipo", "tipologia", "tipo atto", "type"),
            "grounds": ("motivi", "motivazione", "premesse", "motivazioni"),
            "published": ("pubblicata", "pubblicato", "pubblica", "pubblicazione", "public"),
            "withheld": ("motivo", "motivo della mancata pubblicazione", "riservata perché", "withheld because", "reason withheld"),
            "what": ("seguito", "adempimento", "azione", "da fare", "cosa fare", "follow-up", "follow up", "action"),
            "owner": ("responsabile", "soggetto", "soggetto attuatore", "a cura di", "responsible", "who"),
            "due": ("scadenza", "entro", "entro il", "termine", "due date", "due by", "deadline", "by"),
            "state": ("stato", "stato di attuazione", "attuazione", "status", "progress"),
            "words": ("note", "nota", "note sullo stato", "notes", "remarks"),
            "said_on": ("data stato", "aggiornato al", "stato al", "as of", "state as of"),
            "project": ("codice progetto", "progetto", "codice locale progetto", "project code"),
            "activity": ("attivita", "attività", "attivita collegata"),
            "revokes": ("revoca", "annulla", "revoke"),
            "amends": ("modifica", "integra", "amend"),
            "supersedes": ("sostituisce", "supersede", "replaces"),
        },
        required=("number", "title"),
    )  # fmt: skip

    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,  # noqa: ARG002 -- every importer is asked alike
        options: Mapping[str, str],
        report: Report,
        run_uid: str,  # noqa: ARG002 -- every importer is asked alike
        write: bool,
    ) -> None:
        reader = Reader(self.columns, options)
        read = (reader.entry(row, report) for row in rows)
        Batch([entry for entry in read if entry is not None], report).take(write=write)
