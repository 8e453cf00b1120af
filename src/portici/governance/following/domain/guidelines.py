"""Desks for guidelines: write one, amend it, move it below another of the same plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure, ensure_valid
from portici.organisations.values import plain
from portici.records import domain as records
from portici.records.links import only, unseen

from ...models import Body, Decision, Guideline
from ...rules import may_write
from .. import checks

AMENDABLE = frozenset({"code", "title", "text", "parent", "adopted_by", "source", "language"})


def record_guideline(
    *,
    actor: Actor,
    body: Body,
    year: int,
    code: str,
    title: str,
    text: str = "",
    parent: Guideline | None = None,
    adopted_by: Decision | None = None,
    source: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Guideline:
    """A line of the body's plan of a year. Raises Refused; Invalid for a code that is taken, a place in another plan."""
    ensure(may_write(actor))
    with transaction.atomic():
        # Two lines with one code wait for each other, and the second is told.
        body = records.locked(body)
        guideline = Guideline(
            body=body,
            year=year,
            code=plain(code),
            title=plain(title),
            text=text,
            parent=parent,
            adopted_by=adopted_by,
            source=source.strip(),
            language=language,
            is_example=is_example,
        )
        ensure_valid(unseen(actor, {"parent": parent, "adopted_by": adopted_by}))
        ensure_valid([*checks.code_taken(guideline), *checks.place_in_tree(guideline)])
        return records.add(actor=actor, record=guideline)


def amend_guideline(
    *,
    actor: Actor,
    guideline: Guideline,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Guideline:
    """Change its words or its place; body and year stay. Raises Refused, Invalid, Conflict."""
    changed = only(values, AMENDABLE)
    ensure(may_write(actor, guideline))
    with transaction.atomic():
        # The whole plan waits: two moves at once could each be right and make a ring together.
        records.locked(guideline.body)
        current = records.locked(guideline)
        differs = {name: value for name, value in changed.items() if getattr(current, name) != value}
        ensure_valid(unseen(actor, differs))
        for name, value in differs.items():
            setattr(current, name, value)
        ensure_valid([*checks.code_taken(current), *checks.place_in_tree(current)])
        return records.amend(actor=actor, record=guideline, values=changed, version=version, reason=reason)


def move_guideline(
    *,
    actor: Actor,
    guideline: Guideline,
    parent: Guideline | None,
    version: int | None = None,
    reason: str = "",
) -> Guideline:
    """Put it below another of the same plan, or at the top. Raises Refused, Invalid, Conflict."""
    return amend_guideline(
        actor=actor, guideline=guideline, values={"parent": parent}, version=version, reason=reason
    )
