"""Desks for the locks of another's account: its second factor, the places where it is signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from portici.journal.domain import FieldChange
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.people import notices, rules
from portici.people.models import User

from .telling import tell


def reset_second_factor(*, actor: Actor, user: User, reason: str) -> User:
    """Take away another's app, keys and recovery codes, and end the sessions: for who lost them.

    The holder is told by mail, and is led to set a new one at the next sign-in. Raises Refused.
    """
    ensure(rules.may_reset_second_factor(actor, user))
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        held = ", ".join(sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True)))
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        told = tell(actor, user, "reset-second-factor", {"second_factor": FieldChange(held, "")}, reason)
        notices.tell_second_factor_reset(user, told)
    return user


def end_sessions_of(*, actor: Actor, user: User, reason: str) -> int:
    """Sign another out everywhere; how many sessions ended. Raises Refused."""
    ensure(rules.may_end_sessions(actor, user))
    with transaction.atomic():
        ended = end_sessions(user)
        tell(actor, user, "end-sessions", {"sessions": FieldChange(str(ended), "0")}, reason)
    return ended


def tell_own_lock(*, user: User, verb: str, kind: str = "") -> None:
    """Write down that somebody changed the own locks: a second factor (its `kind`) or the password; never what they are."""
    changes = {"second_factor": FieldChange("", kind)} if kind else {}
    with transaction.atomic():
        tell(Actor(uid=user.uid, name=user.full_name), user, verb, changes, "")


def end_sessions(user: User) -> int:
    """End every session of the account; asks for no right, for the desks that end them with something else."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
