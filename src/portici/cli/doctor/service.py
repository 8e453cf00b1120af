"""How the service is set up for the street."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.utils import timezone

from portici.cli.doctor.advice import Advice, error, ok, warning

#: A job that waits longer than this waits for a worker that is not there.
_WAITS = timedelta(minutes=10)
_WEEK = timedelta(days=7)


def settings_for_the_street() -> Iterator[Advice]:
    """What Django's own deployment checks say. A demonstration on this machine needs none of it."""
    found = [
        message
        for message in checks.run_checks(include_deployment_checks=True)
        if message.level >= checks.WARNING
    ]
    if settings.DEMO:
        yield ok("settings", f"a demonstration; for the street {len(found)} settings would have to change")
        return
    for message in found:
        line = warning if message.level < checks.ERROR else error
        yield line("settings", f"{message.id}: {message.msg}", _street(message))
    if not found:
        yield ok("settings", "fit for the street")


def _street(message: checks.CheckMessage) -> str:
    """What to do: one switch of the house sets nearly all that these checks ask for."""
    behind_tls = {"security.W004", "security.W008", "security.W012", "security.W016"}
    return (
        "Set PORTICI_HTTPS=1 (docs/settings.md)."
        if message.id in behind_tls
        else message.hint or "See docs/settings.md."
    )


def demonstration() -> Iterator[Advice]:
    """The demo's accounts, whose password everybody knows, are not open to the world."""
    local = {"localhost", "127.0.0.1", "[::1]"}
    open_to = [host for host in settings.ALLOWED_HOSTS if host not in local]
    if settings.DEMO and open_to:
        yield error(
            "demonstration",
            f"its accounts are open at {', '.join(open_to)}",
            "Take PORTICI_DEMO out, or PORTICI_HOSTS.",
        )


def mail() -> Iterator[Advice]:
    """Mail leaves the house."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend == "smtp":
        yield ok("mail", f"by {settings.EMAIL_HOST}")
    elif settings.DEMO:
        yield ok("mail", f"{backend}: shown, not sent")
    else:
        yield warning(
            "mail",
            f"{backend}: nobody receives anything",
            "Set PORTICI_EMAIL_BACKEND and the mail server (docs/settings.md).",
        )


def jobs() -> Iterator[Advice]:
    """A worker takes the jobs."""
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - _WAITS).count()
    failed = DBTaskResult.objects.filter(status="FAILED", finished_at__gt=now - _WEEK).count()
    if waiting:
        yield error(
            "jobs",
            f"{waiting} wait for more than ten minutes",
            "Start the worker: systemctl start portici-worker.",
        )
    if failed:
        yield warning(
            "jobs", f"{failed} failed in the last week", "See the worker's log: journalctl -u portici-worker."
        )
    if not waiting and not failed:
        yield ok("jobs", "none waits, none failed in the last week")
