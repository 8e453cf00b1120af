"""The office's tests sign in as somebody with a role, through real accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests import makers

from portici.kernel import clock
from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.people import domain as people
from portici.people.models import User

ADMINISTRATOR = makers.actor(Role.ADMINISTRATOR)


def account(role: Role, thing: Any = None, name: str = "") -> User:
    """An account with one role, in force."""
    user = makers.user(name or role.value.replace("_", " ").title())
    scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
    people.grant_role(
        actor=ADMINISTRATOR,
        user=user,
        role=role,
        scope=scope,
        scope_uid=thing.uid if thing else "",
        since=clock.today(),
    )
    return user


@pytest.fixture
def signed_in(db: None, frozen: Any) -> Callable[..., Client]:
    """A browser of somebody with the role; `thing` is what a scoped role is about."""

    def sign_in(role: Role, thing: Any = None, name: str = "") -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(account(role, thing, name))
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def coordinator(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.COORDINATOR, None, "Anna Coordinatrice")


@pytest.fixture
def english_office() -> str:
    """Where the office's pages are in English."""
    return "/en/ufficio"
