"""What a typed text means: suggestions while one types, and the one row that a finished text names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.kernel.text import fold

from . import registry

#: Of what is no record: the rows that an actor may choose from. They have a `uid`, their query set `matching`
#: and `saying`.
_others: dict[str, Callable[[Actor], Any]] = {}


def offer(kind: str, rows: Callable[[Actor], Any]) -> None:
    """Let boxes pick rows that are no records (accounts); called from a room's `AppConfig.ready()`."""
    _others[kind] = rows


def offered(actor: Actor, kind: str) -> Any:
    """The rows that the actor may choose from; KeyError when there is no such kind."""
    return _others[kind](actor) if kind in _others else registry.kind(kind).offered_to(actor)


def label_of(row: Any) -> str:
    """How what is picked is written in its box: its name, with the uid that tells namesakes apart."""
    return f"{row} [{row.uid}]"


def matches(actor: Actor, kind: str, text: str, *, limit: int = 15) -> list[Any]:
    """The rows of a kind that a typed text may mean: those that say it as it was typed come first."""
    rows = offered(actor, kind)
    found = list(rows.saying(text)[:limit])
    if len(found) < limit:
        others = _matching(actor, kind, rows, text).exclude(pk__in=[row.pk for row in found])
        found += others[: limit - len(found)]
    return found


def _matching(actor: Actor, kind: str, rows: Any, text: str) -> Any:
    """What a search finds among the rows: a target area is found by its area's name, which is the whole of its own."""
    return rows.matching(text) if kind in _others else registry.matching(actor, rows, text)


def resolve(actor: Actor, kind: str, text: str) -> models.Model:
    """The row that a typed text names: by the uid in square brackets, else by its whole name if only one
    has it.

    Raises forms.ValidationError, which says what was found and what to do.
    """
    text = text.strip()
    rows = offered(actor, kind)
    uid = text.rpartition("[")[2].rstrip("]").strip() if text.endswith("]") else text
    row = rows.filter(uid=uid).first()
    if row is not None:
        return row  # type: ignore[no-any-return] # what rooms offer is known by name only
    namesakes = [found for found in _matching(actor, kind, rows, text)[:50] if fold(str(found)) == fold(text)]
    if len(namesakes) == 1:
        return namesakes[0]  # type: ignore[no-any-return] # what rooms offer is known by name only
    if namesakes:
        raise forms.ValidationError(
            _("“%(found)s” is the name of several. Choose one of: %(accepted)s."),
            params={"found": text, "accepted": "; ".join(label_of(found) for found in namesakes[:5])},
        )
    near = [label_of(found) for found in matches(actor, kind, text.split(" [")[0], limit=3)]
    raise forms.ValidationError(
        _("“%(found)s” was not found. Type a part of the name and choose from the list. %(accepted)s"),
        params={"found": text, "accepted": "; ".join(near)},
    )
