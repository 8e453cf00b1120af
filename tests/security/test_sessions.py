"""Sessions: a new key at each sign-in, listed, ended by oneself and by the administrator, gone with the account."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from tests.security.conftest import ADMINISTRATOR, PASSWORD, browser, opened, sign_in

from portici.journal.models import Entry
from portici.people import domain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]
LIST = "/en/accesso/sessioni/"
OFFICE = "/en/ufficio/"


@pytest.fixture
def trial():
    """Sessions alone are looked at here."""
    with override_settings(SECOND_FACTOR=False):
        yield


def is_in(client: Client) -> bool:
    return client.get(OFFICE).status_code == 200


def two() -> tuple[Client, Client]:
    opened()
    first, second = browser(), browser()
    sign_in(first)
    sign_in(second)
    assert (is_in(first), is_in(second)) == (True, True)
    return first, second


def test_a_session_given_by_another_is_not_kept_at_sign_in() -> None:
    opened()
    client = browser()
    sign_in(client, password="sbagliata-1234")
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.session.session_key != planted
    thief = browser()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


def test_a_session_key_that_nobody_gave_is_not_taken() -> None:
    opened()
    client = browser()
    client.cookies["sessionid"] = "a" * 32
    sign_in(client)
    assert client.session.session_key != "a" * 32
    assert not Session.objects.filter(session_key="a" * 32).exists()


def test_they_are_listed_and_the_others_ended() -> None:
    first, second = two()
    page = first.get(LIST)
    assert [session.ip for session in page.context["sessions"]] == ["127.0.0.1", "127.0.0.1"]
    assert "This one" in page.content.decode()
    first.post(LIST)
    assert (is_in(first), is_in(second)) == (True, False)
    assert UserSession.objects.count() == 1


def test_a_changed_password_ends_the_others() -> None:
    first, second = two()
    words = {"oldpassword": PASSWORD, "password1": "altra-frase-lunga-5", "password2": "altra-frase-lunga-5"}
    first.post("/en/accesso/password/cambia/", words)
    assert (is_in(first), is_in(second)) == (True, False)
    assert Entry.objects.filter(verb="set-password").count() == 1


def test_the_administrator_signs_somebody_out(administrator: Client) -> None:
    first, second = two()
    user = UserSession.objects.all()[0].user
    page = f"/en/ufficio/utenti/{user.uid}/sessioni/"
    assert administrator.get(page).status_code == 200
    administrator.post(page, {"reason": "Laptop stolen"})
    assert (is_in(first), is_in(second)) == (False, False)
    entry = Entry.objects.filter(verb="end-sessions").get()
    assert (entry.ref, entry.reason) == (user.uid, "Laptop stolen")


def test_closing_an_account_ends_its_sessions() -> None:
    first, second = two()
    user = UserSession.objects.all()[0].user
    domain.close_account(actor=ADMINISTRATOR, user=user, reason="Left")
    assert (is_in(first), is_in(second)) == (False, False)
    assert list(UserSession.objects.all()) == []
    domain.reopen_account(actor=ADMINISTRATOR, user=user, reason="Back")
    assert not is_in(first)  # what ended does not begin again with the account


def test_nobody_sees_anothers_sessions() -> None:
    two()
    opened("berto@office.example")
    other = browser()
    sign_in(other, "berto@office.example")
    assert len(other.get(LIST).context["sessions"]) == 1
