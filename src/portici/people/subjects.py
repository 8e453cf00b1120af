"""What accounts and sign-ins hold about a person."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from portici.deadlines.models import Reminders, Told
from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.subjects import Holding, Outcome, Person, Plain, register

from .domain.locks import end_sessions
from .models import User

ACCOUNTS = Holding(
    name="accounts",
    what=Message(gettext_noop("Accounts of who works with the office: name, e-mail, roles, language")),
    purpose=Message(gettext_noop("Letting people in, and knowing who did what")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e); accountability (art. 5.2)")),
    period=Message(
        gettext_noop("While the account is open, then one year; of who did what only a number stays")
    ),
    days=365,
)
SIGN_INS = Holding(
    name="sign-ins",
    what=Message(gettext_noop("Open sign-ins: network address, browser, when; second factors, encrypted")),
    purpose=Message(gettext_noop("Security of the accounts")),
    ground=Message(gettext_noop("Security of processing (GDPR, art. 32)")),
    period=Message(gettext_noop("Until signing out, at most two weeks")),
    days=14,
)
REMINDERS = Holding(
    name="reminders",
    what=Message(
        gettext_noop(
            "How an account is reminded of deadlines (weekly summary, private calendar), and which delays it was told of"
        )
    ),
    purpose=Message(gettext_noop("Seeing to deadlines in time, and showing that who could act was told")),
    ground=Message(gettext_noop("Task in the public interest (GDPR, art. 6.1.e)")),
    period=Message(gettext_noop("Reminders while the account is open; delays told, two years")),
    days=730,
)
KEPT = gettext_noop(
    "The account's number, without name or address, stays beside what was done with it: acts of an administration are kept"
    " with who did them (Italian decree 82/2005, art. 40 and following; GDPR, art. 17.3.b)."
)


class Accounts(Plain):
    """The account itself: emptied, not deleted, since acts refer to it by its number."""

    holding = ACCOUNTS

    def texts_of(self, email: str) -> set[str]:
        return set(User.objects.filter(email__iexact=email).values_list("full_name", flat=True))

    def find(self, person: Person) -> list[dict[str, object]]:
        return [_told(user) for user in User.objects.filter(email__iexact=person.email)]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        users = list(User.objects.select_for_update().filter(email__iexact=person.email))
        for user in users:
            empty(user)
        return Outcome(ACCOUNTS, len(users), len(users), Message(KEPT) if users else None)

    def due(self, today: date) -> int:
        return len(_past(today))

    def dispose(self, actor: Actor, today: date) -> int:
        users = _past(today)
        for user in users:
            empty(user)
        return len(users)


class SignIns(Plain):
    """Sessions and what the outside provider calls the person; they go before the account that they belong to."""

    holding = SIGN_INS
    order = 5

    def find(self, person: Person) -> list[dict[str, object]]:
        sessions = UserSession.objects.filter(user__email__iexact=person.email)
        outside = SocialAccount.objects.filter(user__email__iexact=person.email)
        factors = Authenticator.objects.filter(user__email__iexact=person.email)
        return [
            *({"since": one.created_at, "address": one.ip, "browser": one.user_agent} for one in sessions),
            *({"provider": one.provider, "identifier": one.uid, "since": one.date_joined} for one in outside),
            *({"second factor": one.type, "since": one.created_at} for one in factors),
        ]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        erased = 0
        for user in User.objects.filter(email__iexact=person.email):
            erased += end_sessions(user)
            for model in (SocialAccount, Authenticator, EmailAddress):
                erased += model.objects.filter(user=user).delete()[0]
        return Outcome(SIGN_INS, erased)

    def due(self, today: date) -> int:
        return Session.objects.filter(expire_date__lt=clock.now()).count() + _stale().count()

    def dispose(self, actor: Actor, today: date) -> int:
        gone: int = Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
        stale: int = _stale().delete()[0]
        return gone + stale


class Reminded(Plain):
    """Goes before the account that it names."""

    holding = REMINDERS
    order = 5

    def find(self, person: Person) -> list[dict[str, object]]:
        uids = _uids(person)
        chosen = Reminders.objects.filter(account__in=uids)
        told = Told.objects.filter(account__in=uids)
        rows: list[dict[str, object]] = [
            {"weekly digest": one.weekly, "private calendar since": one.feed_made_at} for one in chosen
        ]
        return rows + [{"told of": f"{one.watch} {one.kind}:{one.ref}", "when": one.at} for one in told]

    def erase(self, person: Person, actor: Actor, reason: str) -> Outcome:
        uids = _uids(person)
        gone = Reminders.objects.filter(account__in=uids).delete()[0]
        return Outcome(REMINDERS, gone + Told.objects.filter(account__in=uids).delete()[0])

    def due(self, today: date) -> int:
        return _told_long_ago(today).count() + _closed().count()

    def dispose(self, actor: Actor, today: date) -> int:
        return _told_long_ago(today).delete()[0] + _closed().delete()[0]


def empty(user: User) -> None:
    """Take from an account all that says whose it was; nobody signs in with it again."""
    end_sessions(user)
    for model in (SocialAccount, Authenticator, EmailAddress):
        model.objects.filter(user=user).delete()
    user.email, user.full_name, user.is_active = f"{user.uid}@erased.invalid", "", False
    user.last_login = None
    user.set_unusable_password()
    user.version += 1
    user.save()
    user.grants.exclude(reason="").update(reason="")


def put_in() -> None:
    register(Accounts())
    register(SignIns())
    register(Reminded())


def _told(user: User) -> dict[str, object]:
    grants = user.grants.all()
    return {
        "e-mail": user.email,
        "name": user.full_name,
        "language": user.language,
        "open": user.is_active,
        "opened": user.created_at,
        "last signed in": user.last_login,
        "roles": [
            f"{one.role} {one.scope}:{one.scope_uid} {one.since}–{one.until or ''} {one.reason}"
            for one in grants
        ],
    }


def _past(today: date) -> list[User]:
    """Closed accounts whose last act or sign-in is older than the period."""
    before = today - timedelta(days=ACCOUNTS.days or 0)
    closed = User.objects.filter(is_active=False, created_at__date__lt=before).exclude(
        email__endswith="@erased.invalid"
    )
    return [user for user in closed if user.last_login is None or user.last_login.date() < before]


def _stale() -> QuerySet[UserSession]:
    """Sign-ins told of sessions that are long over."""
    oldest = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    stale: QuerySet[UserSession] = UserSession.objects.filter(created_at__lt=oldest)
    return stale


def _uids(person: Person) -> list[str]:
    return list(User.objects.filter(email__iexact=person.email).values_list("uid", flat=True))


def _told_long_ago(today: date) -> QuerySet[Told]:
    return Told.objects.filter(at__date__lt=today - timedelta(days=REMINDERS.days or 0))


def _closed() -> QuerySet[Reminders]:
    closed = User.objects.filter(is_active=False)
    return Reminders.objects.filter(account__in=closed.values("uid"))
