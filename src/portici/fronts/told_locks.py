"""What people do to their own locks, told in the journal: allauth says when, the desk writes it down."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver

from portici.people.domain import tell_own_lock
from portici.people.models import User


@receiver([authenticator_added, authenticator_reset])
def on_factor_set(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    tell_own_lock(user=user, verb="set-second-factor", kind=authenticator.type)


@receiver(authenticator_removed)
def on_factor_removed(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    tell_own_lock(user=user, verb="remove-second-factor", kind=authenticator.type)


@receiver([password_changed, password_reset, password_set])
def on_password(user: User, **_signal: Any) -> None:
    tell_own_lock(user=user, verb="set-password")
