"""The first account of an installation is opened on the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from portici.journal.models import Entry
from portici.people.models import User

pytestmark = pytest.mark.django_db


def opened(monkeypatch: pytest.MonkeyPatch, password: str, email: str = "anna@example.org") -> str:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    said = io.StringIO()
    call_command("open_account", email, name="Anna Esempio", stdout=said)
    return said.getvalue()


def test_the_first_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened(monkeypatch, "una lunga prova 2026") == "anna@example.org: administrator.\n"
    user = User.objects.get()
    assert (user.check_password("una lunga prova 2026"), [grant.role for grant in user.grants.all()]) == (
        True,
        ["administrator"],
    )
    assert [entry.actor_label for entry in Entry.objects.filter(verb="open-account")] == ["open_account"]


def test_a_second_role_asks_for_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, "una lunga prova 2026")
    call_command(
        "open_account", "ANNA@example.org", name="Anna Esempio", role="auditor", stdout=io.StringIO()
    )
    user = User.objects.get()
    assert sorted(grant.role for grant in user.grants.all()) == ["administrator", "auditor"]


@pytest.mark.parametrize(
    ("password", "email"), [("short", "a@example.org"), ("una lunga prova 2026", "no address")]
)
def test_what_is_not_taken(monkeypatch: pytest.MonkeyPatch, password: str, email: str) -> None:
    with pytest.raises(CommandError):
        opened(monkeypatch, password, email)
    assert (User.objects.count(), Entry.objects.count()) == (0, 0)
