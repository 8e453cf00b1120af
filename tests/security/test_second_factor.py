"""The second factor: asked at the door, set before the office opens, taken away only by another administrator."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client, override_settings
from tests import makers
from tests.outbox.carrying import carry_all
from tests.publishing import library
from tests.security.conftest import (
    ADMINISTRATOR,
    PASSWORD,
    browser,
    code_of,
    opened,
    role_holder,
    sign_in,
    with_app,
)

from portici.fronts.factors import FactorAdapter
from portici.journal.models import Entry
from portici.kernel.actor import Role
from portici.kernel.findings import Refused
from portici.people import domain
from portici.people.models import User
from portici.publishing import domain as publishing

pytestmark = pytest.mark.django_db
INDEX, APP, CODES = (
    "/en/accesso/secondo-fattore/",
    "/en/accesso/secondo-fattore/app/",
    "/en/accesso/secondo-fattore/codici/",
)


def confirmed(client: Client) -> None:
    """Say the password once more, as before each change of a lock."""
    client.post("/en/accesso/conferma/", {"password": PASSWORD})


def test_the_office_opens_after_a_second_factor_is_set() -> None:
    opened()
    client = browser()
    assert sign_in(client)["Location"] == "/en/ufficio/"
    for page in ("/en/ufficio/", "/en/ufficio/programma/attivita/", "/en/ufficio/cerca/?q=x"):
        answer = client.get(page)
        assert (answer.status_code, answer["Location"]) == (302, INDEX)
    assert "Set a second factor first" in client.get(INDEX).content.decode()
    assert client.get("/en/").status_code == 200  # the street's side stays open
    assert client.get("/en/ufficio/utenti/io/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_and_asked_for() -> None:
    user = opened()
    client = browser()
    sign_in(client)
    confirmed(client)
    page = client.get(APP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(APP, {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    assert client.post(APP, {"code": code_of(secret)})["Location"] == CODES
    codes = client.get(CODES).context["unused_codes"]
    assert len(codes) == 10
    assert client.get("/en/ufficio/").status_code == 200
    carry_all()
    assert "An app was set as second factor" in [message.subject for message in mail.outbox]
    assert mail.outbox[0].to == [user.email]

    told = Entry.objects.filter(actor_uid=user.uid).order_by("id")
    assert [(entry.verb, entry.changes.get().value.after) for entry in told] == [
        ("set-second-factor", "totp"),
        ("set-second-factor", "recovery_codes"),
    ]

    again = browser()
    assert sign_in(again)["Location"] == "/en/accesso/codice/"
    assert again.get("/en/ufficio/").status_code == 302
    assert "_auth_user_id" not in again.session
    assert "The code is not right" in again.post("/en/accesso/codice/", {"code": "000000"}).content.decode()
    assert again.post("/en/accesso/codice/", {"code": codes[0]}).status_code == 302
    assert again.get("/en/ufficio/").status_code == 200
    third = browser()
    sign_in(third)
    assert (
        third.post("/en/accesso/codice/", {"code": codes[0]}).status_code == 200
    )  # a recovery code opens once


def test_the_secret_is_not_in_the_store_in_clear() -> None:
    secret = with_app(opened())
    stored = json.dumps(Authenticator.objects.get().data)
    assert secret not in stored
    assert FactorAdapter().decrypt(Authenticator.objects.get().data["secret"]) == secret
    with (
        override_settings(SECRET_KEY="another key altogether, of some length"),
        pytest.raises(ValueError, match="another secret key"),
    ):
        FactorAdapter().decrypt(Authenticator.objects.get().data["secret"])


def test_a_code_is_guessed_five_times_at_most() -> None:
    user = opened()
    secret = with_app(user)
    client = browser()
    sign_in(client)
    for _attempt in range(5):
        assert client.post("/en/accesso/codice/", {"code": "000000"}).status_code == 200
    answer = client.post("/en/accesso/codice/", {"code": code_of(secret)})
    assert "Wait five minutes" in answer.content.decode()
    assert client.get("/en/ufficio/").status_code == 302


@override_settings(SECOND_FACTOR=False)
def test_a_demonstration_asks_for_none() -> None:
    opened()
    client = browser()
    sign_in(client)
    assert client.get("/en/ufficio/").status_code == 200


@pytest.mark.usefixtures("frozen")
def test_news_and_what_machines_read_stay_open_to_who_has_none() -> None:
    publishing.prepare_site()
    news = library.news("Radio")
    opened()
    client = browser()
    sign_in(client)
    codes = {path: client.get(path).status_code for path in (news.url, "/robots.txt", "/no-such-page/")}
    assert codes == {news.url: 200, "/robots.txt": 200, "/no-such-page/": 404}
    assert client.get("/redazione/").headers["Location"] == "/accesso/secondo-fattore/"


def test_who_holds_no_role_is_not_led_there() -> None:
    opened(role=None)
    client = browser()
    sign_in(client)
    answer = client.get("/en/ufficio/")
    assert answer.status_code == 403
    assert "no role in the office yet" in answer.content.decode()


def test_the_last_factor_is_not_taken_away() -> None:
    user = opened()
    secret = with_app(user)
    client = browser()
    sign_in(client)
    client.post("/en/accesso/codice/", {"code": code_of(secret)})
    confirmed(client)
    page = "/en/accesso/secondo-fattore/app/togli/"
    assert "add a key before taking the app away" in client.get(page).content.decode()
    client.post(page)
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_lock_is_changed_only_after_the_password_once_more() -> None:
    opened()
    client = browser()
    sign_in(client)
    for page in (
        APP,
        "/en/accesso/secondo-fattore/chiavi/nuova/",
        "/en/accesso/secondo-fattore/codici/nuovi/",
    ):
        assert client.get(page)["Location"].startswith("/en/accesso/conferma/")
        assert client.post(page, {"code": "123456"})["Location"].startswith("/en/accesso/conferma/")


def test_the_administrator_resets_anothers(administrator: Client) -> None:
    user = opened()
    with_app(user)
    RecoveryCodes.activate(user)
    other = browser()
    other.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    page = f"/en/ufficio/utenti/{user.uid}/secondo-fattore/"
    assert "by voice or in presence" in administrator.get(page).content.decode()
    assert administrator.post(page, {"reason": ""}).status_code == 422
    assert Authenticator.objects.filter(user=user).count() == 2
    answer = administrator.post(page, {"reason": "Telephone lost, heard by voice"})
    carry_all()
    assert answer["Location"] == f"/en/ufficio/utenti/{user.uid}/"
    assert list(Authenticator.objects.filter(user=user)) == []
    entry = Entry.objects.filter(kind=User.KIND, ref=user.uid).first()
    assert entry is not None
    assert (entry.verb, entry.reason) == ("reset-second-factor", "Telephone lost, heard by voice")
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([user.email], "Il secondo fattore del tuo account è stato tolto")
    ]
    shown = administrator.get(f"/en/ufficio/utenti/{user.uid}/").content.decode()
    assert "Second factor taken away" in shown


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_resets_a_factor_or_ends_sessions(role: Role) -> None:
    user = makers.user("Altra Persona")
    with pytest.raises(Refused):
        domain.reset_second_factor(actor=makers.actor(role), user=user, reason="try")
    with pytest.raises(Refused):
        domain.end_sessions_of(actor=makers.actor(role), user=user, reason="try")
    assert Authenticator.objects.filter(user=user).count() == 1


def test_not_even_the_administrator_the_own() -> None:
    user = role_holder(Role.ADMINISTRATOR)
    actor = makers.Actor(uid=user.uid, name="Teo", grants=ADMINISTRATOR.grants)
    with pytest.raises(Refused, match="another administrator"):
        domain.reset_second_factor(actor=actor, user=user, reason="try")
    with pytest.raises(Refused, match="page of your sessions"):
        domain.end_sessions_of(actor=actor, user=user, reason="try")
