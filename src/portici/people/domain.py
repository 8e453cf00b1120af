"""Desks for accounts and grants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor, Role, Scope
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop
from portici.records.models import Language

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
        told = {"email": FieldChange("", user.email), "full_name": FieldChange("", user.full_name)}
        _tell(actor, user, "open-account", told, "")
    return user


def close_account(*, actor: Actor, user: User, reason: str) -> User:
    """Shut an account: nobody signs in with it any more; what it did stays told. Raises Refused."""
    ensure(rules.may_close(actor, user))
    return _set(actor, user, "close-account", "is_active", False, reason)


def reopen_account(*, actor: Actor, user: User, reason: str) -> User:
    """Open a closed account again, with the roles that it still holds. Raises Refused."""
    ensure(rules.may_manage_accounts(actor))
    return _set(actor, user, "reopen-account", "is_active", True, reason)


def choose_language(*, actor: Actor, user: User, language: str) -> User:
    """The language in which the office meets its user; each chooses the own. Raises Refused, Invalid."""
    if not actor.uid or actor.uid != user.uid:
        ensure(rules.may_manage_accounts(actor))
    if language not in Language.values:
        raise Invalid([_unknown_language(language)])
    return _set(actor, user, "choose-language", "language", language)


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
            _tell(actor, user, "grant-role", {"grants": FieldChange("", _text(grant))}, reason)
    return grant


def revoke_role(*, actor: Actor, grant: Grant, reason: str) -> Grant:
    """End a grant yesterday, so that it no longer holds today. Raises Refused."""
    ensure(rules.may_revoke(actor, grant))
    with transaction.atomic():
        grant = Grant.objects.select_for_update().select_related("user").get(pk=grant.pk)
        before = _text(grant)
        grant.until = date.fromordinal(clock.today().toordinal() - 1)
        grant.save(update_fields=["until"])
        _tell(actor, grant.user, "revoke-role", {"grants": FieldChange(before, _text(grant))}, reason)
    return grant


def _set(actor: Actor, user: User, verb: str, name: str, value: object, reason: str = "") -> User:
    """One field of the account, with its version and its journal entry; nothing when it has the value already."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = getattr(user, name)
        if before != value:
            setattr(user, name, value)
            user.version += 1
            user.save(update_fields=[name, "version"])
            _tell(actor, user, verb, {name: FieldChange(str(before), str(value))}, reason)
    return user


def _tell(actor: Actor, user: User, verb: str, changes: Mapping[str, FieldChange], reason: str) -> None:
    write_entry(
        actor=actor,
        verb=verb,
        kind=User.KIND,
        ref=user.uid,
        changes=changes,
        reason=reason,
        record_version=user.version,
    )


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


def _unknown_language(language: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="language.unknown",
        found=language,
        accepted=Message(gettext_noop("One of the languages of the office.")),
        todo=Message(gettext_noop("Choose one of the list.")),
        field="language",
    )


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
