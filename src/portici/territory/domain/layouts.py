"""The desk for the layouts of files that the city's publishers have in their own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from .. import rules
from ..models import FileLayout, LayoutKind


def record_file_layout(*, actor: Actor, code: str, kind: str, spec: Mapping[str, Any]) -> FileLayout:
    """Keep how a file is laid out, in place of what was said of it before; importers recognise it at once.

    Raises Refused; Invalid when nothing of it would tell whose the values are.
    """
    ensure(rules.may_write(actor))
    ensure_valid(_findings(kind, spec))
    with transaction.atomic():
        layout = FileLayout.objects.filter(kind=kind, code=code).first() or FileLayout(code=code)
        before = str(layout.spec) if layout.pk else ""
        layout.kind, layout.spec = kind, dict(spec)
        records.clean(layout)
        layout.save()
        if before != str(layout.spec):
            changes = {"spec": FieldChange(before, str(layout.spec))}
            write_entry(
                actor=actor,
                verb="amend" if before else "add",
                kind="file-layout",
                ref=code,
                changes=changes,
            )
    return layout


def _findings(kind: str, spec: Mapping[str, Any]) -> list[Finding]:
    found = []
    if kind == LayoutKind.BOUNDARIES and not spec.get("name_property"):
        pattern = str(spec.get("name_pattern", ""))
        if pattern.count("%") != 1 or "%s" not in pattern:
            accepted = Message(
                gettext_noop("A name with %(mark)s once, where the code goes; or a property."), {"mark": "%s"}
            )
            todo = Message(gettext_noop("Write name_property, or name_pattern."))
            found.append(error("layout.name", pattern, accepted, todo).at("name_pattern"))
    if kind != LayoutKind.INDICATORS:
        return found
    if not spec.get("area_code") and not spec.get("area_name"):
        accepted = Message(gettext_noop("The column with the code of the area, or the one with its name."))
        todo = Message(gettext_noop("Write area_code or area_name."))
        found.append(error("layout.area", "", accepted, todo).at("area_code"))
    if not spec.get("period") and not spec.get("period_column"):
        accepted = Message(gettext_noop("The period of the values, or the column that says it."))
        todo = Message(gettext_noop("Write period or period_column."))
        found.append(error("layout.period", "", accepted, todo).at("period"))
    if not spec.get("measures"):
        accepted = Message(gettext_noop("At least one column of values."))
        todo = Message(gettext_noop("Write a table for each column, with its header and code."))
        found.append(error("layout.measures", "", accepted, todo).at("measure"))
    return found
