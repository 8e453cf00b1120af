"""The second factor: secrets encrypted where they lie, and the office closed to who works in it without one."""

from __future__ import annotations

import base64
from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.citypack.queries import city
from portici.people.models import User

#: Names of addresses that stay open on the way to a second factor.
ON_THE_WAY = ("account_", "mfa_", "usersessions_", "office:own-account")


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and recovery codes are stored under a key that comes from the secret key: a copy of the database
    alone opens no account.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "The code is not right, or has expired: write the one shown at this moment."
        ),
    }

    def get_totp_issuer(self) -> str:
        return str(getattr(city(), "office_name", "") or "Portici")

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValueError when neither the secret key nor one of its fallbacks opens it."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValueError("a second factor was stored under another secret key") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last app or key may be replaced, not taken away, where one is required."""
        return not is_last_required(authenticator)


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portici second factor")
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))


def has_second_factor(user: User) -> bool:
    """Whether the account has an app or a key; recovery codes alone are none."""
    return _factors(user).exists()


def is_last_required(authenticator: Authenticator) -> bool:
    """Whether the account would be left without the second factor that its roles ask for."""
    if not settings.SECOND_FACTOR or authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return False
    return not _factors(authenticator.user).exclude(pk=authenticator.pk).exists()


def _factors(user: User) -> QuerySet[Authenticator]:
    factors: QuerySet[Authenticator] = Authenticator.objects.filter(user=user)
    return factors.exclude(type=Authenticator.Type.RECOVERY_CODES)


class SecondFactorMiddleware:
    """Leads who holds a role and has no second factor to setting one; the portal stays open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_arguments: object) -> HttpResponse | None:
        if not settings.SECOND_FACTOR or _is_open(request) or not request.user.is_authenticated:
            return None
        if not request.actor.in_office or signed_in_strongly(request) or has_second_factor(request.user):  # type: ignore[attr-defined] # the door puts it there
            return None
        messages.info(request, _("Set a second factor first: the office opens after it."))
        return HttpResponseRedirect(reverse("mfa_index"))


#: Where nobody's grants count; the portal's pages of the site's tree, and files of its own, stand in no room.
OPEN_TO_ALL = {"portal", "api", "data", "operations"}
OPEN_NAMES = {"wagtail_serve", "robots", "security"}


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or match.namespace in OPEN_TO_ALL or match.view_name in OPEN_NAMES:
        return True
    return match.view_name.startswith(ON_THE_WAY)


def signed_in_strongly(request: HttpRequest) -> bool:
    """Whether the session was opened by an outside provider that itself asks for a second factor."""
    if not settings.OIDC_IS_STRONG:
        return False
    return any(
        record["method"] == "socialaccount" for record in get_authentication_records(request, request.user)
    )
