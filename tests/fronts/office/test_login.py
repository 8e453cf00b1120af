"""Signing in, the demonstration's people, a password set by link."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client, override_settings
from tests.fronts.office.conftest import ADMINISTRATOR, account
from tests.outbox.carrying import carry_all

from portici.kernel.actor import Role
from portici.people import domain
from portici.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "una-frase-lunga-4"


def opened(email: str = "ada@office.example", *, is_example: bool = False, language: str = "it") -> User:
    return domain.open_account(
        actor=ADMINISTRATOR,
        email=email,
        full_name="Ada Prova",
        password=PASSWORD,
        is_example=is_example,
        language=language,
    )


def sign_in(client: Client, page: str, email: str = "ada@office.example", password: str = PASSWORD):
    return client.post(page, {"login": email, "password": password})


@pytest.mark.parametrize(
    ("page", "language", "office"),
    [
        ("/accesso/", "it", "/ufficio/"),
        ("/en/accesso/", "it", "/en/ufficio/"),
        ("/accesso/", "en", "/en/ufficio/"),
        ("/accesso/?next=/ufficio/rete/", "it", "/ufficio/rete/"),
    ],
)
def test_it_leads_to_the_office_in_ones_language(
    client: Client, page: str, language: str, office: str
) -> None:
    opened(language=language)
    answer = sign_in(client, page)
    assert (answer.status_code, answer["Location"]) == (302, office)


def test_a_wrong_password_says_so_and_shows_no_password(client: Client) -> None:
    opened()
    answer = sign_in(client, "/en/accesso/", password="sbagliata-1234")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "error-summary" in page
    assert "sbagliata-1234" not in page


def test_a_closed_account_does_not_enter(client: Client) -> None:
    user = opened()
    domain.close_account(actor=ADMINISTRATOR, user=user, reason="Left")
    answer = sign_in(client, "/accesso/")
    assert answer["Location"] == "/accesso/inattivo/"
    page = client.get("/en/accesso/inattivo/").content.decode()
    assert "This account is closed" in page
    assert client.get("/ufficio/").status_code == 302


@override_settings(DEMO=True, DEMO_PASSWORD=PASSWORD)
def test_a_demonstration_lists_its_people_and_fills_in_for_one(client: Client) -> None:
    opened("dora@office.example", is_example=True)
    opened("vera@office.example")
    page = client.get("/en/accesso/").content.decode()
    assert "dora@office.example" in page
    assert "vera@office.example" not in page
    assert PASSWORD in page
    filled = client.get("/en/accesso/?login=dora@office.example").content.decode()
    assert f'value="{PASSWORD}"' in filled
    assert 'value="dora@office.example"' in filled
    assert "Demonstration: people and examples are invented." in filled


@override_settings(DEMO=True, DEMO_PASSWORD=PASSWORD)
def test_only_invented_people_are_filled_in(client: Client) -> None:
    opened("vera@office.example")
    page = client.get("/en/accesso/?login=vera@office.example").content.decode()
    assert "vera@office.example" not in page.partition("<main")[2]


@override_settings(DEMO=False)
def test_a_real_site_lists_nobody(client: Client) -> None:
    opened("dora@office.example", is_example=True)
    page = client.get("/en/accesso/?login=dora@office.example").content.decode()
    assert "dora@office.example" not in page.partition("<main")[2]
    assert 'name="password" value' not in page


def test_signing_out_is_asked_and_sent(client: Client) -> None:
    client.force_login(account(Role.AUDITOR))
    assert "Sign out" in client.get("/en/accesso/uscita/").content.decode()
    answer = client.post("/en/accesso/uscita/")
    assert answer["Location"] == "/en/"
    assert client.get("/ufficio/").status_code == 302


def test_a_new_account_sets_its_password_by_link(client: Client) -> None:
    domain.open_account(actor=ADMINISTRATOR, email="nuova@office.example", full_name="Nina Nuova")
    answer = client.post("/en/accesso/password/", {"email": "nuova@office.example"})
    assert answer["Location"] == "/en/accesso/password/inviata/"
    carry_all()
    assert [message.to for message in mail.outbox] == [["nuova@office.example"]]
    link = re.search(r"http://[^/]+(/\S+)", mail.outbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    assert "New password" in form.content.decode()
    done = client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    assert done["Location"] == "/en/accesso/password/fatta/"
    assert client.get("/en/accesso/password/fatta/").status_code == 200
    assert sign_in(client, "/accesso/", "nuova@office.example").status_code == 302
    again = client.get(link[1], follow=True).content.decode()
    assert "This link no longer holds" in again


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client) -> None:
    answer = client.post("/en/accesso/password/", {"email": "ignota@office.example"})
    assert answer["Location"] == "/en/accesso/password/inviata/"
    carry_all()
    assert mail.outbox == []


def test_the_password_is_changed_by_who_is_signed_in(client: Client) -> None:
    user = opened()
    client.force_login(user)
    words = {"oldpassword": PASSWORD, "password1": "altra-frase-lunga-5", "password2": "altra-frase-lunga-5"}
    answer = client.post("/en/accesso/password/cambia/", words)
    assert answer["Location"] == "/en/ufficio/utenti/io/"
    user.refresh_from_db()
    assert user.check_password("altra-frase-lunga-5")
