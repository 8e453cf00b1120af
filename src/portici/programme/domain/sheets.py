"""Desks for the dated sheets of a project: a new version is a new record; corrections say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes import Cup
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.needs.checks import not_in_future
from portici.organisations.models import Organisation
from portici.organisations.rules import all_standing, standing
from portici.records import domain as records
from portici.records.links import only
from portici.records.models import Publication

from .. import rules
from ..models import Project, Sheet, SheetSection

AMENDABLE = (
    "as_of", "published_by", "source_url", "city", "ambit", "action_label", "title", "implementer", "cup",
    "official", "starts_on", "ends_on", "amount_programmed", "amount_admitted", "amount_committed",
    "amount_paid", "documents_note", "note", "language",
)  # fmt: skip
#: (heading, text); paragraphs of the text are divided by blank lines.
Sections = Sequence[tuple[str, str]]


def record_sheet(
    *,
    actor: Actor,
    project: Project,
    as_of: date,
    title: str,
    published_by: str = "",
    source_url: str = "",
    city: str = "",
    ambit: str = "",
    action_label: str = "",
    implementer: Organisation | None = None,
    cup: str = "",
    official: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    amount_programmed: Decimal | None = None,
    amount_admitted: Decimal | None = None,
    amount_committed: Decimal | None = None,
    amount_paid: Decimal | None = None,
    documents_note: str = "",
    note: str = "",
    sections: Sections = (),
    language: str = "it",
    is_example: bool = False,
) -> Sheet:
    """A new version of the project's sheet as it stood on `as_of`; amounts in euro.

    What does not fit in it is not refused: `checks.findings_on_sheet` tells it for as long as it stands.
    Raises Refused; Invalid for a day to come, or a second version of one day and publisher.
    """
    ensure(rules.may_write_sheet(actor))
    ensure_valid(not_in_future(as_of, "as_of"))
    sheet = Sheet(
        project=project,
        as_of=as_of,
        title=title.strip(),
        published_by=published_by,
        source_url=source_url,
        city=city,
        ambit=ambit,
        action_label=action_label,
        implementer=standing(implementer) if implementer else None,
        cup=_cup(cup),
        official=official,
        starts_on=starts_on,
        ends_on=ends_on,
        amount_programmed=amount_programmed,
        amount_admitted=amount_admitted,
        amount_committed=amount_committed,
        amount_paid=amount_paid,
        documents_note=documents_note,
        note=note,
        language=language,
        is_example=is_example,
    )
    with transaction.atomic():
        records.add(actor=actor, record=sheet)
        _write_sections(sheet, sections)
    return sheet


def amend_sheet(
    *,
    actor: Actor,
    sheet: Sheet,
    values: Mapping[str, Any],
    sections: Sections | None = None,
    version: int | None = None,
    reason: str = "",
) -> Sheet:
    """Correct a version; with `sections` these replace the ones there are.

    Raises Refused; Invalid, also when a published sheet is corrected without a reason; Conflict.
    """
    ensure(rules.may_write_sheet(actor, sheet))
    changed = all_standing(only(values, AMENDABLE))
    if "cup" in changed:
        changed["cup"] = _cup(changed["cup"])
    ensure_valid(not_in_future(changed.get("as_of"), "as_of"))
    if sheet.publication == Publication.PUBLISHED and not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why a published sheet is corrected."))])
    with transaction.atomic():
        records.amend(actor=actor, record=sheet, values=changed, version=version, reason=reason)
        if sections is not None and _told(sheet) != _text(sections):
            change = FieldChange(_told(sheet), _text(sections))
            records.note(actor=actor, record=sheet, verb="amend", changes={"sections": change}, reason=reason)
            sheet.sections.all().delete()
            _write_sections(sheet, sections)
        keep_words(actor, sheet)
    return sheet


def keep_words(_actor: Actor, sheet: Sheet) -> None:
    """Let the newest published sheet's CUP and official find the project; drafts find nothing."""
    project = Project.objects.get(pk=sheet.project_id)
    newest = project.sheets.filter(publication=Publication.PUBLISHED).order_by("-as_of", "-id").first()
    project.sheet_text = f"{newest.cup} {newest.official}".strip() if newest else ""
    records.stamp(project)
    Project.objects.filter(pk=project.pk).update(
        sheet_text=project.sheet_text, search_text=project.search_text
    )


def _cup(text: str) -> str:
    """In its one spelling when it can be read; else as the source prints it."""
    read = Cup.parse(text)
    return str(read.value) if read.value else text.strip()


def _write_sections(sheet: Sheet, sections: Sections) -> None:
    SheetSection.objects.bulk_create(
        SheetSection(sheet=sheet, order=order, heading=heading, body=body)
        for order, (heading, body) in enumerate(sections, start=1)
    )


def _told(sheet: Sheet) -> str:
    return _text(list(sheet.sections.values_list("heading", "body")))


def _text(sections: Sections) -> str:
    return "\n\n".join(f"{heading}\n{body}".strip() for heading, body in sections)
