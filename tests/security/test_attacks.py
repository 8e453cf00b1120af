"""Attacks of the classes that the peers' published faults belong to, each refused. What each is, and where else it is tried: docs/security.md."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import makers
from tests.fronts import access, world
from tests.outbox.carrying import carry_all
from tests.passwords import QuickHasher
from tests.security.conftest import ADMINISTRATOR, PASSWORD, browser, opened, role_holder, sign_in

from portici.journal.models import Entry
from portici.kernel.actor import Role, Scope
from portici.organisations import domain as organisations
from portici.organisations.models import Contact, Organisation
from portici.outbox.models import Message
from portici.people import domain
from portici.people.models import Grant, User
from portici.records.models import Publication

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "///elsewhere.example/",
    "http://testserver@elsewhere.example/",
    "/ufficio/\r\nSet-Cookie: planted=1",
]


@pytest.fixture
def built(frozen: object) -> world.World:
    return world.build()


# --- forged forms -----------------------------------------------------------------------------------------------------


def test_no_address_writes_without_the_forms_token(built: world.World) -> None:
    """Every address, with the session of who may do most, from a page that is not ours."""
    written = Entry.objects.count()
    taken = []
    for role in ("administrator", "coordinator"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(built.users[role], BACKEND)
        for name in access.names():
            path = access.path_of(name, built, withheld=False)
            if path and client.post(path, {"reason": "forged"}).status_code not in {403, 404, 405}:
                taken.append((role, name))
    assert taken == []
    assert Entry.objects.count() == written


def test_a_token_of_another_session_is_not_enough() -> None:
    client, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for one in (client, other):
        one.force_login(role_holder(Role.ADMINISTRATOR), BACKEND)
    page = other.get("/en/ufficio/utenti/nuovo/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    paper = {
        "full_name": "Forged",
        "email": "forged@office.example",
        "language": "it",
        "csrfmiddlewaretoken": token[1],
    }
    assert client.post("/en/ufficio/utenti/nuovo/", paper).status_code == 403
    assert not User.objects.filter(email="forged@office.example").exists()


# --- object references of others --------------------------------------------------------------------------------------


def test_a_row_of_another_record_is_not_reached_through_ones_own() -> None:
    own, other = makers.organisation("Own"), makers.organisation("Other")
    theirs = organisations.add_contact(actor=makers.coordinator(), organisation=other, name="Not Yours")
    client = browser()
    user = makers.user("Contact")
    domain.grant_role(
        actor=ADMINISTRATOR, user=user, role=Role.PARTNER_CONTACT, scope=Scope.ORGANISATION, scope_uid=own.uid
    )
    client.force_login(user, BACKEND)
    for name in ("organisation-contact-edit", "organisation-contact-remove"):
        for uid in (own.uid, other.uid):
            path = reverse(f"office:{name}", kwargs={"uid": uid, "row": theirs.uid})
            assert client.post(path, {"name": "Taken", "version": 1}).status_code in {403, 404}
            assert client.get(path).status_code in {403, 404, 405}
    theirs.refresh_from_db()
    assert theirs.name == "Not Yours"


def test_keys_of_another_account_are_not_there() -> None:
    from allauth.mfa.models import Authenticator

    theirs = Authenticator.objects.create(user=makers.user(), type="webauthn", data={"name": "Theirs"})
    client = browser()
    opened()
    with override_settings(SECOND_FACTOR=False):
        sign_in(client)
        client.post("/en/accesso/conferma/", {"password": PASSWORD})
        for path in (f"chiavi/{theirs.pk}/togli/", f"chiavi/{theirs.pk}/nome/"):
            assert client.get(f"/en/accesso/secondo-fattore/{path}").status_code == 404
            assert client.post(f"/en/accesso/secondo-fattore/{path}", {"name": "Taken"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data == {"name": "Theirs"}


# --- mass assignment --------------------------------------------------------------------------------------------------


def test_fields_that_are_not_on_the_paper_are_not_taken(administrator: Client) -> None:
    paper = {"full_name": "Nina Nuova", "email": "nina@office.example", "language": "it"}
    more = {
        "uid": "chosen",
        "is_example": "1",
        "password": "known-to-all-12",
        "is_active": "",
        "version": "99",
        "role": "administrator",
    }
    assert administrator.post("/en/ufficio/utenti/nuovo/", paper | more).status_code == 302
    user = User.objects.get(email="nina@office.example")
    assert (user.uid == "chosen", user.is_example, user.is_active, user.version) == (False, False, True, 1)
    assert (user.has_usable_password(), user.grants.count()) == (False, 0)


def test_ones_own_page_changes_the_language_and_nothing_else() -> None:
    user = role_holder(Role.AUDITOR, "Ugo Legge")
    client = browser()
    client.force_login(user, BACKEND)
    more = {
        "email": "other@office.example",
        "full_name": "Other",
        "is_active": "",
        "role": "administrator",
        "grants": "administrator",
    }
    client.post("/en/ufficio/utenti/io/", {"language": "en"} | more)
    after = User.objects.get(pk=user.pk)
    assert (after.language, after.email, after.full_name, after.is_active) == (
        "en",
        user.email,
        "Ugo Legge",
        True,
    )
    assert list(Grant.objects.filter(user=user).values_list("role", flat=True)) == ["auditor"]


def test_a_paper_does_not_publish() -> None:
    client = browser()
    client.force_login(role_holder(Role.COORDINATOR), BACKEND)
    paper = {"name": "Ente nuovo", "type": "third_sector", "language": "it"}
    more = {
        "publication": "published",
        "published_at": "2020-01-01",
        "uid": "chosen",
        "is_example": "1",
        "search_text": "x",
        "codes_text": "x",
    }
    assert client.post("/en/ufficio/rete/nuovo/", paper | more).status_code == 302
    made = Organisation.objects.get()
    assert (made.publication, made.published_at, made.is_example, made.codes_text) == (
        Publication.DRAFT,
        None,
        False,
        "",
    )
    assert made.uid != "chosen"


# --- open redirects, headers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ELSEWHERE)
@override_settings(SECOND_FACTOR=False)
def test_no_way_leads_elsewhere(where: str) -> None:
    opened()
    ways = [
        lambda client: client.post(
            "/en/accesso/", {"login": "ada@office.example", "password": PASSWORD, "next": where}
        ),
        lambda client: client.post("/en/accesso/uscita/", {"next": where}),
        lambda client: client.post("/en/accesso/conferma/", {"password": PASSWORD, "next": where}),
        lambda client: client.get("/en/vai/", {"area": where, "next": where}),
        lambda client: client.post("/en/accesso/password/", {"email": "ada@office.example", "next": where}),
    ]
    client = browser()
    for way in (ways[0], ways[2], ways[1], ways[3], ways[4]):
        answer = way(client)
        location = answer.get("Location", "/")
        assert re.match(r"/(?![/\\])", location), location
        assert ("elsewhere" in location, "\r" in location, "planted" in answer.cookies) == (
            False,
            False,
            False,
        )


def test_a_forged_host_is_answered_with_nothing() -> None:
    opened()
    for header in (
        {"host": "elsewhere.example"},
        {"host": "testserver:80@elsewhere.example"},
        {"host": "testserver\r\nX: 1"},
    ):
        assert (
            browser()
            .post("/en/accesso/password/", {"email": "ada@office.example"}, headers=header)
            .status_code
            == 400
        )
    assert Message.objects.count() == 0
    browser().post(
        "/en/accesso/password/",
        {"email": "ada@office.example"},
        headers={"x-forwarded-host": "elsewhere.example"},
    )
    carry_all()
    assert "http://testserver/en/accesso/password/chiave/" in mail.outbox[0].body
    assert "elsewhere" not in mail.outbox[0].body


def test_addresses_of_mail_take_no_headers() -> None:
    for address in (
        "ada@office.example\nBcc: all@elsewhere.example",
        "ada@office.example, b@elsewhere.example",
    ):
        browser().post("/en/accesso/password/", {"email": address})
    assert Message.objects.count() == 0


def test_every_answer_forbids_what_it_does_not_use() -> None:
    for page in ("/", "/en/accesso/", "/nessuna-pagina/", "/ufficio/"):
        answer = browser().get(page)
        policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
        assert {name: value for name, value in policy.items() if value not in {"'self'", "'none'"}} == {
            "img-src": "'self' data:"
        }
        assert [policy[name] for name in ("object-src", "base-uri", "frame-ancestors", "form-action")] == [
            "'none'",
            "'none'",
            "'none'",
            "'self'",
        ]
        assert "camera=()" in answer["Permissions-Policy"]
        headers = (
            "X-Frame-Options",
            "X-Content-Type-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
        )
        assert [answer[name] for name in headers] == ["DENY", "nosniff", "same-origin", "same-origin"]


def test_what_only_who_is_signed_in_reads_is_kept_nowhere() -> None:
    client = browser()
    client.force_login(role_holder(Role.AUDITOR), BACKEND)
    assert client.get("/en/ufficio/")["Cache-Control"] == "private, no-store"
    assert "no-store" not in browser().get("/en/").get("Cache-Control", "")


@override_settings(
    SECURE_HSTS_SECONDS=31_536_000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_SSL_REDIRECT=True,
    SESSION_COOKIE_SECURE=True,
)
def test_behind_tls_nothing_goes_in_clear() -> None:
    assert browser().get("/en/accesso/")["Location"] == "https://testserver/en/accesso/"
    opened()
    client = browser()
    answer = client.post("/en/accesso/", {"login": "ada@office.example", "password": PASSWORD}, secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookie = client.cookies["sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")


# --- scripts, files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "/en/cerca/?q={}",
        "/en/rete/?q={}",
        "/en/rete/?sort={}",
        "/en/progetti/attivita/?area={}",
        "/en/accesso/?login={}",
        "/en/accesso/?next={}",
        "/en/{}/",
    ],
)
def test_what_the_address_says_is_never_markup(page: str) -> None:
    answer = browser().get(page.format(SCRIPT))
    assert not re.search(r"<script>alert|<img src=x", answer.content.decode())


def test_names_are_words_and_cells_are_no_formulas() -> None:
    for name in (SCRIPT, '=HYPERLINK("http://elsewhere.example")', "+1+1", "@SUM(A1)", "\t=1+1"):
        makers.organisation(name)
    client = browser()
    assert "<img src=x" not in client.get("/en/rete/").content.decode()
    lines = (
        b"".join(client.get("/en/rete/?formato=csv").streaming_content).decode("utf-8-sig").splitlines()[1:]
    )
    assert len(lines) == 5
    assert [line for line in lines if re.match(r'"?[=+@\t]', line)] == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/..%5c..%5cetc",
        "/media/imports/",
        "/imports/",
        "/.git/config",
        "/portici.sqlite3",
        "/secret-key",
    ],
)
def test_no_address_gives_a_file_of_the_machine(path: str) -> None:
    assert browser().get(path, follow=True).status_code in {400, 404}


# --- who has an account -----------------------------------------------------------------------------------------------


class CountingHasher(QuickHasher):
    """It counts how often it works: that is what takes time at the door."""

    worked = 0

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        type(self).worked += 1
        return super().encode(password, salt, iterations)


@override_settings(PASSWORD_HASHERS=["tests.security.test_attacks.CountingHasher"])
def test_the_door_takes_as_long_and_says_the_same_for_who_has_no_account() -> None:
    opened()
    closed = opened("chiusa@office.example")
    domain.close_account(actor=ADMINISTRATOR, user=closed, reason="Left")
    domain.open_account(actor=ADMINISTRATOR, email="senza@office.example", full_name="Senza Password")
    told: dict[str, tuple[int, int, str]] = {}
    for email in ("ada@office.example", "chiusa@office.example", "nessuna@office.example"):
        before = CountingHasher.worked
        answer = sign_in(browser(REMOTE_ADDR=f"192.0.2.{len(told)}"), email, "sbagliata-1234")
        page = re.sub(r'value="[^"]*"', "", answer.content.decode())
        told[email] = (answer.status_code, CountingHasher.worked - before, page)
    assert len(set(told.values())) == 1
    assert next(iter(told.values()))[1] == 1


def test_asking_for_a_link_says_the_same_to_everybody() -> None:
    opened()
    closed = opened("chiusa@office.example")
    domain.close_account(actor=ADMINISTRATOR, user=closed, reason="Left")
    answers = []
    for email in ("ada@office.example", "chiusa@office.example", "nessuna@office.example"):
        client = browser()
        answer = client.post("/en/accesso/password/", {"email": email})
        shown = client.get(answer["Location"]).content.decode()
        answers.append((answer.status_code, answer["Location"], re.sub(r'value="[^"]*"', "", shown)))
    assert len(set(answers)) == 1
    carry_all()
    assert [message.to for message in mail.outbox] == [["ada@office.example"]]


def test_asking_for_a_link_is_the_same_work_for_everybody() -> None:
    """Not measured by the clock: the same questions to the store, the same row in the tray, no mail and no hashing."""
    opened()
    closed = opened("chiusa@office.example")
    domain.close_account(actor=ADMINISTRATOR, user=closed, reason="Left")
    browser().get("/en/accesso/password/")  # what a process remembers from its first visit is remembered
    work = []
    for email in ("ada@office.example", "chiusa@office.example", "nessuna@office.example"):
        with CaptureQueriesContext(connection) as asked:
            browser(REMOTE_ADDR=f"192.0.2.{len(work)}").post("/en/accesso/password/", {"email": email})
        message = Message.objects.get(recipient=email)
        work.append(([_shape(one["sql"]) for one in asked], message.kind, message.parts, message.data))
    assert work[0] == work[1] == work[2]
    assert "INSERT INTO outbox_message" in str(work[0])
    assert "people_user" not in str(work[0])
    assert mail.outbox == []


def _shape(sql: str) -> str:
    """A question to the store without its values and the numbers of its savepoints."""
    return re.sub(r"'(?:[^']|'')*'|s\d+_x\d+|\b\d[\d.]*\b|\"", "", sql)


def test_passkeys_do_not_say_who_has_one() -> None:
    makers.user()
    answers = [
        browser().get(
            "/en/accesso/chiave/",
            headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
        )
        for _ in range(2)
    ]
    asked: list[Any] = [answer.json()["request_options"]["publicKey"] for answer in answers]
    assert [one.get("allowCredentials", []) for one in asked] == [[], []]
    assert asked[0]["challenge"] != asked[1]["challenge"]


def test_a_link_to_set_a_password_opens_once_and_for_one_account() -> None:
    opened()
    other = opened("berto@office.example")
    browser().post("/en/accesso/password/", {"email": "ada@office.example"})
    carry_all()
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert link
    with translation.override("en"):
        key = link[1].rstrip("/").rpartition("/")[2]
    from allauth.account.utils import user_pk_to_url_str

    theirs = link[1].replace(key.partition("-")[0] + "-", f"{user_pk_to_url_str(other)}-", 1)
    assert "This link no longer holds" in browser().get(theirs, follow=True).content.decode()
    other.refresh_from_db()
    assert other.check_password(PASSWORD)


def test_contacts_of_people_are_in_no_public_answer() -> None:
    organisation = makers.organisation("Ente")
    Contact.objects.create(
        organisation=organisation, name="Zita Contatto", email="zita@ente.example", phone="051 000 0001"
    )
    for page in ("/en/rete/", f"/en/rete/{organisation.uid}/", "/en/rete/?formato=csv", "/en/cerca/?q=zita"):
        answer = browser().get(page)
        text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert ("Zita Contatto" in text, "zita@ente.example" in text) == (False, False)
