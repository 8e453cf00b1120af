"""Desks for target groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.records import domain as records
from portici.records.links import only

from .. import rules
from ..models import TargetGroup

AMENDABLE = ("name", "description", "source", "language")


def record_target_group(
    *,
    actor: Actor,
    name: str,
    description: str = "",
    source: str = "",
    language: str = "it",
    is_example: bool = False,
) -> TargetGroup:
    """A group of people that actions are for. Raises Refused, Invalid (the name is taken)."""
    ensure(rules.may_define_groups(actor))
    group = TargetGroup(
        name=name.strip(),
        description=description,
        source=source,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=group)


def amend_target_group(
    *,
    actor: Actor,
    group: TargetGroup,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> TargetGroup:
    """Change name, description or source. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_define_groups(actor, group))
    return records.amend(
        actor=actor, record=group, values=only(values, AMENDABLE), version=version, reason=reason
    )
