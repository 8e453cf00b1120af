"""Reading accounts and grants, and making the actor that every desk asks for."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.actor import VISITOR, Actor, Role, Scope
from portici.kernel.actor import Grant as ActorGrant

from .models import Grant, User


def actor_for(user: User) -> Actor:
    """The actor behind an account, with the grants in force today. An inactive account is a visitor."""
    if not user.is_active:
        return VISITOR
    grants = tuple(
        ActorGrant(role=Role(grant.role), scope=Scope(grant.scope), scope_uid=grant.scope_uid)
        for grant in grants_in_force(user)
    )
    return Actor(uid=user.uid, name=user.full_name, grants=grants)


def grants_in_force(user: User) -> QuerySet[Grant]:
    """The account's grants that hold today."""
    return in_force(user.grants.all())


def in_force(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Those of the grants that hold today."""
    today = clock.today()
    return grants.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


def accounts(actor: Actor) -> QuerySet[User]:
    """The accounts that the actor may see, with their grants."""
    return User.objects.visible_to(actor).prefetch_related("grants")


def open_accounts(actor: Actor) -> QuerySet[User]:
    """Of the accounts that the actor may see, those with which one signs in."""
    return User.objects.visible_to(actor).filter(is_active=True)


def open_account_of(address: str) -> User | None:
    """Whose address this is, letter by letter; for the worker, which writes to that address and tells nobody else."""
    return User.objects.filter(email=address.lower(), is_active=True).first()


def open_account(uid: str) -> User | None:
    """The account of this uid with which one signs in; for what acts on its holder's behalf, and shows it to nobody else."""
    return User.objects.filter(uid=uid, is_active=True).first()


def holders(role: Role, scope: Scope, scope_uid: str) -> QuerySet[User]:
    """The open accounts that hold the role today for one thing; for the desk that looks after that thing, whatever accounts it sees."""
    granted = in_force(Grant.objects.filter(role=role, scope=scope, scope_uid=scope_uid))
    return User.objects.filter(is_active=True, pk__in=granted.order_by().values("user"))


def account_by_uid(actor: Actor, uid: str) -> User | None:
    """The account of this uid, when the actor may see it."""
    return accounts(actor).filter(uid=uid).first()


def grant_by_uid(actor: Actor, uid: str) -> Grant | None:
    """The grant of this uid, when the actor may see its account."""
    return (
        Grant.objects.filter(uid=uid, user__in=User.objects.visible_to(actor)).select_related("user").first()
    )


def example_accounts() -> QuerySet[User]:
    """A demonstration's invented people, with their grants; the sign-in page of a demonstration lists
    them.
    """
    return User.objects.filter(is_example=True, is_active=True).order_by("id").prefetch_related("grants")


def names_of(uids: set[str]) -> dict[str, str]:
    """Names by uid, for a journal shown to somebody who may see it."""
    return dict(User.objects.filter(uid__in=uids - {""}).values_list("uid", "full_name"))


def uids_named(text: str) -> QuerySet[User]:
    """The uids of the accounts whose name has this text, for a journal's filter."""
    return User.objects.filter(full_name__icontains=text).values_list("uid", flat=True)  # type: ignore[return-value] # a query set of texts


def factors_of(user: User) -> list[str]:
    """The kinds of second factor of an account that the reader may see; never their secrets."""
    return list(Authenticator.objects.filter(user=user).order_by("type").values_list("type", flat=True))


def sessions_of(user: User) -> int:
    """How many sign-ins of an account that the reader may see are open."""
    total: int = UserSession.objects.filter(user=user).count()
    return total
