"""Desks of the library: bring a picture or a document in, correct what is said of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import models, transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.records import domain as records
from portici.records.links import only

from .. import files, rules
from ..models import LibraryDocument, Picture

ABOUT_PICTURE = (
    "title", "alternative_text", "is_decorative", "language", "author", "licence", "taken_on", "shows_people",
    "shows_minors", "release_reference", "release_until",
)  # fmt: skip
ABOUT_DOCUMENT = ("title", "kind", "licence", "language", "dated")


def add_picture(*, actor: Actor, file: File[bytes], is_example: bool = False, **about: Any) -> Picture:
    """Bring a picture in; `about` has the fields of `ABOUT_PICTURE`. It may lack what publication will ask for.

    Raises Refused; Invalid when the file is no picture that the house takes.
    """
    ensure(rules.may_keep_library(actor))
    picture = Picture(file=files.taken_in(file), is_example=is_example, **only(about, ABOUT_PICTURE))
    with transaction.atomic():
        picture.save()
        _tell(actor, "add", picture, {}, _about(picture, ABOUT_PICTURE))
    return picture


def amend_picture(*, actor: Actor, picture: Picture, values: Mapping[str, Any], reason: str = "") -> Picture:
    """Correct what is said of a picture. Raises Refused, Invalid."""
    ensure(rules.may_keep_library(actor))
    with transaction.atomic():
        current = Picture.objects.select_for_update(of=("self",)).get(pk=picture.pk)
        before = _about(current, ABOUT_PICTURE)
        for name, value in only(values, ABOUT_PICTURE).items():
            setattr(current, name, value)
        records.clean(current)
        current.save()
        _tell(actor, "amend", current, before, _about(current, ABOUT_PICTURE), reason)
    picture.refresh_from_db()
    return picture


def add_document(
    *,
    actor: Actor,
    file: File[bytes],
    title: str,
    kind: str,
    licence: str = "",
    language: str = "it",
    dated: date | None = None,
    is_example: bool = False,
) -> LibraryDocument:
    """Bring a document in. Raises Refused; Invalid when its content is not what its name says."""
    ensure(rules.may_keep_library(actor))
    files.ensure_document(file)
    document = LibraryDocument(
        file=file, title=title.strip(), kind=kind, licence=licence, language=language, dated=dated,
        is_example=is_example, file_size=file.size,
    )  # fmt: skip
    with transaction.atomic():
        records.clean(document)
        document.save()
        _tell(actor, "add", document, {}, _about(document, ABOUT_DOCUMENT))
    return document


def _about(thing: models.Model, names: tuple[str, ...]) -> dict[str, str]:
    return {
        name: "" if getattr(thing, name) in (None, False) else str(getattr(thing, name)) for name in names
    }


def _tell(
    actor: Actor,
    verb: str,
    thing: Picture | LibraryDocument,
    before: Mapping[str, str],
    after: Mapping[str, str],
    reason: str = "",
) -> None:
    changes = {
        name: FieldChange(before.get(name, ""), text)
        for name, text in after.items()
        if before.get(name, "") != text
    }
    if changes:
        write_entry(actor=actor, verb=verb, kind=thing.KIND, ref=thing.uid, changes=changes, reason=reason)
