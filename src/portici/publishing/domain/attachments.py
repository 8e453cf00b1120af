"""Desks for a record's gallery and documents. They belong to the record, whose version they raise and whose history tells of them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.models import Publication, Record

from .. import queries, rules
from ..models import Attachment, LibraryDocument, Picture


def attach(
    *,
    actor: Actor,
    record: Record,
    thing: Picture | LibraryDocument,
    caption: str = "",
    order: int | None = None,
    version: int | None = None,
) -> Attachment:
    """Hang a picture or a document from a record, withheld until it is shown. Without an order it comes last.

    Raises Refused; Invalid when it hangs there already, or the actor's library does not have it; Conflict.
    """
    ensure(rules.may_attach(actor, record))
    ensure_valid(_out_of_reach(actor, thing))
    with transaction.atomic():
        records.locked(record)
        ensure_valid(_twice(record, thing))
        row = Attachment(
            kind=record.KIND,
            ref=record.uid,
            picture=thing if isinstance(thing, Picture) else None,
            document=thing if isinstance(thing, LibraryDocument) else None,
            caption=caption.strip(),
            order=_last(record) + 1 if order is None else order,
        )
        records.clean(row)
        row.save()
        _tell(actor, record, "attach", "", row, version=version)
    return row


def amend_attachment(
    *,
    actor: Actor,
    record: Record,
    attachment: Attachment,
    caption: str,
    order: int,
    version: int | None = None,
) -> Attachment:
    """Change the caption or the place in the order. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_attach(actor, record))
    before = text_of(attachment)
    attachment.caption, attachment.order = caption.strip(), order
    return _store(actor, record, attachment, "amend-attachment", before, version=version)


def show_attachment(
    *, actor: Actor, record: Record, attachment: Attachment, version: int | None = None
) -> Attachment:
    """Open it to the street, with its record. Raises Refused with what is missing of the picture; Conflict."""
    ensure(rules.may_show(actor, attachment))
    before = text_of(attachment)
    attachment.publication = Publication.PUBLISHED
    return _store(actor, record, attachment, "show-attachment", before, version=version)


def withhold_attachment(
    *, actor: Actor, record: Record, attachment: Attachment, reason: str, version: int | None = None
) -> Attachment:
    """Take it off the street. Raises Refused, Invalid without a reason, Conflict."""
    ensure(rules.may_attach(actor, record))
    if not reason.strip():
        ensure_valid([records.missing("reason", gettext_noop("Write why it is withheld."))])
    before = text_of(attachment)
    attachment.publication = Publication.WITHDRAWN
    return _store(actor, record, attachment, "withhold-attachment", before, reason=reason, version=version)


def detach(
    *, actor: Actor, record: Record, attachment: Attachment, reason: str = "", version: int | None = None
) -> None:
    """Take it off the record; picture or document stays in the library. Raises Refused, Conflict."""
    ensure(rules.may_attach(actor, record))
    with transaction.atomic():
        _tell(actor, record, "detach", text_of(attachment), None, reason=reason, version=version)
        attachment.delete()


def text_of(attachment: Attachment) -> str:
    """How the journal tells an attachment."""
    words = [str(attachment.thing), attachment.caption, str(attachment.order), attachment.publication]
    return " | ".join(filter(None, words))


def _store(
    actor: Actor,
    record: Record,
    attachment: Attachment,
    verb: str,
    before: str,
    *,
    reason: str = "",
    version: int | None = None,
) -> Attachment:
    if text_of(attachment) == before:
        return attachment
    with transaction.atomic():
        records.clean(attachment)
        _tell(actor, record, verb, before, attachment, reason=reason, version=version)
        attachment.save()
    return attachment


def _tell(
    actor: Actor,
    record: Record,
    verb: str,
    before: str,
    after: Attachment | None,
    *,
    reason: str = "",
    version: int | None = None,
) -> None:
    change = FieldChange(before, text_of(after) if after is not None else "")
    records.note(
        actor=actor, record=record, verb=verb, changes={"attachments": change}, reason=reason, version=version
    )


def _last(record: Record) -> int:
    rows = Attachment.objects.filter(kind=record.KIND, ref=record.uid)
    return int(rows.aggregate(last=Max("order"))["last"] or 0)


def _out_of_reach(actor: Actor, thing: Picture | LibraryDocument) -> list[Finding]:
    """Of something withheld not even the title is told."""
    if queries.library(actor, type(thing)).filter(pk=thing.pk).exists():
        return []
    accepted = Message(gettext_noop("A picture or a document of the library that you may see."))
    todo = Message(gettext_noop("Choose one of the list."))
    return [error("attachment.library", "", accepted, todo).at(thing.KIND)]


def _twice(record: Record, thing: Picture | LibraryDocument) -> list[Finding]:
    rows = Attachment.objects.filter(kind=record.KIND, ref=record.uid, **{thing.KIND: thing})
    accepted = Message(gettext_noop("What does not hang there yet."))
    todo = Message(gettext_noop("Change the caption or the order of the one that is there."))
    return [error("attachment.twice", str(row), accepted, todo).at(thing.KIND) for row in rows[:1]]
