"""Accounts and roles on the screen: who sees them, opening, giving a role in two steps, taking away,
closing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import makers
from tests.fronts.office.conftest import account

from portici.governance.models import Body
from portici.journal.models import Entry
from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.people.models import Grant, User

pytestmark = pytest.mark.django_db
LIST = "/en/ufficio/utenti/"
SEE_ALL = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR)


@pytest.fixture
def administrator(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.ADMINISTRATOR, None, "Teo Saggio")


def thing_for(role: Role) -> Any:
    makers_of = {
        Scope.AREA: lambda: makers.area("Savena"),
        Scope.ORGANISATION: lambda: makers.organisation("Circolo"),
        Scope.VENUE: lambda: makers.place("Centro"),
        Scope.BODY: lambda: makers.store(Body(name="Board", code="board")),
    }
    scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
    return makers_of[scope]() if scope in makers_of else None


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_accounts(signed_in: Callable[..., Client], role: Role) -> None:
    other = account(Role.AUDITOR, name="Altra Persona")
    client = signed_in(role, thing_for(role))
    answer = client.get(LIST)
    assert answer.status_code == (200 if role in SEE_ALL else 403)
    assert ("Altra Persona" in answer.content.decode()) is (role in SEE_ALL)
    assert client.get(f"{LIST}{other.uid}/").status_code == (200 if role in SEE_ALL else 404)
    opens = client.get(f"{LIST}nuovo/").status_code
    assert opens == (200 if role is Role.ADMINISTRATOR else 403)
    assert client.get(f"{LIST}io/").status_code == 200


def test_filters_and_file(administrator: Client) -> None:
    account(Role.AUDITOR, name="Ugo Legge")
    makers.user("Senza Ruolo")
    listed = {
        query: administrator.get(f"{LIST}?{query}").content.decode().count("<tr>") - 1
        for query in ("q=ugo", "role=auditor", "state=bare", "state=closed", "role=nessuno")
    }
    assert listed["q=ugo"] == 1
    assert listed["role=auditor"] == 1
    assert listed["state=bare"] == 1
    assert "No account with these features" in administrator.get(f"{LIST}?state=closed").content.decode()
    rows = (
        b"".join(administrator.get(f"{LIST}?formato=csv&role=auditor").streaming_content)
        .decode("utf-8-sig")
        .splitlines()
    )
    assert len(rows) == 2
    assert rows[1].startswith("Ugo Legge;")
    assert rows[1].endswith(";Auditor;Open")


def test_an_account_is_opened(administrator: Client) -> None:
    paper = {"full_name": "Nina Nuova", "email": "nina@office.example", "language": "it"}
    answer = administrator.post(f"{LIST}nuovo/", paper)
    user = User.objects.get(email="nina@office.example")
    assert answer["Location"] == f"{LIST}{user.uid}/"
    again = administrator.post(f"{LIST}nuovo/", paper)
    assert again.status_code == 422
    assert "An address without an account." in again.content.decode()
    bad = administrator.post(f"{LIST}nuovo/", paper | {"email": "storta"})
    assert "An e-mail address such as name@body.example." in bad.content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_given_with_the_thing_that_it_is_about(administrator: Client, role: Role) -> None:
    user, thing = makers.user("Nina Nuova"), thing_for(role)
    first = administrator.get(f"{LIST}{user.uid}/ruolo/").content.decode()
    assert f'value="{role.value}"' in first
    step = f"{LIST}{user.uid}/ruolo/?role={role.value}"
    page = administrator.get(step).content.decode()
    assert ('name="thing"' in page) is (thing is not None)
    paper = {
        "reason": "Atto 3/2026",
        "since": "2026-03-01",
        "until": "",
        "thing": f"{thing} [{thing.uid}]" if thing else "",
    }
    answer = administrator.post(step, paper)
    assert answer["Location"] == f"{LIST}{user.uid}/"
    grant = user.grants.get()
    scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
    assert (grant.role, grant.scope, grant.scope_uid, grant.since) == (
        role.value, scope.value, thing.uid if thing else "", date(2026, 3, 1),
    )  # fmt: skip
    page = administrator.get(f"{LIST}{user.uid}/").content.decode()
    assert (str(thing) if thing else "Everywhere") in page


def test_what_is_wrong_with_a_role_is_told(administrator: Client) -> None:
    user = makers.user()
    base = f"{LIST}{user.uid}/ruolo/"
    assert administrator.get(f"{base}?role=papa").status_code == 422
    bare = administrator.post(f"{base}?role=area_officer", {"reason": "Atto", "thing": ""})
    assert bare.status_code == 422
    nowhere = administrator.post(f"{base}?role=area_officer", {"reason": "Atto", "thing": "Atlantide"})
    assert "was not found" in nowhere.content.decode()
    ends = administrator.post(
        f"{base}?role=auditor", {"reason": "Atto", "since": "2026-03-01", "until": "2026-02-01"}
    )
    assert "A last day on or after the first" in ends.content.decode()
    assert Grant.objects.filter(user=user).count() == 0


def test_a_role_is_taken_away_with_the_reason(administrator: Client) -> None:
    user = account(Role.AUDITOR, name="Ugo Legge")
    grant = user.grants.get()
    page = f"{LIST}ruoli/{grant.uid}/togli/"
    assert administrator.post(page, {"reason": ""}).status_code == 422
    answer = administrator.post(page, {"reason": "Incarico finito"})
    assert answer["Location"] == f"{LIST}{user.uid}/"
    grant.refresh_from_db()
    assert grant.until == date(2026, 3, 1)
    assert Entry.objects.filter(verb="revoke-role", reason="Incarico finito").count() == 1
    assert "not in force" in administrator.get(f"{LIST}{user.uid}/").content.decode()


def test_an_account_is_closed_and_opened_again(administrator: Client) -> None:
    user = makers.user("Ugo Legge")
    administrator.post(f"{LIST}{user.uid}/chiudi/", {"reason": "Ha lasciato"})
    user.refresh_from_db()
    assert not user.is_active
    administrator.post(f"{LIST}{user.uid}/riapri/", {"reason": "È tornato"})
    user.refresh_from_db()
    assert user.is_active


def test_nobody_shuts_the_own_door(administrator: Client) -> None:
    own = User.objects.get(full_name="Teo Saggio")
    refused = administrator.post(f"{LIST}{own.uid}/chiudi/", {"reason": "Prova"})
    assert refused.status_code == 403
    assert "Nobody closes the own account" in refused.content.decode()
    role = administrator.post(f"{LIST}ruoli/{own.grants.get().uid}/togli/", {"reason": "Prova"})
    assert role.status_code == 403
    own.refresh_from_db()
    assert own.is_active


def test_looking_changes_nothing(administrator: Client) -> None:
    user = account(Role.AUDITOR)
    before = Entry.objects.count()
    for page in ("chiudi/", "riapri/", "ruolo/", "ruolo/?role=auditor"):
        administrator.get(f"{LIST}{user.uid}/{page}")
    administrator.get(f"{LIST}ruoli/{user.grants.get().uid}/togli/")
    assert Entry.objects.count() == before


def test_ones_own_account_without_a_role(client: Client, frozen: Any) -> None:
    assert client.get(f"{LIST}io/").status_code == 302
    user = makers.user("Nina Nuova")
    client.force_login(user)
    assert "None yet: the administrator gives them." in client.get(f"{LIST}io/").content.decode()
    answer = client.post(f"{LIST}io/", {"language": "en"})
    assert answer["Location"] == "/en/ufficio/utenti/io/"
    user.refresh_from_db()
    assert user.language == "en"
    assert client.post(f"{LIST}io/", {"language": "tlh"}).status_code == 422


def test_the_list_costs_the_same_for_one_and_for_fifty(administrator: Client) -> None:
    costs = []
    for number in (1, 24):
        for _one in range(number):
            account(Role.AREA_OFFICER, makers.area())
        with CaptureQueriesContext(connection) as asked:
            assert administrator.get(LIST).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
