"""How often: passwords, links, searches, files; who is counted behind a proxy; when to come back."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import RequestFactory, override_settings
from tests.outbox.carrying import carry_all
from tests.security.conftest import browser, opened, sign_in

from portici.fronts.clients import address_of

pytestmark = pytest.mark.django_db
ASK = "/en/accesso/password/"


def test_a_password_is_guessed_five_times_at_most() -> None:
    opened()
    for _attempt in range(5):
        sign_in(browser(REMOTE_ADDR=f"192.0.2.{_attempt}"), password="sbagliata-1234")
    answer = sign_in(browser(REMOTE_ADDR="192.0.2.99"))  # from elsewhere, and with the right one
    assert answer.status_code == 200
    assert "Wait five minutes" in answer.content.decode()


def test_an_address_tries_ten_accounts_at_most_in_a_minute() -> None:
    for number in range(10):
        sign_in(browser(), f"nobody{number}@office.example", "sbagliata-1234")
    opened()
    assert "Wait five minutes" in sign_in(browser()).content.decode()


def test_links_to_set_a_password_are_few() -> None:
    opened()
    answers = [browser().post(ASK, {"email": "ada@office.example"}) for _attempt in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    carry_all()
    assert len(mail.outbox) == 3
    assert answers[-1]["Retry-After"] == "300"
    assert "Wait 5 minutes" in answers[-1].content.decode()


@override_settings(SEARCHES_PER_MINUTE=3, FILES_PER_MINUTE=2)
def test_searches_and_files_are_counted_by_address(frozen: object) -> None:
    client = browser()
    searched = [client.get("/en/cerca/?q=scuola").status_code for _attempt in range(4)]
    files = [client.get("/en/rete/?formato=csv").status_code for _attempt in range(3)]
    assert (searched, files) == ([200, 200, 200, 429], [200, 200, 429])
    refused = client.get("/en/cerca/?q=scuola")
    assert refused["Retry-After"] == "60"
    assert "try again" in refused.content.decode()
    assert browser(REMOTE_ADDR="192.0.2.7").get("/en/cerca/?q=scuola").status_code == 200
    assert client.get("/en/").status_code == 200  # what costs little is not counted


@override_settings(FILES_PER_MINUTE=2)
def test_dossiers_are_counted_among_the_files(frozen: object) -> None:
    client = browser()
    names = ("dossier.pdf", "dossier.zip", "dossier.pdf", "dossier/", "")
    assert [client.get(f"/studi/none/1/{name}").status_code for name in names] == [404, 404, 429, 429, 404]


@override_settings(SEARCHES_PER_MINUTE=1)
def test_a_header_written_by_the_visitor_changes_nothing(frozen: object) -> None:
    answers = [
        browser().get("/en/cerca/?q=x", headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
        for number in (1, 2)
    ]
    assert answers == [200, 429]


@pytest.mark.parametrize(
    ("proxies", "calls", "said", "found"),
    [
        ([], "198.51.100.1", "192.0.2.1", "198.51.100.1"),
        (["10.0.0.0/8"], "198.51.100.1", "192.0.2.1", "198.51.100.1"),
        (["10.0.0.0/8"], "10.0.0.1", "192.0.2.1", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.1", "203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (["10.0.0.0/8"], "10.0.0.1", "192.0.2.1, not an address", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["::1"], "::1", "2001:db8::1", "2001:db8::1"),
        (["unix"], "", "192.0.2.1", "192.0.2.1"),
        ([], "", "192.0.2.1", "0.0.0.0"),
    ],
)
def test_only_a_named_proxy_says_who_calls(proxies: list[str], calls: str, said: str, found: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=calls, headers={"x-forwarded-for": said})
    with override_settings(TRUSTED_PROXIES=proxies):
        assert address_of(request) == found
