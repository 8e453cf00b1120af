"""What free texts hold about people: a name in a source, a telephone in a note. Found in every text column of every table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from . import domain
from .models import Record

TEXTS = Holding(
    name="texts",
    what=Message(gettext_noop("Texts of records and rows of imports, when they name a person")),
    purpose=Message(gettext_noop("Telling needs, projects and activities")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("As long as the record; the name is covered when the person asks")),
)
COVER = "[…]"
#: What other places answer for, by app: all of it, or its tables, or columns of them.
ELSEWHERE = {
    "journal": "*",
    "people": "user",
    "governance": "decision delegate member motion minutes.frozen boarddossier.frozen",
    "organisations": "contact",
    "needs": "excerpt",
    "usersessions": "*",
    "sessions": "*",
    "account": "*",
    "socialaccount": "*",
    "mfa": "*",
    "contenttypes": "*",
}


class Texts(Plain):
    """Every other text column: what names the person is covered, the rest of the text stays."""

    holding = TEXTS
    order = 80

    def find(self, person: Person) -> list[dict[str, object]]:
        found = []
        for model in _tables():
            for row in _naming(model, person):
                values = {name: value for name, value in _texts_of(row) if _names(person, value)}
                found.append({"table": model._meta.label, "row": str(row.pk), **values})
        return found

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        covered = 0
        for model in _tables():
            for row in _naming(model, person):
                covered += _cover(row, person, actor, reason)
        return Outcome(TEXTS, covered)


def put_in() -> None:
    register(Texts())


def _tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        others = ELSEWHERE.get(model._meta.app_label, "")
        if others != "*" and model._meta.model_name not in others.split() and _columns(model):
            yield model


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that people or files write texts into; a text made of others is made anew with them."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    others = ELSEWHERE.get(model._meta.app_label, "").split()
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, kinds)
        and not column.choices
        and column.name not in {"uid", "search_text"}
        and f"{model._meta.model_name}.{column.name}" not in others
    ]


def _naming(model: type[models.Model], person: Person) -> list[models.Model]:
    """The rows whose texts name the person; looked for as written, large and small (SQLite knows only A and a), and in JSON
    also with its escapes."""
    wanted, rows = Q(pk__in=()), model._default_manager.all()
    for column in _columns(model):
        name, is_json = column.name, isinstance(column, models.JSONField)
        if is_json:
            name = f"{column.name}_text"
            rows = rows.annotate(**{name: Cast(column.name, models.TextField())})
        for text in person.words:
            forms = {text, text.lower(), text.upper(), text.title()}
            for form in forms | ({json.dumps(form)[1:-1] for form in forms} if is_json else set()):
                wanted |= Q(**{f"{name}__icontains": form})
    return [row for row in rows.filter(wanted) if _texts_named(row, person)]


def _texts_of(row: models.Model) -> Iterator[tuple[str, Any]]:
    for column in _columns(type(row)):
        yield column.name, getattr(row, column.name)


def _texts_named(row: models.Model, person: Person) -> bool:
    return any(_names(person, value) for _name, value in _texts_of(row))


def _pattern(person: Person) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in person.words), re.IGNORECASE)


def _names(person: Person, value: Any) -> bool:
    return bool(covered(person, value) != value)


def covered(person: Person, value: Any) -> Any:
    """The value, text or JSON, with what names the person covered.

    >>> covered(Person("a@b.example", frozenset({"Ada Prova"})), {"note": "Said by ADA PROVA, a@b.example"})
    {'note': 'Said by […], […]'}
    """
    if isinstance(value, str):
        return _pattern(person).sub(COVER, value)
    if isinstance(value, list):
        return [covered(person, one) for one in value]
    if isinstance(value, dict):
        return {covered(person, name): covered(person, one) for name, one in value.items()}
    return value


def _cover(row: models.Model, person: Person, actor: Actor, reason: str) -> int:
    values = {name: covered(person, value) for name, value in _texts_of(row)}
    values = {name: value for name, value in values.items() if value != getattr(row, name)}
    for name, value in values.items():
        if row._meta.get_field(name).unique:  # type: ignore[union-attr] # a column, which has it: no relation from afar
            values[name] = f"{value}{row.pk}"
    if isinstance(row, Record):
        domain.amend(actor=actor, record=row, values=values, reason=reason)
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    return 1
