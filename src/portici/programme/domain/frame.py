"""Desks for programmes with their axes and actions, which belong to the programme's record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.records import domain as records
from portici.records.links import only

from .. import rules
from ..models import Action, Axis, Programme

AMENDABLE = ("code", "name", "description", "period", "source", "language")


def record_programme(
    *,
    actor: Actor,
    code: str,
    name: str,
    description: str = "",
    period: str = "",
    source: str = "",
    language: str = "it",
    is_example: bool = False,
) -> Programme:
    """A funding programme or a plan. Raises Refused, Invalid (the code is taken)."""
    ensure(rules.may_write_programme(actor))
    programme = Programme(
        code=code.strip(),
        name=name.strip(),
        description=description,
        period=period,
        source=source,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=programme)


def amend_programme(
    *,
    actor: Actor,
    programme: Programme,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Programme:
    """Change a programme's own fields. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write_programme(actor, programme))
    return records.amend(
        actor=actor, record=programme, values=only(values, AMENDABLE), version=version, reason=reason
    )


def record_axis(
    *,
    actor: Actor,
    programme: Programme,
    code: str,
    name: str,
    endowment: Decimal | None = None,
    fund: str = "",
    source: str = "",
    version: int | None = None,
) -> Axis:
    """An axis of a programme; `endowment` in euro. Raises Refused, Invalid (the code is taken), Conflict."""
    ensure(rules.may_write_programme(actor, programme))
    axis = Axis(
        programme=programme,
        code=code.strip(),
        name=name.strip(),
        endowment=endowment,
        fund=fund,
        source=source,
    )
    _write(axis, programme, "add-axis", "", actor=actor, version=version)
    return axis


def amend_axis(
    *, actor: Actor, axis: Axis, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Axis:
    """Change an axis; `version` is the programme's. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write_programme(actor, axis.programme))
    before = _axis_text(axis)
    for name, value in only(values, ("code", "name", "endowment", "fund", "source")).items():
        setattr(axis, name, value)
    _write(axis, axis.programme, "amend-axis", before, actor=actor, version=version, reason=reason)
    return axis


def record_action(
    *, actor: Actor, axis: Axis, code: str, name: str = "", version: int | None = None
) -> Action:
    """An action of an axis ("3.3.1"). Raises Refused, Invalid (the code is taken), Conflict."""
    ensure(rules.may_write_programme(actor, axis.programme))
    action = Action(axis=axis, code=code.strip(), name=name.strip())
    _write(action, axis.programme, "add-action", "", actor=actor, version=version)
    return action


def amend_action(
    *, actor: Actor, action: Action, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> Action:
    """Change an action; `version` is the programme's. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write_programme(actor, action.axis.programme))
    before = str(action)
    for name, value in only(values, ("code", "name")).items():
        setattr(action, name, value)
    _write(action, action.axis.programme, "amend-action", before, actor=actor, version=version, reason=reason)
    return action


def _write(
    row: models.Model,
    programme: Programme,
    verb: str,
    before: str,
    *,
    actor: Actor,
    version: int | None,
    reason: str = "",
) -> None:
    with transaction.atomic():
        records.clean(row)
        if not records.is_stored(row):
            change = FieldChange(before, _axis_text(row) if isinstance(row, Axis) else str(row))
            field = "axes" if isinstance(row, Axis) else "actions"
            records.note(
                actor=actor,
                record=programme,
                verb=verb,
                changes={field: change},
                reason=reason,
                version=version,
            )
            row.save()


def _axis_text(axis: Axis) -> str:
    return " | ".join(filter(None, [str(axis), str(axis.endowment or ""), axis.fund, axis.source]))
