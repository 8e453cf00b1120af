"""The tray on the screen: how far each message is, what it is for; no text of what opens something."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings
from tests.fronts.office.conftest import ADMINISTRATOR, account
from tests.outbox.carrying import answering, carry_all

from portici.integrations.mail import CONSOLE
from portici.kernel.actor import Role
from portici.outbox.couriers import Receipt, Result
from portici.outbox.models import Message
from portici.people import domain

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/messaggi/"


@pytest.fixture
def administrator() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account(Role.ADMINISTRATOR))
    return client


def link_asked() -> Message:
    user = account(Role.AUDITOR)
    Client().post("/en/accesso/password/", {"email": user.email})
    return Message.objects.get()


def test_the_accounts_lead_to_the_messages(administrator: Client) -> None:
    assert f'href="{LIST}"' in administrator.get("/en/ufficio/utenti/").content.decode()
    reader = Client()
    reader.force_login(account(Role.COORDINATOR))
    assert f'href="{LIST}"' not in reader.get("/en/ufficio/utenti/").content.decode()


def test_a_link_is_listed_and_its_text_is_nowhere(administrator: Client) -> None:
    message = link_asked()
    with answering() as mail:
        carry_all()
    link = re.search(r"/chiave/\S+", mail.carried[0][2].parts[0][1])
    assert link is not None
    listed = administrator.get(LIST).content.decode()
    shown = administrator.get(f"{LIST}{message.uid}/").content.decode()
    assert "Link to set a password" in listed
    assert message.recipient in listed
    assert "The text is not kept" in shown
    assert "kept nowhere" in shown
    assert "Six months" in shown
    assert [link[0] in page for page in (listed, shown)] == [False, False]


@override_settings(DEMO=True, EMAIL_BACKEND=CONSOLE)
def test_a_demonstration_shows_what_would_have_been_sent(administrator: Client) -> None:
    message = link_asked()
    carry_all()
    shown = administrator.get(f"{LIST}{message.uid}/").content.decode()
    link = re.search(r"http://testserver(/en/accesso/password/chiave/[^\s<]+)", shown)
    assert link is not None
    assert "New password" in Client().get(link[1], follow=True).content.decode()


def test_what_an_administrator_did_is_read_again(administrator: Client) -> None:
    user = account(Role.AUDITOR)
    domain.reset_second_factor(actor=ADMINISTRATOR, user=user, reason="Telephone lost")
    carry_all()
    message = Message.objects.get()
    shown = administrator.get(f"{LIST}{message.uid}/").content.decode()
    assert "Chi amministra ha tolto il secondo fattore del tuo account" in shown  # in the holder's language


def test_what_was_given_up_says_why_and_is_found(administrator: Client) -> None:
    message = link_asked()
    with answering(Receipt(Result.REFUSED, "SMTPRecipientsRefused 550")):
        carry_all()
    found = administrator.get(
        f"{LIST}?state=failed&q={message.recipient}&kind=password-link"
    ).content.decode()
    assert "SMTPRecipientsRefused 550" in found
    assert "Given up" in found
    assert f"{LIST}{message.uid}/" in found
    assert f"{LIST}{message.uid}/" not in administrator.get(f"{LIST}?state=sent").content.decode()
    assert (
        "SMTPRecipientsRefused 550"
        in b"".join(administrator.get(f"{LIST}?formato=csv").streaming_content).decode()
    )


def test_a_message_that_is_not_there(administrator: Client) -> None:
    assert administrator.get(f"{LIST}nessuno/").status_code == 404
