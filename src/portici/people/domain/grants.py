"""Desks for grants: a role given and taken away."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel import clock
from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop
from portici.people import rules
from portici.people.models import Grant, User

from .telling import tell


def grant_role(
    *,
    actor: Actor,
    user: User,
    role: Role,
    scope: Scope = Scope.EVERYWHERE,
    scope_uid: str = "",
    since: date | None = None,
    until: date | None = None,
    reason: str = "",
) -> Grant:
    """Give a role, in a scope, for a time. The same grant twice is one. Raises Refused, Invalid (it ends
    before it begins).
    """
    ensure(rules.may_manage_accounts(actor))
    ensure(rules.scope_fits(role, scope, scope_uid))
    if until is not None and until < (since or clock.today()):
        raise Invalid([_ends_before(since or clock.today(), until)])
    with transaction.atomic():
        grant, made = Grant.objects.get_or_create(
            user=user,
            role=role.value,
            scope=scope.value,
            scope_uid=scope_uid,
            until=until,
            defaults={"since": since or clock.today(), "reason": reason},
        )
        if made:
            tell(actor, user, "grant-role", {"grants": FieldChange("", _text(grant))}, reason)
    return grant


def revoke_role(*, actor: Actor, grant: Grant, reason: str) -> Grant:
    """End a grant yesterday, so that it no longer holds today. Raises Refused."""
    ensure(rules.may_revoke(actor, grant))
    with transaction.atomic():
        grant = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
        before = _text(grant)
        grant.until = date.fromordinal(clock.today().toordinal() - 1)
        grant.save(update_fields=["until"])
        tell(actor, grant.user, "revoke-role", {"grants": FieldChange(before, _text(grant))}, reason)
    return grant


def _text(grant: Grant) -> str:
    place = f" {grant.scope}:{grant.scope_uid}" if grant.scope else ""
    return f"{grant.role}{place} {grant.since}–{grant.until or ''}"


def _ends_before(since: date, until: date) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="period.order",
        found=str(until),
        accepted=Message(gettext_noop("A last day on or after the first, %(since)s."), {"since": str(since)}),
        todo=Message(gettext_noop("Correct one of the two dates.")),
        field="until",
    )
