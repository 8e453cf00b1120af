"""Who may make accounts and give roles."""

from __future__ import annotations

from portici.kernel.actor import SCOPE_OF, Actor, Role, Scope
from portici.kernel.findings import YES, Verdict, gettext_noop, no

from .models import READERS, Grant, User


def may_manage_accounts(actor: Actor) -> Verdict:
    """Only the administrator."""
    if actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only the administrator manages accounts and roles."))


def may_see_accounts(actor: Actor) -> Verdict:
    """The list of all accounts: the administrator, the coordinator, the auditor."""
    if actor.has(*READERS):
        return YES
    return no(
        gettext_noop("Only the administrator, the coordinator and the auditor see the accounts of others.")
    )


def may_close(actor: Actor, user: User) -> Verdict:
    """The administrator, but not the own account: nobody would be left to open it again."""
    if actor.uid and actor.uid == user.uid:
        return no(gettext_noop("Nobody closes the own account; another administrator does it."))
    return may_manage_accounts(actor)


def may_revoke(actor: Actor, grant: Grant) -> Verdict:
    """The administrator, but not the own role of administrator."""
    if actor.uid and actor.uid == grant.user.uid and grant.role == Role.ADMINISTRATOR.value:
        return no(
            gettext_noop(
                "Nobody takes the administrator's role from the own account; another administrator does it."
            )
        )
    return may_manage_accounts(actor)


def scope_fits(role: Role, scope: Scope, scope_uid: str) -> Verdict:
    """A role is granted with its own kind of scope, and a scoped one names the thing."""
    wanted = SCOPE_OF.get(role, Scope.EVERYWHERE)
    if scope is not wanted:
        return no(
            gettext_noop("The role “%(role)s” is granted with the scope “%(wanted)s”, not “%(found)s”."),
            role=role.value,
            wanted=wanted.value or "everywhere",
            found=scope.value or "everywhere",
        )
    if wanted is not Scope.EVERYWHERE and not scope_uid:
        return no(gettext_noop("Say for which one: this role holds in one place only."))
    return YES


def may_reset_second_factor(actor: Actor, user: User) -> Verdict:
    """The administrator, but not the own: whoever holds the session would take the lock off with it."""
    if actor.uid and actor.uid == user.uid:
        return no(
            gettext_noop(
                "Nobody resets the own second factor; another administrator does it, or a recovery code."
            )
        )
    return may_manage_accounts(actor)


def may_end_sessions(actor: Actor, user: User) -> Verdict:
    """The administrator; one's own are ended from the page of the own sessions."""
    if actor.uid and actor.uid == user.uid:
        return no(gettext_noop("End your own sessions from the page of your sessions."))
    return may_manage_accounts(actor)


def may_handle_subjects(actor: Actor) -> Verdict:
    """Handing over or erasing what the house knows of a person: the administrator, for the data controller."""
    if actor.has(Role.ADMINISTRATOR):
        return YES
    return no(gettext_noop("Only the administrator hands over or erases a person's data."))


def may_see_processing(actor: Actor) -> Verdict:
    """The register of processing: the administrator and the auditor."""
    if actor.has(Role.ADMINISTRATOR, Role.AUDITOR):
        return YES
    return no(gettext_noop("Only the administrator and the auditor see the register of processing."))


def may_make_rounds(actor: Actor) -> Verdict:
    """The house itself: nobody has others written to at their own moment."""
    if actor.is_system:
        return YES
    return no(gettext_noop("Reminders leave by themselves, once a day."))
