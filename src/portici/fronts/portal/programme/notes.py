"""What does not fit in a sheet, said to the public: what the source says, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.fronts.templatetags.portici import money, said
from portici.kernel.findings import Finding
from portici.kernel.period import probable_year
from portici.programme.checks import findings_on_sheet
from portici.programme.models import Sheet

#: Findings whose office wording would puzzle a reader.
_MISSING = {
    "sheet.cup.missing": gettext_lazy("The source gives no CUP."),
    "sheet.starts_on.missing": gettext_lazy("The source gives no start date."),
    "sheet.ends_on.missing": gettext_lazy("The source gives no end date."),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a field of the sheet."""

    field: str
    label: Any
    text: Any


def notes_on(sheet: Sheet) -> list[Note]:
    """The remarks on a sheet, in the order of its checks."""
    return [
        Note(finding.field, _label(sheet, finding.field), _text(sheet, finding))
        for finding in findings_on_sheet(sheet)
    ]


def _label(sheet: Sheet, field: str) -> Any:
    return sheet._meta.get_field(field).verbose_name if field else ""  # type: ignore[union-attr] # a column, which has it: no relation from afar


def _text(sheet: Sheet, finding: Finding) -> Any:
    if finding.code in _MISSING:
        return _MISSING[finding.code]
    if finding.code == "date.year":
        return _unlikely_year(getattr(sheet, finding.field).year)
    if finding.code == "sheet.residual":
        return _residual((sheet.amount_committed or Decimal(0)) - (sheet.amount_paid or Decimal(0)))
    if finding.code.endswith(".more"):
        return _("The source gives %(found)s, more than the amount that comes before it.") % {
            "found": money(getattr(sheet, finding.field))
        }
    return _("The source gives “%(found)s”. Expected: %(accepted)s") % {
        "found": finding.found,
        "accepted": said(finding.accepted),
    }


def _unlikely_year(year: int) -> str:
    guess = probable_year(year)
    if guess is None:
        return _("Year %(year)s in the source: it is shown as published.") % {"year": f"{year:04}"}
    return _("Year %(year)s in the source, probably %(guess)s: it is shown as published.") % {
        "year": f"{year:04}",
        "guess": guess,
    }


def _residual(left: Decimal) -> str:
    return _(
        "%(left)s of the legally binding amount were not paid: so small a residual comes from rounding"
        " the instalments to the cent."
    ) % {"left": money(left)}
