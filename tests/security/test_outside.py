"""Signing in through an outside provider: who was invited gets in, strangers are told why not, answers that do not fit are refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client, override_settings
from tests.outbox.carrying import carry_all
from tests.security import provider as outside
from tests.security.conftest import ADMINISTRATOR, browser, opened

from portici.journal.models import Entry
from portici.people.domain import close_account
from portici.people.models import User

pytestmark = pytest.mark.django_db
START = "/en/accesso/esterno/ente/"
CLAIMS = {
    "email": "ada@office.example",
    "email_verified": True,
    "name": "Ada Altrove",
    "fiscal_number": "TINIT-XYZ",
}


@pytest.fixture
def provider() -> Iterator[outside.Provider]:
    with (
        outside.running() as running,
        override_settings(SOCIALACCOUNT_PROVIDERS=running.settings(), SECOND_FACTOR=False),
    ):
        running.claims = dict(CLAIMS)
        yield running


def go(client: Client, provider: outside.Provider):
    """There, and back with the provider's answer."""
    left = client.post(START)
    assert left["Location"].startswith(f"{provider.address}/authorise?")
    return client.get(provider.authorise(left["Location"]))


def test_the_door_offers_it_by_its_name(provider: outside.Provider) -> None:
    page = browser().get("/en/accesso/").content.decode()
    assert "Sign in with SPID / CIE" in page
    assert f'action="{START}"' in page


def test_who_was_invited_gets_in_and_keeps_the_password(provider: outside.Provider) -> None:
    user = opened()
    client = browser()
    answer = go(client, provider)
    assert (answer.status_code, answer["Location"]) == (302, "/en/ufficio/")
    assert client.get("/en/ufficio/").status_code == 200
    user.refresh_from_db()
    assert user.has_usable_password()
    account = SocialAccount.objects.get()
    assert (account.user_id, account.uid, account.extra_data) == (user.pk, "person-1", {})  # no claim is kept
    carry_all()
    assert [message.subject for message in mail.outbox] == ["An identity provider opens your account"]


def test_the_second_time_the_address_does_not_matter(provider: outside.Provider) -> None:
    opened()
    go(browser(), provider)
    provider.claims["email"] = "moved@elsewhere.example"
    client = browser()
    go(client, provider)
    assert client.get("/en/ufficio/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        {"email": "stranger@elsewhere.example"},
        {"email_verified": False},
        {"email_verified": "true"},  # a word is no promise
        {"email": ""},
        {"email": None},
    ],
)
def test_who_was_not_is_told_why(provider: outside.Provider, said: dict[str, object]) -> None:
    opened()
    provider.claims |= said
    client = browser()
    answer = go(client, provider)
    assert "You are known there, but have no account here" in answer.content.decode()
    assert client.get("/en/ufficio/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_a_closed_account_stays_closed(provider: outside.Provider) -> None:
    user = opened()
    close_account(actor=ADMINISTRATOR, user=user, reason="Left")
    client = browser()
    assert "no account here" in go(client, provider).content.decode()
    with override_settings(OIDC_OPENS_ACCOUNTS=True):
        assert "no account here" in go(browser(), provider).content.decode()
    assert User.objects.count() == 1


def test_strangers_get_an_account_without_a_role_where_the_settings_say_so(
    provider: outside.Provider,
) -> None:
    provider.claims["email"] = "nuova@elsewhere.example"
    client = browser()
    with override_settings(OIDC_OPENS_ACCOUNTS=True):
        go(client, provider)
    user = User.objects.get()
    assert (user.email, user.full_name, user.has_usable_password()) == (
        "nuova@elsewhere.example",
        "Ada Altrove",
        False,
    )
    assert list(user.grants.all()) == []
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_label) == ("open-account", "identity provider")
    assert client.get("/en/ufficio/").status_code == 403


@override_settings(OIDC_EMAIL_CLAIM="work_address", OIDC_EMAIL_IS_VERIFIED=True)
def test_another_claim_may_hold_the_address(provider: outside.Provider) -> None:
    opened()
    provider.claims = {"work_address": "ADA@office.example"}
    client = browser()
    go(client, provider)
    assert client.get("/en/ufficio/").status_code == 200


@pytest.mark.parametrize(
    "said",
    [{"aud": "another site"}, {"iss": "https://elsewhere.example"}, {"exp": 1}, {"sub": "person-2"}],
)
def test_a_token_for_others_is_refused(provider: outside.Provider, said: dict[str, object]) -> None:
    opened()
    provider.token_claims = said
    client = browser()
    answer = go(client, provider)
    assert (answer.status_code, "The provider did not let you in" in answer.content.decode()) == (401, True)
    assert client.get("/en/ufficio/").status_code == 302


def test_an_answer_that_was_not_asked_for_is_refused(provider: outside.Provider) -> None:
    """Somebody else's code and state, put into this browser (login CSRF)."""
    opened()
    theirs = provider.authorise(browser().post(START)["Location"])
    client = browser()
    assert client.get(theirs).status_code == 401
    assert client.get("/en/ufficio/").status_code == 302


def test_a_code_opens_once(provider: outside.Provider) -> None:
    opened()
    client = browser()
    back = provider.authorise(client.post(START)["Location"])
    client.get(back)
    assert browser().get(back).status_code == 401


def test_a_provider_that_asks_for_two_factors_spares_ours(provider: outside.Provider) -> None:
    opened()
    client = browser()
    go(client, provider)
    with override_settings(SECOND_FACTOR=True):
        assert client.get("/en/ufficio/")["Location"] == "/en/accesso/secondo-fattore/"
        with override_settings(OIDC_IS_STRONG=True):
            assert client.get("/en/ufficio/").status_code == 200


def test_it_leads_only_to_pages_of_this_site(provider: outside.Provider) -> None:
    opened()
    client = browser()
    left = client.post(START, {"next": "https://elsewhere.example/"})
    answer = client.get(provider.authorise(left["Location"]))
    assert answer["Location"] == "/en/ufficio/"
