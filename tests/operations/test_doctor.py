"""The doctor finds what is wrong, says what to do, and one trouble does not hide the others."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings
from tests.outbox.carrying import posted

from portici.cli import doctor
from portici.cli.doctor import SUBJECTS, Level
from portici.cli.doctor.advice import Advice
from portici.outbox.models import Message, MessageState

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(settings: Settings, tmp_path: Path) -> Settings:
    """An installation as it should be: secure settings, mail, built files."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECRET_KEY = "a key of fifty letters and more, for this test only, 0123456789"
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = (
        "django.core.mail.backends.smtp.EmailBackend",
        "mail.example",
    )
    settings.DEMO, settings.DEBUG = False, False
    settings.STATE, settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path, tmp_path / "media", tmp_path
    (tmp_path / "staticfiles.json").touch()
    (tmp_path / "secret-key").touch(mode=0o600)
    compiled = tmp_path / "it" / "LC_MESSAGES"
    compiled.mkdir(parents=True)
    with (compiled / "django.mo").open("wb") as file:
        write_mo(file, Catalog(locale="it"))
    settings.LOCALE_PATHS = [tmp_path]
    return settings


def examine() -> list[Advice]:
    """The examination in the source's language; settings that change under a test put the language back."""
    with translation.override("en"):
        return list(doctor.examine())


def troubles() -> list[tuple[str, Level]]:
    return [(advice.subject, advice.level) for advice in examine() if advice.level is not Level.OK]


def test_a_good_installation_has_no_errors(street: Settings) -> None:
    assert [advice for advice in examine() if advice.level is Level.ERROR] == []
    assert all(advice.todo for advice in examine() if advice.level is not Level.OK)


def test_each_fault_is_found(street: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(troubles())
    monkeypatch.setenv("PORTICI_NOW", "2026-03-02T09:00:00+00:00")
    (tmp_path / "secret-key").chmod(0o644)
    (tmp_path / "staticfiles.json").unlink()
    (tmp_path / "it" / "LC_MESSAGES" / "django.mo").unlink()
    street.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    street.SESSION_COOKIE_SECURE = False
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'needs'")
    assert set(troubles()) - before == {
        ("clock", Level.WARNING),
        ("secret key", Level.ERROR),
        ("front end", Level.ERROR),
        ("translations", Level.ERROR),
        ("mail", Level.WARNING),
        ("settings", Level.WARNING),
        ("migrations", Level.ERROR),
    }


def test_a_store_of_a_later_version(street: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('needs', '9999_later', %s)",
            [timezone.now()],
        )
    found = next(advice for advice in examine() if advice.subject == "migrations")
    assert (found.level, found.found) == (
        Level.ERROR,
        "the store knows needs.9999_later, this version does not",
    )


def test_a_demonstration_on_the_street(street: Settings) -> None:
    street.DEMO, street.ALLOWED_HOSTS = True, ["localhost", "portici.example"]
    found = [advice for advice in examine() if advice.subject == "demonstration"]
    assert [advice.found for advice in found] == ["its accounts are open at portici.example"]


def test_messages_that_nobody_carries_and_those_given_up(street: Settings) -> None:
    late, failed = posted(key="late"), posted(key="failed")
    Message.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    Message.objects.filter(pk=failed.pk).update(state=MessageState.FAILED)
    found = [(advice.level, advice.found) for advice in examine() if advice.subject == "messages"]
    assert found == [
        (Level.ERROR, "1 wait for more than ten minutes"),
        (Level.WARNING, "1 given up in the last week"),
    ]


def test_jobs_that_nobody_takes(street: Settings) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    for status in ("READY", "FAILED"):
        task = DBTaskResult.objects.create(
            status=status,
            args_kwargs={"args": [], "kwargs": {}},
            task_path="portici.none",
            backend_name="default",
        )
        DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=long_ago, finished_at=long_ago)
    assert [(advice.level, advice.found) for advice in examine() if advice.subject == "jobs"] == [
        (Level.ERROR, "1 wait for more than ten minutes"),
        (Level.WARNING, "1 failed in the last week"),
    ]


def test_one_trouble_does_not_hide_the_others(street: Settings, tmp_path: Path) -> None:
    street.STATIC_ROOT = None
    found = examine()
    assert ("front end", Level.ERROR) in {(advice.subject, advice.level) for advice in found}
    assert found[-1] == Advice("messages", Level.OK, "none waits, none was given up in the last week")
    assert len(found) >= len(SUBJECTS) - 1


def test_the_command_says_it_and_ends_with_its_verdict(street: Settings, tmp_path: Path) -> None:
    said = StringIO()
    with translation.override("en"):
        call_command("doctor", stdout=said)
    assert said.getvalue().splitlines()[-1].startswith("0 errors, ")
    (tmp_path / "staticfiles.json").unlink()
    said = StringIO()
    with translation.override("en"), pytest.raises(SystemExit) as end:
        call_command("doctor", json=True, stdout=said)
    rows = json.loads(said.getvalue())
    assert end.value.code == 1
    assert next(row for row in rows if row["level"] == "error") == {
        "subject": "front end",
        "level": "error",
        "found": f"{tmp_path / 'staticfiles.json'} is missing",
        "todo": "Run make build.",
    }
