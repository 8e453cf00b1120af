"""Desks for studies: open one about the areas of a layer, amend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only, unseen
from portici.territory.models import Area, Layer

from .. import rules
from ..models import Study

AMENDABLE = ("code", "title", "purpose", "layer", "within", "notes", "language")
#: What an edition's areas come from: it stays once there is one.
FIXED = ("code", "layer", "within")


def open_study(
    *,
    actor: Actor,
    code: str,
    title: str,
    layer: Layer,
    within: Area | None = None,
    purpose: str = "",
    notes: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Study:
    """A study of the areas of a layer, all of them or those within one. Raises Refused; Invalid (the code is taken)."""
    ensure(rules.may_open(actor, within))
    ensure_valid(unseen(actor, {"within": within}))
    study = Study(
        code=code.strip(),
        title=title.strip(),
        layer=layer,
        within=within,
        purpose=purpose,
        notes=notes,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=study)


def amend_study(
    *, actor: Actor, study: Study, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Study:
    """Change a study; code, layer and area stay once it has an edition. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_amend_study(actor, study))
    changed = only(values, AMENDABLE)
    if "within" in changed:
        ensure(rules.may_open(actor, changed["within"]))
    ensure_valid([*unseen(actor, changed), *_fixed(study, changed)])
    return records.amend(actor=actor, record=study, values=changed, version=version, reason=reason)


def _fixed(study: Study, changed: Mapping[str, Any]) -> list[Finding]:
    moved = [name for name in FIXED if name in changed and changed[name] != getattr(study, name)]
    if not moved or not study.editions.exists():
        return []
    accepted = Message(gettext_noop("What it was when its first edition was drafted."))
    todo = Message(gettext_noop("Leave it as it is, or open another study."))
    return [error("study.fixed", str(changed[name] or ""), accepted, todo).at(name) for name in moved]
