"""Desks for accounts: opening, closing, their language."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop
from portici.people import rules
from portici.people.models import User
from portici.records.models import Language

from .locks import end_sessions
from .telling import tell


def open_account(
    *,
    actor: Actor,
    email: str,
    full_name: str,
    password: str | None = None,
    password_of: User | None = None,
    language: str = "it",
    is_example: bool = False,
) -> User:
    """Make an account. Without a password the holder sets one by the link of the sign-in page.

    `password_of`: an account whose password this one has too. Those of a demonstration are one for all, and each is slow to keep.

    Raises Refused, or Invalid when the address is malformed or already has an account.
    """
    ensure(rules.may_manage_accounts(actor))
    _check_address(email)
    with transaction.atomic():
        user = User.objects.create_user(
            email, password, full_name=full_name.strip(), language=language, is_example=is_example
        )
        if password_of is not None:
            user.password = password_of.password
            user.save(update_fields=["password"])
        told = {"email": FieldChange("", user.email), "full_name": FieldChange("", user.full_name)}
        tell(actor, user, "open-account", told, "")
    return user


def close_account(*, actor: Actor, user: User, reason: str) -> User:
    """Shut an account: nobody signs in with it, who is signed in is signed out; what it did stays told. Raises Refused."""
    ensure(rules.may_close(actor, user))
    with transaction.atomic():
        user = _set(actor, user, "close-account", "is_active", False, reason)
        end_sessions(user)
    return user


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


def _set(actor: Actor, user: User, verb: str, name: str, value: object, reason: str = "") -> User:
    """One field of the account, with its version and its journal entry; nothing when it has the value already."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        before = getattr(user, name)
        if before != value:
            setattr(user, name, value)
            user.version += 1
            user.save(update_fields=[name, "version"])
            tell(actor, user, verb, {name: FieldChange(str(before), str(value))}, reason)
    return user


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
