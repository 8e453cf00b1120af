"""Signing in through an outside identity provider: the account that the office opened, found by a verified address.

Nothing of what the provider tells is kept but its identifier of the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest

from portici.kernel.actor import system_actor
from portici.people.domain import open_account
from portici.people.models import User

HOUSE = system_actor("identity provider")


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Matches by verified address; strangers get an account only where the settings say so."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, Any]) -> User:
        """The address and the name that the provider vouches for; its other claims are forgotten here.

        Raises OAuth2Error when the two answers of the provider are about different people.
        """
        claims = _claims(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}
        sociallogin.email_addresses = _addresses(claims)
        user: User = sociallogin.user
        user.email = sociallogin.email_addresses[0].email if sociallogin.email_addresses else ""
        user.full_name = str(data.get("name") or "").strip() or " ".join(
            str(data[part]) for part in ("first_name", "last_name") if data.get(part)
        )
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time: the account of that address, when the provider vouches for it."""
        if sociallogin.is_existing:
            return
        user = _invited(sociallogin)
        if user is not None:
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        verified = any(address.verified for address in sociallogin.email_addresses)
        return bool(settings.OIDC_OPENS_ACCOUNTS) and verified and not _known(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """An account without a role, opened by the house itself and told in the journal."""
        said = sociallogin.user
        user = open_account(actor=HOUSE, email=said.email, full_name=said.full_name or said.email)
        sociallogin.connect(request, user)
        return user


def _claims(told: Mapping[str, Any]) -> Mapping[str, Any]:
    token, info = told.get("id_token") or {}, told.get("userinfo") or {}
    if token and info and token.get("sub") != info.get("sub"):
        raise OAuth2Error("the token and the user's data are about different people")
    return {**token, **info}


def _addresses(claims: Mapping[str, Any]) -> list[EmailAddress]:
    email = str(claims.get(settings.OIDC_EMAIL_CLAIM) or "").strip().lower()
    vouched = settings.OIDC_EMAIL_IS_VERIFIED or claims.get("email_verified") is True
    return [EmailAddress(email=email, verified=vouched, primary=True)] if email else []


def _invited(sociallogin: SocialLogin) -> User | None:
    """The open account of an address that the provider vouches for."""
    verified = [address.email for address in sociallogin.email_addresses if address.verified]
    return User.objects.filter(email__in=verified, is_active=True).first()


def _known(sociallogin: SocialLogin) -> bool:
    """Whether the address has an account, open or closed."""
    return User.objects.filter(email__in=[one.email for one in sociallogin.email_addresses]).exists()
