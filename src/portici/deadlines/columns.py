"""What the store reads of a deadline's row: its day, what it is called, whose it is. What a watch does not say is taken from the row's model."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    ForeignKey,
    IntegerChoices,
    IntegerField,
    Model,
    QuerySet,
    Value,
    When,
)
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast, TruncDate

from portici.kernel.actor import Actor, Scope
from portici.kernel.clock import OFFICE_ZONE
from portici.records.models import Record

from .registry import Column, Source, Watch

#: What a row is called by, the first of these that it has.
NAMES = ("title", "what", "name", "text")
#: The columns of every source, in their order.
COLUMNS = ("watch", "kind", "ref", "mark", "day", "label", "why", "whose", "source", "since")


class Whose(IntegerChoices):
    """To whom it falls to see to it; in a line's order of what concerns one most."""

    MINE = 0
    OFFICE = 1
    AREAS = 2


def narrow(watch: Watch, source: Source, actor: Actor, until: date, body: str = "") -> QuerySet[Any] | None:
    """The rows of a source as tuples of `COLUMNS`; None when it has none of the body."""
    found = source.rows(actor, until)
    rows = found.order_by()
    if body:
        way = body_of(rows.model, source)
        if not way:
            return None
        rows = rows.filter(**{f"{way}__code": body})
    model, to_record = rows.model, source.of or record_of(rows.model)
    before = f"{to_record}{LOOKUP_SEP}" if to_record else ""
    columns = {
        "watch": _text(Value(watch.name)),
        "kind": _text(Value(_kind(model, to_record))),
        "ref": F(f"{before}uid") if _is_addressed(model, to_record) else Cast("pk", CharField()),
        "mark": F("uid") if to_record else _text(Value("")),
        "day": day_column(source, found),
        "label": _text(_column(source.label or label_of(model))),
        "why": _text(_column(source.why)),
        "whose": whose_column(source, actor),
        "source": Value(watch.sources.index(source), IntegerField()),
        "since": Value(int(source.since), IntegerField()),
    }
    named = {f"due_{name}": column for name, column in columns.items()}
    narrowed: QuerySet[Any] = rows.annotate(**named).values_list(*(f"due_{name}" for name in COLUMNS))
    return narrowed


def day_column(source: Source, rows: QuerySet[Any]) -> Expression:
    """The day, where the office is."""
    path = source.day or first_date(rows)
    if not path:
        return Cast(Value(None), DateField())
    if isinstance(_field(rows.model, path), DateTimeField):
        return TruncDate(path, tzinfo=OFFICE_ZONE)
    return Cast(F(path), DateField())


def first_date(rows: QuerySet[Any]) -> str:
    """The first date of a query's order; "" when it has none."""
    order = rows.query.order_by or rows.model._meta.ordering
    paths = [one.lstrip("-") for one in order if isinstance(one, str)]
    return next((path for path in paths if isinstance(_field(rows.model, path), DateField)), "")


def label_of(model: type[Model]) -> str:
    """The field that a row is called by; for what is called by another record's name, that record's; "" when there is none."""
    own = _name_of(model)
    if own:
        return own
    for field in model._meta.fields:
        owner = field.related_model
        if isinstance(owner, type) and issubclass(owner, Record) and not field.null and _name_of(owner):
            return f"{field.name}{LOOKUP_SEP}{_name_of(owner)}"
    return ""


def _name_of(model: type[Model]) -> str:
    names = {field.name for field in model._meta.fields}
    return next((name for name in NAMES if name in names), "")


def record_of(model: type[Model]) -> str:
    """The way from a row to the record that it belongs to; "" for a record, which is its own."""
    if issubclass(model, Record):
        return ""
    owners = (field for field in model._meta.fields if isinstance(field, ForeignKey))
    return next(
        (field.name for field in owners if issubclass(field.related_model, Record)),
        "",
    )


def body_of(model: type[Model], source: Source) -> str:
    """The way to the body that a row is of; "" when it is of none."""
    if source.body:
        return source.body
    return "body" if any(field.name == "body" for field in model._meta.fields) else ""


def whose_column(source: Source, actor: Actor) -> Expression:
    """Mine, my office's, my areas': what the source says, and for a scoped role what its scope is."""
    cases = []
    if source.mine is not None and actor.uid:
        cases.append(When(source.mine(actor), then=Value(int(Whose.MINE))))
    if source.areas is not None and actor.scope_uids(Scope.AREA):
        cases.append(When(source.areas(actor), then=Value(int(Whose.AREAS))))
    otherwise = Value(int(_otherwise(actor)), IntegerField())
    return Case(*cases, default=otherwise, output_field=IntegerField()) if cases else otherwise


def owners(actor: Actor) -> list[Whose]:
    """Whose a line of the actor can be."""
    found = {_otherwise(actor)}
    if actor.uid:
        found.add(Whose.MINE)
    if actor.scope_uids(Scope.AREA):
        found.add(Whose.AREAS)
    return sorted(found)


def _otherwise(actor: Actor) -> Whose:
    if actor.reads_all:
        return Whose.OFFICE
    if actor.scope_uids(Scope.AREA):
        return Whose.AREAS
    return Whose.MINE if actor.scope_uids(Scope.ORGANISATION) else Whose.OFFICE


def _column(column: Column) -> Expression | F:
    if isinstance(column, str):
        return F(column) if column else Value("")
    return column


def _text(column: Expression | F) -> Expression:
    # All sources are laid below one another, and PostgreSQL asks for the same type in each.
    return Cast(column, CharField())


def _kind(model: type[Model], to_record: str) -> str:
    owner: Any = _field(model, to_record).related_model if to_record else model
    return str(getattr(owner, "KIND", "page"))


def _is_addressed(model: type[Model], to_record: str) -> bool:
    return bool(to_record) or any(field.name == "uid" for field in model._meta.fields)


def _field(model: type[Model], path: str) -> Any:
    """The field at the end of a path; None for what is worked out."""
    found: Any = None
    for name in path.split(LOOKUP_SEP):
        known = {field.name: field for field in model._meta.fields}
        found = known.get("id" if name == "pk" else name)
        if found is None:
            return None
        model = found.related_model or model
    return found
