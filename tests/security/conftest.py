"""People at the door: real accounts with passwords, and the codes that their apps would show."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from tests import makers

from portici.kernel.actor import Role
from portici.people import domain
from portici.people.models import User

ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)
PASSWORD = "una-frase-lunga-4"


def opened(email: str = "ada@office.example", role: Role | None = Role.COORDINATOR) -> User:
    user = domain.open_account(actor=ADMINISTRATOR, email=email, full_name="Ada Prova", password=PASSWORD)
    if role:
        domain.grant_role(actor=ADMINISTRATOR, user=user, role=role)
    return user


def with_app(user: User) -> str:
    """The account with an app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """What the app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def browser(**options: Any) -> Client:
    return Client(headers={"accept-language": "en"}, **options)


def sign_in(
    client: Client, email: str = "ada@office.example", password: str = PASSWORD, page: str = "/en/accesso/"
):
    return client.post(page, {"login": email, "password": password})


@pytest.fixture
def administrator(db: None) -> Client:
    client = browser()
    client.force_login(
        role_holder(Role.ADMINISTRATOR, "Teo Saggio"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def role_holder(role: Role, name: str = "") -> User:
    user = makers.user(name or role.value)
    domain.grant_role(actor=ADMINISTRATOR, user=user, role=role)
    return user


@pytest.fixture
def signed_in(db: None) -> Callable[[Role], Client]:
    def enter(role: Role) -> Client:
        client = browser()
        client.force_login(role_holder(role), "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
