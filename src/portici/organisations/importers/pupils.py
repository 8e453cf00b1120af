"""How many pupils each school has, as the ministry publishes it: a code and a number, or `<=3` where it
hides a few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from portici.imports.csvfile import Columns, CsvImporter, read_rows
from portici.imports.importer import Option, Report, Row
from portici.kernel.actor import Actor
from portici.kernel.codes import SchoolCode
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from .schools import by_school_code
from .writer import Wish, Writer

_NUMBER = re.compile(r"([0-9]{1,5})(?:[.,]0+)?|<= ?[0-9]{1,2}")


class PupilsImporter(CsvImporter):
    code: ClassVar[str] = "pupils"
    label = _("Schools: pupils of each school")
    help = _("Two columns, CODICESCUOLA and NUMEROSTUDENTI. Bring the register of schools in first.")
    batch_size: ClassVar[int] = 1000
    options = (
        Option("anno", _("School year of the numbers"), _("E.g. 202425")),
        Option("sigla", _("Only schools whose code begins with this province's sign"), _("E.g. BO")),
    )
    columns: ClassVar[Columns] = Columns(
        {"code": ("CODICESCUOLA",), "pupils": ("NUMEROSTUDENTI",)}, required=("code", "pupils")
    )

    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        sign = options.get("sigla", "").upper()
        for row in read_rows(path, self.columns, options):
            if row.findings or self.columns.values(row.raw)["code"].upper().startswith(sign):
                yield row

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
        read = [(row, self.columns.values(row.raw)) for row in rows]
        known = by_school_code({cells["code"].strip().upper() for _row, cells in read})
        writer = Writer(report=report, write=write, publish=False)
        for row, cells in read:
            code = SchoolCode.parse(cells["code"]).at("CODICESCUOLA")
            number = _NUMBER.fullmatch(cells["pupils"])
            findings = list(code.findings)
            school = known.get(str(code.value)) if code.value else None
            if code.ok and school is None:
                findings.append(unknown_school(cells["code"]))
            if number is None:
                findings.append(_not_a_number(cells["pupils"]))
            if report.tell(row, findings) and school is not None and number is not None:
                facts = {"pupils": number[1] or number[0].replace(" ", "")}
                if options.get("anno"):
                    facts["pupils_year"] = options["anno"]
                writer.wish(Wish(row, school, {}, facts))
        writer.flush()


def unknown_school(code: str) -> Finding:
    """The finding for a code that no organisation here has."""
    accepted = Message(gettext_noop("The code of a school that is in the register here."))
    todo = Message(gettext_noop("Bring in the register of schools first, or choose the province."))
    return error("school.unknown", code, accepted, todo).at("CODICESCUOLA")


def _not_a_number(text: str) -> Finding:
    accepted = Message(gettext_noop("A whole number, or <=3 where the source hides a few."))
    todo = Message(gettext_noop("Correct the number, or leave the row out."))
    return error("number.shape", text, accepted, todo).at("NUMEROSTUDENTI")
