"""What hangs from what: a record is hidden with what it hangs from; a link unseen is not lost by saving."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from .models import Record, RecordQuerySet

R = TypeVar("R", bound=Record)
Links = Mapping[str, Sequence[models.Model]]


def seen(model: type[Record], actor: Actor) -> RecordQuerySet:
    """The rows of a kind that the actor may see."""
    rows: RecordQuerySet = model._default_manager.all()  # type: ignore[assignment] # every kind's manager is made of its RecordQuerySet
    return rows.visible_to(actor)


def hangs_from(actor: Actor, name: str, model: type[Record], *, optional: bool = False) -> models.Q:
    """For `withheld_with`, and for rows that are no records: the record at `name` must be visible too (or, when `optional`, not be there).

    Asked of each row by its key: SQLite would first write down all that a `name__in` may mean, however few
    rows are read.
    """
    condition = models.Q(models.Exists(seen(model, actor).filter(pk=models.OuterRef(f"{name}_id"))))
    return condition | models.Q(**{f"{name}__isnull": True}) if optional else condition


def sees_all(actor: Actor, model: type[Record]) -> bool:
    """Whether no row of the kind is hidden from the actor: the technical office, but of what is confidential."""
    return actor.reads_all and not model.confined_to(actor)


def own(actor: Actor, rows: models.QuerySet[R]) -> models.QuerySet[R]:
    """For *what needs me*: everything for the technical office, for a scoped role what is in its scope."""
    return rows if actor.reads_all else rows.filter(rows.model.in_scope_of(actor))


def only(values: Mapping[str, Any], accepted: Collection[str]) -> dict[str, Any]:
    """The values, when the desk changes all of these fields; TypeError (a slip of the caller) otherwise."""
    others = sorted(set(values) - set(accepted))
    if others:
        raise TypeError(f"this desk does not change {', '.join(others)}")
    return dict(values)


def unseen(actor: Actor, values: Mapping[str, Any], links: Links | None = None) -> list[Finding]:
    """An error for each reference to a record that the actor may not see: for the actor there is none."""
    named = [(name, value) for name, value in values.items() if isinstance(value, Record)]
    named += [(name, row) for name, rows in (links or {}).items() for row in rows if isinstance(row, Record)]
    return [
        error(
            "unseen",
            record.uid,
            Message(gettext_noop("A record that you may see.")),
            Message(gettext_noop("Choose one of the list.")),
        ).at(name)
        for name, record in named
        if not sees_all(actor, type(record)) and not seen(type(record), actor).filter(pk=record.pk).exists()
    ]


def kept(
    actor: Actor, record: Record, values: Mapping[str, Any], links: Links | None
) -> tuple[dict[str, Any], dict[str, list[models.Model]]]:
    """The values and links to store: what the actor does not see was not on the paper, and stays.

    An empty reference over a hidden one is not a change; hidden rows are added to the chosen ones.
    """
    chosen = {name: list(rows) for name, rows in (links or {}).items()}
    for name, rows in chosen.items():
        manager = getattr(record, name)
        if issubclass(manager.model, Record) and not sees_all(actor, manager.model):
            rows.extend(manager.exclude(pk__in=seen(manager.model, actor).values("pk")))
    return {name: value for name, value in values.items() if not _hides(actor, record, name, value)}, chosen


def _hides(actor: Actor, record: Record, name: str, value: Any) -> bool:
    target = record._meta.get_field(name).related_model
    if value is not None or not (isinstance(target, type) and issubclass(target, Record)):
        return False
    if sees_all(actor, target):
        return False
    stored = type(record)._default_manager.filter(pk=record.pk).values_list(name, flat=True).first()
    return stored is not None and not seen(target, actor).filter(pk=stored).exists()
