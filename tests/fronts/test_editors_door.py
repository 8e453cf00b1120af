"""The editors' rooms: every address of theirs asks who comes; what is done in them is in the journal; their policy is theirs alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver
from tests import makers
from tests.fronts.access import EDITORS
from tests.fronts.office.conftest import ADMINISTRATOR, account
from tests.publishing import library

from portici.imports.domain import receive_file
from portici.journal.models import Entry
from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.people import domain as people
from portici.people.models import Grant, User
from portici.publishing import domain, queries
from portici.publishing.models import NewsIndexPage, NewsPage, Picture

EDITING = {Role.COMMUNICATION_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR}
ROOT = "/redazione/"
DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def site(db: None, frozen: object) -> None:
    domain.prepare_site()


@pytest.mark.parametrize(
    ("folder", "status"), [("documents", 200), ("imports/abc", 404), ("snapshots/abc", 404), ("", 404)]
)
def test_only_the_library_lies_open_to_the_editors(settings: Any, folder: str, status: int) -> None:
    kept = Path(settings.MEDIA_ROOT) / folder
    kept.mkdir(parents=True)
    (kept / "source").write_text("kept")
    response = browser(Role.COMMUNICATION_OFFICER).get(f"/redazione/media/{folder}/source".replace("//", "/"))
    assert response.status_code == status
    response.close()


def browser(role: Role | None = None) -> Client:
    client = Client()
    if role is not None:
        client.force_login(_account(role))
    return client


def _account(role: Role) -> User:
    """An account whose grant, where it is about something, is about a thing that nobody knows."""
    user, scope = makers.user(), SCOPE_OF.get(role, Scope.EVERYWHERE)
    uid = "nothing" if scope else ""
    Grant.objects.create(user=user, role=role.value, scope=scope.value, scope_uid=uid, since=DAY)
    return user


def addresses() -> list[str]:
    """Every address of the editors' rooms, its keys filled with what nothing is called."""
    return sorted(set(_walk(get_resolver().url_patterns, "/")))


def _walk(patterns: Any, before: str) -> Iterator[str]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if before == "/" and not path.startswith(f"/{EDITORS}"):
            continue
        if isinstance(pattern, URLPattern):
            yield _filled(path)
        else:
            yield from _walk(pattern.url_patterns, path)


def _filled(path: str) -> str:
    path = re.sub(r"<[^<>]*>", "1", re.sub(r"\(\?P<\w+>[^()]*(\([^()]*\))?[^()]*\)", "1", path))
    return (
        re.sub(r"\([^()]*\)", "1", path).replace("^", "").replace("$", "").replace("\\", "").replace("?", "")
    )


def test_there_are_addresses_to_ask_for() -> None:
    assert len(addresses()) > 150


def test_a_visitor_is_sent_to_the_one_sign_in_from_every_address() -> None:
    client = browser()
    answers = {address: client.get(address) for address in addresses()}
    wrong = [
        (address, answer.status_code)
        for address, answer in answers.items()
        if answer.status_code != 404 and not answer.headers.get("Location", "").startswith("/accesso/")
    ]
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in Role if role not in EDITING])
def test_who_has_no_such_grant_is_turned_away_from_every_address(role: Role) -> None:
    client = browser(role)
    codes = {client.get(address).status_code for address in addresses()}
    assert codes - {404} == {403}
    assert client.post(f"{ROOT}images/add/", {"title": "x"}).status_code == 403


@pytest.mark.parametrize("role", sorted(EDITING))
@pytest.mark.parametrize("path", ["", "pages/", "images/", "documents/", "reports/workflow/"])
def test_who_edits_gets_in(role: Role, path: str) -> None:
    assert browser(role).get(ROOT + path).status_code in (
        {200} if path != "reports/workflow/" else {200, 302}
    )


@pytest.mark.parametrize("role", sorted(EDITING))
@pytest.mark.parametrize("path", ["users/", "groups/", "account/", "login/", "password_reset/"])
def test_accounts_are_kept_in_the_office(role: Role, path: str) -> None:
    answer = browser(role).get(ROOT + path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ufficio/utenti/io/")


@pytest.mark.parametrize("path", ["sites/", "locales/", "collections/", "workflows/list/", "redirects/"])
def test_nobody_sets_the_tool_up_from_within(path: str) -> None:
    assert browser(Role.ADMINISTRATOR).get(ROOT + path).status_code in {302, 404}


def test_a_grant_that_ended_opens_nothing() -> None:
    user = account(Role.COMMUNICATION_OFFICER)
    client = Client()
    client.force_login(user)
    assert client.get(ROOT).status_code == 200
    people.revoke_role(actor=ADMINISTRATOR, grant=user.grants.get(), reason="Left")
    assert client.get(ROOT).status_code == 403


def _paper(**more: Any) -> dict[str, Any]:
    return {
        "title": "Radio",
        "slug": "radio",
        "dated": "2026-02-20",
        "summary": "In short",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }


def _new_news() -> str:
    index = NewsIndexPage.objects.get(locale__language_code="it")
    return f"{ROOT}pages/add/publishing/newspage/{index.pk}/"


def test_the_communication_officer_publishes_and_the_journal_names_her() -> None:
    user = account(Role.COMMUNICATION_OFFICER)
    client = Client()
    client.force_login(user)
    answer = client.post(_new_news(), _paper(**{"action-publish": "1"}))
    assert answer.status_code == 302
    page = NewsPage.objects.get()
    assert client.get("/notizie/radio/").status_code == 200
    told = Entry.objects.filter(kind="news", ref=page.uid).order_by("id")
    assert [(entry.verb, entry.actor_uid) for entry in told] == [
        ("create", user.uid),
        ("edit", user.uid),
        ("publish", user.uid),
    ]


def test_what_may_not_go_out_is_told_on_the_paper_and_nothing_is_published() -> None:
    crowd = library.picture("Crowd", shows_people=True)
    answer = browser(Role.COMMUNICATION_OFFICER).post(
        _new_news(), _paper(picture=str(crowd.pk), **{"action-publish": "1"})
    )
    assert answer.status_code == 200
    assert "«Crowd» non si può pubblicare" in answer.content.decode()
    assert NewsPage.objects.count() == 0


def test_the_officer_asks_for_review_and_the_coordinator_approves() -> None:
    officer, coordinator = account(Role.COMMUNICATION_OFFICER), account(Role.COORDINATOR)
    clients = []
    for user in (officer, coordinator):
        clients.append(Client())
        clients[-1].force_login(user)
    clients[0].post(_new_news(), _paper(**{"action-submit": "1"}))
    page = NewsPage.objects.get()
    assert not page.live
    reader = makers.actor(Role.COORDINATOR)
    assert [waiting.pk for waiting in queries.waiting_for_review(reader)] == [page.pk]
    assert queries.waiting_for_review(makers.actor(Role.AUDITOR)).count() == 0
    assert "Radio" in clients[1].get("/ufficio/").content.decode()
    state = page.current_workflow_task_state
    approve = f"{ROOT}pages/workflow/action/{page.pk}/approve/{state.pk}/"
    assert clients[1].post(approve).status_code == 302
    page.refresh_from_db()
    assert page.live
    told = Entry.objects.filter(kind="news", ref=page.uid).order_by("id")
    assert sorted((entry.verb, entry.actor_uid) for entry in told)[-2:] == [
        ("workflow-approve", coordinator.uid),
        ("workflow-start", officer.uid),
    ]
    assert [entry.actor_uid for entry in told if entry.verb == "publish"] == [coordinator.uid]


def test_a_picture_is_described_when_it_is_brought_in() -> None:
    client = browser(Role.COMMUNICATION_OFFICER)
    paper = {"title": "Arches", "language": "it", "author": "", "licence": ""}
    answer = client.post(f"{ROOT}images/add/", paper | {"file": library.file()})
    assert answer.status_code == 200
    assert Picture.objects.count() == 0
    answer = client.post(
        f"{ROOT}images/add/",
        paper | {"file": library.file(library.picture_bytes(placed=True)), "alternative_text": "Six arches"},
    )
    assert answer.status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (600, 800)
    assert [entry.verb for entry in Entry.objects.filter(kind="picture", ref=picture.uid)] == ["create"]


def test_the_library_leads_to_the_paper_of_one_picture() -> None:
    client = browser(Role.COMMUNICATION_OFFICER)
    many = f"{ROOT}images/multiple/add/"
    assert many in client.get(f"{ROOT}images/").content.decode()
    answer = client.get(many)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ROOT}images/add/")
    assert client.get(f"{ROOT}images/add/").status_code == 200
    answer = client.post(many, {"title": "Arches", "files[]": library.file()})
    assert (answer.status_code, Picture.objects.count()) == (302, 0)


def test_a_torn_picture_is_told_on_the_paper() -> None:
    paper = {"title": "Torn", "language": "it", "alternative_text": "x"}
    answer = browser(Role.COMMUNICATION_OFFICER).post(
        f"{ROOT}images/add/", paper | {"file": library.file(library.picture_bytes()[:900])}
    )
    assert answer.status_code == 200
    assert Picture.objects.count() == 0


def test_scripts_within_pages_are_allowed_here_and_nowhere_else() -> None:
    client = browser(Role.COORDINATOR)
    assert "frame-ancestors 'self'" in client.get(ROOT).headers["Content-Security-Policy"]
    policies = {
        path: client.get(path).headers["Content-Security-Policy"] for path in (ROOT, "/", "/ufficio/")
    }
    assert {path: "'unsafe-inline'" in policy for path, policy in policies.items()} == {
        ROOT: True,
        "/": False,
        "/ufficio/": False,
    }


def test_files_as_they_lie_are_for_editors() -> None:
    picture = library.picture()
    path = f"{ROOT}media/{picture.file.name}"
    assert browser().get(path).status_code == 302
    assert browser(Role.AUDITOR).get(path).status_code == 403
    answer = browser(Role.COORDINATOR).get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    answer.close()


@pytest.mark.parametrize("before", ["", "documents/../"])
def test_files_that_were_imported_are_not_the_librarys(before: str) -> None:
    run = receive_file(
        actor=makers.coordinator(),
        importer="organisations",
        filename="people.csv",
        content=io.BytesIO(b"name\nAnna Esempio\n"),
    )
    assert (settings.MEDIA_ROOT / run.stored_at).exists()
    assert browser(Role.ADMINISTRATOR).get(f"{ROOT}media/{before}{run.stored_at}").status_code == 404


def test_nobody_is_a_superuser() -> None:
    account(Role.ADMINISTRATOR)
    assert User.objects.filter(is_superuser=True).count() == 0


def test_the_first_page_says_what_can_be_done_and_leads_nowhere_outside() -> None:
    page = browser(Role.COMMUNICATION_OFFICER).get(ROOT).content.decode()
    index = NewsIndexPage.objects.get(locale__language_code="it")
    for path in (f"pages/add/publishing/newspage/{index.pk}/", "images/add/", "documents/add/"):
        assert f'href="{ROOT}{path}"' in page
    assert re.findall(r'href="(https?://[^"]*)"', page) == [
        "https://www.enable-javascript.com/"
    ]  # without scripts
    assert "portici/editors" in page


@pytest.mark.parametrize("action", ["add_tags", "add_to_collection", "delete"])
@pytest.mark.parametrize(("model", "listed"), [("picture", "images"), ("librarydocument", "documents")])
def test_what_is_done_to_several_needs_them_chosen(action: str, model: str, listed: str) -> None:
    thing = library.picture() if model == "picture" else library.document()
    client, address = browser(Role.COMMUNICATION_OFFICER), f"{ROOT}bulk/publishing/{model}/{action}/"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{ROOT}{listed}/")
    assert "Scegli prima" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(f"{address}?id={thing.pk}").status_code == 200


def test_their_rooms_speak_italian() -> None:
    library.news("Una notizia")
    index = NewsIndexPage.objects.get(locale__language_code="it")
    page = browser(Role.COMMUNICATION_OFFICER).get(f"{ROOT}pages/{index.pk}/").content.decode()
    words = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert "da 1 a 1 di 1" in words
    assert "1-1 of 1" not in words
    assert re.search(r"w-status--primary[^>]*>[^<]*(<[^>]*>[^<]*</[^>]*>)?\s*pubblicata", page)
