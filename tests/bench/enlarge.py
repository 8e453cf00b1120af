"""The demo's rows a hundred times: copies of what the office enters, beside the originals and linked among themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction

from portici.records.models import new_uid

BATCH = 400
#: What the office enters, after what it refers to. Not the areas, the indicators and the people counted there: a city has
#: as many as it has; and not the frame of axes and actions, which a programme's paper gives.
TABLES = (
    "needs.TargetGroup territory.Place organisations.Organisation organisations.OrganisationCode organisations.NameKey"
    " organisations.Seat organisations.Contact organisations.Membership organisations.Agreement organisations.Party"
    " organisations.Pledge organisations.Commitment organisations.Candidacy needs.Designation needs.DesignationFigure needs.Need"
    " needs.Opportunity programme.Project programme.Sheet programme.SheetSection programme.ProjectRelation people.User"
    " people.Grant programme.Activity programme.Milestone programme.Assignment governance.Body governance.Member"
    " governance.Meeting governance.AgendaItem governance.Option"
    " governance.Decision governance.Ground governance.Guideline governance.FollowUp governance.Statement governance.DecisionTie"
    " study.Study study.Edition study.AreaResult journal.Entry journal.Change journal.ChangeValue"
).split()
#: References that every second copy keeps as its original has them: so the pages of the originals grow fiftyfold too. A
#: target area, a project and what is under it, who answers for an activity, a need that is answered, a pact that is joined,
#: a body with its meetings. Not the agenda of one meeting: a hundred times the work is more meetings, and each has as many items as
#: an evening holds.
GROWING = {
    "Opportunity": {"organisation", "place"},
    "Project": {"parent"},
    "Activity": {"project", "responsible", "place"},
    "Membership": {"network"},
    "Party": {"agreement"},
    "Commitment": {"agreement"},
    "Candidacy": {"agreement"},
    "Pledge": {"agreement"},
    "Meeting": {"body"},
    "AgendaItem": {"body"},
    "Option": {"item"},
    "Decision": {"body"},
}
Made = dict[type[models.Model], dict[tuple[Any, int], Any]]


def enlarge(times: int) -> dict[str, list[int]]:
    """Copy each row of `TABLES` `times` - 1 times; gives how many rows each table had and has.

    Every copy belongs to the copies of what its original belongs to; every second one to the originals themselves.
    """
    made: Made = {}
    sizes = {}
    _refs.clear()
    for label in TABLES:
        model = apps.get_model(label)
        originals = list(model._base_manager.order_by("pk"))
        made[model] = {}
        with transaction.atomic():
            for rows in _generations(originals):
                _copy(model, rows, times, made)
        sizes[label] = [len(originals), model._base_manager.count()]
    for model in made:
        _link(model, made)
    return sizes


def _generations(rows: list[Any]) -> Iterator[list[Any]]:
    """The rows, those that have a parent of their own kind after it."""
    done: set[int] = set()
    while rows:
        ready = [row for row in rows if _parent(row) in {None, *done}]
        if not ready:
            raise RuntimeError(f"{rows[0]!r} has a parent that is not among the rows")
        yield ready
        done |= {row.pk for row in ready}
        rows = [row for row in rows if row.pk not in done]


def _parent(row: Any) -> Any:
    """The key of what the row is a part of, where that is a row of the same table."""
    fields = {field.name: field for field in row._meta.concrete_fields}
    parent = fields.get("parent")
    return row.parent_id if parent is not None and parent.related_model is type(row) else None


def _copy(model: type[models.Model], rows: Iterable[Any], times: int, made: Made) -> None:
    turns = [(row, turn) for row in rows for turn in range(1, times)]
    copies = [_copied(model, row, turn, made) for row, turn in turns]
    model._base_manager.bulk_create(copies, batch_size=BATCH)
    made[model].update({(row.pk, turn): copy for (row, turn), copy in zip(turns, copies, strict=True)})


def _copied(model: type[models.Model], row: Any, turn: int, made: Made) -> Any:
    values = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    kept = GROWING.get(model.__name__, set()) if turn % 2 == 0 else set()
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model in made and field.name not in kept:
            copy = made[field.related_model].get((values[field.attname], turn))
            values[field.attname] = copy.pk if copy else values[field.attname]
    if "uid" in values:
        values["uid"] = new_uid()
    values |= _own(model.__name__, row, turn)
    if "ref" in values:
        values["ref"] = _ref(row.kind, row.ref, turn, made)
    return model(**values)


def _own(name: str, row: Any, turn: int) -> dict[str, Any]:
    """What a copy may not share with its original."""
    if name == "Project":
        city = f"{chr(ord('Q') + turn // 26)}{chr(ord('A') + turn % 26)}"
        return {"code": city + row.code[2:], "code_key": city + row.code_key[2:]}
    if name == "Decision":
        return {"number": row.number + turn * 300, "address": f"{row.address}-{turn}", "motion_id": None}
    if name == "Meeting":
        return {"number": row.number + turn * 300, "address": f"{row.address}-{turn}"}
    if name == "Membership" and row.since is not None:
        return {"since": row.since + timedelta(days=turn)}
    return {
        "AgendaItem": lambda: {"continues_id": None},
        "TargetGroup": lambda: {"name": f"{row.name} {turn}"},
        "OrganisationCode": lambda: {"value": f"{row.value}-{turn}"},
        "Study": lambda: {"code": f"{row.code}-{turn}"[-40:]},
        "Body": lambda: {"code": f"{row.code}-{turn}"[-20:]},
        "User": lambda: {"email": f"{turn}.{row.email}"},
    }.get(name, dict)()


def _ref(kind: str, ref: str, turn: int, made: Made) -> str:
    """The copy's reference where an exhibit or a journal's entry names a record by kind and uid."""
    for model, copies in made.items():
        if getattr(model, "KIND", None) == kind:
            by_ref = _refs.setdefault((model, turn), {})
            if not by_ref:
                pks = dict(
                    model._base_manager.filter(pk__in={pk for pk, _turn in copies}).values_list("pk", "uid")
                )
                by_ref.update({pks[pk]: copy.uid for (pk, found), copy in copies.items() if found == turn})
            return by_ref.get(ref, ref)
    return ref


_refs: dict[tuple[Any, int], dict[str, str]] = {}


def _link(model: type[models.Model], made: Made) -> None:
    """Give the copies the many-to-many links of their originals: to the copies of the same turn, every second time to the originals."""
    turns: dict[Any, list[tuple[int, Any]]] = {}
    for (original, turn), copy in made[model].items():
        turns.setdefault(original, []).append((turn, copy.pk))
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        if not through._meta.auto_created:
            continue
        source, target = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        related = made.get(field.related_model, {})
        rows = []
        for original, linked in through._default_manager.values_list(source, target):
            for turn, copy in turns.get(original, ()):
                other = related.get((linked, turn)) if turn % 2 else None
                rows.append(through(**{source: copy, target: other.pk if other else linked}))
        through._default_manager.bulk_create(rows, batch_size=BATCH)
