"""Desks for how projects stand to one another; a relation is read from both ends and stored once."""

from __future__ import annotations

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from .. import rules
from ..models import Project, ProjectRelation, RelationType

#: Types that say the same from both ends.
SYMMETRIC = frozenset({RelationType.SHARES_TARGET_WITH})


def relate_projects(
    *,
    actor: Actor,
    source: Project,
    relation: RelationType,
    target: Project,
    note: str = "",
) -> ProjectRelation:
    """Say that `source` hosts the events of, supports, continues, shares the target group with `target`.

    Raises Refused; Invalid for a project and itself, for what is said already (also from the other end).
    """
    ensure(rules.may_write_programme(actor, source))
    kind = RelationType(relation)
    if kind in SYMMETRIC and target.code_key < source.code_key:
        source, target = target, source
    with transaction.atomic():
        ensure_valid(_findings(source, kind, target))
        row = ProjectRelation(source=source, type=kind, target=target, note=note)
        records.clean(row)
        row.save()
        _tell(actor, row, "relate", before=False, reason="")
    return row


def unrelate_projects(*, actor: Actor, relation: ProjectRelation, reason: str) -> None:
    """Take a relation off. Raises Refused; Invalid without a reason."""
    ensure(rules.may_write_programme(actor, relation.source))
    if not reason.strip():
        ensure_valid([records.missing("reason", gettext_noop("Write why the relation is taken off."))])
    with transaction.atomic():
        _tell(actor, relation, "unrelate", before=True, reason=reason)
        relation.delete()


def _findings(source: Project, kind: RelationType, target: Project) -> list[Finding]:
    if source.pk == target.pk:
        accepted = Message(gettext_noop("Another project."))
        todo = Message(gettext_noop("Choose the project at the other end."))
        return [error("relation.self", target.code, accepted, todo).at("target")]
    there = ProjectRelation.objects.filter(source=source, type=kind, target=target)
    if kind in SYMMETRIC or kind is RelationType.CONTINUES:
        there |= ProjectRelation.objects.filter(source=target, type=kind, target=source)
    accepted = Message(
        gettext_noop("A relation that has not been said yet, from this end or from the other.")
    )
    todo = Message(gettext_noop("Open the project: the relation stands there."))
    return [error("relation.twice", str(found), accepted, todo).at("target") for found in there[:1]]


def _tell(actor: Actor, relation: ProjectRelation, verb: str, *, before: bool, reason: str) -> None:
    type_ = RelationType(relation.type)
    ends = (
        (relation.source, f"{type_.value} {relation.target.code}"),
        (relation.target, f"< {type_.value} {relation.source.code}"),
    )
    for project, text in ends:
        change = FieldChange(text, "") if before else FieldChange("", text)
        records.note(actor=actor, record=project, verb=verb, changes={"relations": change}, reason=reason)
