"""What a later decision does to an earlier one. Each is told in its own journal, where the other is named by its address alone."""

from __future__ import annotations

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Conflict, Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records

from ...models import Decision, DecisionTie
from ...rules import may_write
from .. import checks, rules


def tie_decisions(
    *,
    actor: Actor,
    later: Decision,
    earlier: Decision,
    kind: str,
    version: int | None = None,
    reason: str = "",
) -> DecisionTie:
    """Say that `later` revokes, amends or supersedes `earlier`; said anew, the kind is the new one.

    Raises Refused; Invalid for a decision that is not earlier, for a ring, for one that has no force any more; Conflict.
    """
    ensure(may_write(actor, later))
    with transaction.atomic():
        later, earlier = _both(actor, later, earlier, version)
        ensure_valid(checks.tie_fits(later, earlier, kind) or checks.already_overtaken(later, earlier, kind))
        before = DecisionTie.objects.filter(later=later, earlier=earlier).first()
        if before is not None and before.kind == kind:
            return before
        tie, _made = DecisionTie.objects.update_or_create(
            later=later, earlier=earlier, defaults={"kind": kind}
        )
        _tell(actor, later, earlier, before.kind if before else "", kind, reason)
    return tie


def untie_decisions(*, actor: Actor, tie: DecisionTie, reason: str, version: int | None = None) -> None:
    """Take off a tie that was entered by mistake, saying why; one that is gone is done. Raises Refused, Invalid without a reason, Conflict."""
    ensure(may_write(actor, tie.later))
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the tie is taken away."))])
    with transaction.atomic():
        later, earlier = _both(actor, tie.later, tie.earlier, version)
        if DecisionTie.objects.filter(pk=tie.pk).delete()[0]:
            _tell(actor, later, earlier, tie.kind, "", reason)


def _both(actor: Actor, later: Decision, earlier: Decision, version: int | None) -> tuple[Decision, Decision]:
    """Both locked, the one with the smaller key first, so that two who tie them crosswise do not wait for each other for ever."""
    first, second = sorted((later, earlier), key=lambda one: one.pk)
    locked = {one.pk: records.locked(one) for one in (first, second)}
    for one in locked.values():
        ensure(rules.may_see(actor, one))
    if version is not None and locked[later.pk].version != version:
        raise Conflict(expected=version, current=locked[later.pk].version)
    return locked[later.pk], locked[earlier.pk]


def _tell(actor: Actor, later: Decision, earlier: Decision, before: str, after: str, reason: str) -> None:
    for record, other in ((later, earlier), (earlier, later)):
        texts = [f"{kind} ({later.address} → {earlier.address})" if kind else "" for kind in (before, after)]
        change = {"ties": FieldChange(*texts)}
        # The reason is the later one's: whoever reads the earlier may not read why.
        records.note(
            actor=actor, record=record, verb="tie", changes=change, reason=reason if other is earlier else ""
        )
