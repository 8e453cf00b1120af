"""Desks for accounts and grants."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop

from . import rules
from .models import Grant, User


def open_account(
    *,
    actor: Actor,
    email: str,
    full_name: str,
    password: str | None = None,
    language: str = "it",
    is_example: bool = False,
) -> User:
    """Make an account. Without a password the holder sets one by the link of the sign-in page.

    Raises Refused, or Invalid when the address is malformed or already has an account.
    """
    ensure(rules.may_manage_accounts(actor))
    _check_address(email)
    with transaction.atomic():
        user = User.objects.create_user(
            email, password, full_name=full_name.strip(), language=language, is_example=is_example
        )
        write_entry(
            actor=actor,
            verb="open-account",
            kind=User.KIND,
            ref=user.uid,
            changes={"email": FieldChange("", user.email), "full_name": FieldChange("", user.full_name)},
            record_version=user.version,
        )
    return user


def close_account(*, actor: Actor, user: User, reason: str) -> User:
    """Shut an account: nobody signs in with it any more; what it did stays told."""
    ensure(rules.may_manage_accounts(actor))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        if user.is_active:
            user.is_active = False
            user.version += 1
            user.save(update_fields=["is_active", "version"])
            write_entry(
                actor=actor,
                verb="close-account",
                kind=User.KIND,
                ref=user.uid,
                changes={"is_active": FieldChange("True", "False")},
                reason=reason,
                record_version=user.version,
            )
    return user


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
    """Give a role, in a scope, for a time. The same grant twice is one. Raises Refused."""
    ensure(rules.may_manage_accounts(actor))
    ensure(rules.scope_fits(role, scope, scope_uid))
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
            _tell(actor, user, "grant-role", FieldChange("", _text(grant)), reason)
    return grant


def revoke_role(*, actor: Actor, grant: Grant, reason: str) -> Grant:
    """End a grant yesterday, so that it no longer holds today. Raises Refused."""
    ensure(rules.may_manage_accounts(actor))
    with transaction.atomic():
        grant = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
        before = _text(grant)
        grant.until = date.fromordinal(clock.today().toordinal() - 1)
        grant.save(update_fields=["until"])
        _tell(actor, grant.user, "revoke-role", FieldChange(before, _text(grant)), reason)
    return grant


def _tell(actor: Actor, user: User, verb: str, change: FieldChange, reason: str) -> None:
    write_entry(
        actor=actor,
        verb=verb,
        kind=User.KIND,
        ref=user.uid,
        changes={"grants": change},
        reason=reason,
        record_version=user.version,
    )


def _text(grant: Grant) -> str:
    place = f" {grant.scope}:{grant.scope_uid}" if grant.scope else ""
    return f"{grant.role}{place} {grant.since}–{grant.until or ''}"


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(
            [
                Finding(
                    severity=Severity.ERROR,
                    code="email.shape",
                    found=email,
                    accepted=Message(gettext_noop("An e-mail address such as name@body.example.")),
                    todo=Message(gettext_noop("Correct the address.")),
                    field="email",
                )
            ]
        ) from None
    if User.objects.filter(email__iexact=email).exists():
        raise Invalid(
            [
                Finding(
                    severity=Severity.ERROR,
                    code="email.taken",
                    found=email,
                    accepted=Message(gettext_noop("An address without an account.")),
                    todo=Message(gettext_noop("Open the existing account and give it the role.")),
                    field="email",
                )
            ]
        )
