"""The outside identity provider (OpenID Connect), from the environment: the body's own, or its proxy to SPID and CIE."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from portici.config import env

SERVER = env.text("PORTICI_OIDC_SERVER")
#: Whether somebody whom nobody invited gets an account (without a role) at the first sign-in.
OPENS_ACCOUNTS = env.flag("PORTICI_OIDC_OPENS_ACCOUNTS")
#: Whether the provider itself asks for a second factor, as SPID level 2 and CIE do.
IS_STRONG = env.flag("PORTICI_OIDC_STRONG")
#: Which claim holds the address that the account was opened with.
EMAIL_CLAIM = env.text("PORTICI_OIDC_EMAIL_CLAIM", "email")
#: Whether the provider vouches for every address it gives, without `email_verified`.
EMAIL_IS_VERIFIED = env.flag("PORTICI_OIDC_EMAIL_IS_VERIFIED")


def providers() -> dict[str, Any]:
    """`SOCIALACCOUNT_PROVIDERS` for allauth: nothing when no server is named."""
    if not SERVER:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "ente",
                    "name": env.text("PORTICI_OIDC_NAME", "SPID / CIE"),
                    "client_id": env.text("PORTICI_OIDC_CLIENT"),
                    "secret": env.text("PORTICI_OIDC_SECRET"),
                    "settings": {"server_url": SERVER},
                }
            ],
        }
    }


def origins() -> list[str]:
    """The origins that the sign-in form leads to: the server's, and those named besides."""
    if not SERVER:
        return []
    parts = urlsplit(SERVER)
    return [f"{parts.scheme}://{parts.netloc}", *env.words("PORTICI_OIDC_ORIGINS")]
