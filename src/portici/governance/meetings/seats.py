"""Who sits for a seat: its own account or that of a delegate or substitute in force, as long as it holds the role for the body."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from portici.kernel.actor import Actor, Role, Scope
from portici.people.models import User
from portici.people.queries import holders

from ..models import Body, Delegate, Meeting, Member


def accounts_of(body: Body) -> QuerySet[User]:
    """The accounts that may be said to sit in the body: open, with the role of member for it."""
    return holders(Role.BOARD_MEMBER, Scope.BODY, body.uid)


def seats_of(meeting: Meeting) -> list[Member]:
    """The seats held on the day of the meeting, with who may sit in them that day."""
    return list(_seats(meeting.body, meeting.day))


def people_of(meeting: Meeting) -> list[User]:
    """The accounts that may sit in the meeting, each once."""
    return people_on(meeting.body, meeting.day)


def people_on(body: Body, day: date) -> list[User]:
    """The accounts that may sit in the body on a day, each once."""
    found = {user.pk: user for seat in _seats(body, day) for user in accounts_in(seat)}
    allowed = set(accounts_of(body).filter(pk__in=found).values_list("pk", flat=True))
    return [user for key, user in sorted(found.items()) if key in allowed]


def own_seats(actor: Actor, meeting: Meeting) -> list[Member]:
    """The seats of the meeting in which the actor sits, or may sit."""
    if not actor.uid or meeting.body.uid not in actor.scope_uids(Scope.BODY, {Role.BOARD_MEMBER}):
        return []
    return [seat for seat in seats_of(meeting) if actor.uid in {user.uid for user in accounts_in(seat)}]


def accounts_in(seat: Member) -> list[User]:
    """The accounts that are written down for a seat of `seats_of`; whether they hold the role is not asked."""
    found = [seat.account, *(delegate.account for delegate in seat.delegates.all())]
    return [user for user in found if user is not None]


def held_on(day: date) -> Q:
    return (Q(since=None) | Q(since__lte=day)) & (Q(until=None) | Q(until__gte=day))


def _seats(body: Body, day: date) -> QuerySet[Member]:
    delegates = Delegate.objects.filter(held_on(day)).select_related("account")
    rows = Member.objects.filter(held_on(day), body=body).select_related("organisation", "account", "body")
    return rows.prefetch_related(Prefetch("delegates", queryset=delegates))
