"""Reading accounts and grants, and making the actor that every desk asks for."""

from __future__ import annotations

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
    today = clock.today()
    return user.grants.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


def accounts(actor: Actor) -> QuerySet[User]:
    """The accounts that the actor may see, with their grants."""
    return User.objects.visible_to(actor).prefetch_related("grants")


def names_of(uids: set[str]) -> dict[str, str]:
    """Names by uid, for a journal shown to somebody who may see it."""
    return dict(User.objects.filter(uid__in=uids - {""}).values_list("uid", "full_name"))
