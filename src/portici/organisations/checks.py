"""What the house asks of an organisation before the street sees it, and the public facts that an exhibit's
digest is taken of.
"""

from __future__ import annotations

from collections.abc import Iterator

from portici.kernel.findings import Finding, Message, Severity, gettext_noop
from portici.records.domain import missing

from .models import Organisation


def check(organisation: Organisation) -> Iterator[Finding]:
    """Errors: no name, no type. Warnings: no code, no seat."""
    if not organisation.name.strip():
        yield missing("name", gettext_noop("Write the name."))
    if not organisation.type:
        yield missing("type", gettext_noop("Choose the type."))
    if organisation.pk and not organisation.codes.exists():
        yield _lacking("codes", gettext_noop("Add a code, so that others' files find this organisation."))
    if organisation.pk and not organisation.seats.exists():
        yield _lacking("seats", gettext_noop("Add a seat, so that it stands on the map and in its area."))


def facts(organisation: Organisation) -> dict[str, object]:
    """What anybody may see: never the people to call."""
    return {
        "uid": organisation.uid,
        "name": organisation.name,
        "type": organisation.type,
        "legal_form": organisation.legal_form,
        "website": organisation.website,
        "codes": sorted(str(code) for code in organisation.codes.all()),
        "seats": sorted(str(seat) for seat in organisation.seats.all()),
        "part_of": organisation.parent.uid if organisation.parent else "",
    }


def _lacking(field: str, todo: str) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        code="organisation.lacking",
        found="",
        accepted=Message(gettext_noop("It can be published without.")),
        todo=Message(todo),
        field=field,
    )
