"""How the service is set up for the street."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.utils import timezone
from django.utils.translation import gettext as _

from portici.cli.doctor.advice import Advice, error, ok, warning
from portici.kernel import clock
from portici.outbox.queries import given_up_since, late

#: A job that waits longer than this waits for a worker that is not there.
_WAITS = timedelta(minutes=10)
_WEEK = timedelta(days=7)
#: Checks that one switch of the house answers.
_BEHIND_TLS = {"security.W004", "security.W008", "security.W012", "security.W016"}


def settings_for_the_street() -> Iterator[Advice]:
    """What Django's own deployment checks say. A demonstration on this machine needs none of it."""
    messages = checks.run_checks(include_deployment_checks=True)
    found = [message for message in messages if message.level >= checks.WARNING]
    if settings.DEMO:
        yield ok(
            _("settings"),
            _("a demonstration; for the street %(count)s settings would have to change")
            % {"count": len(found)},
        )
        return
    for message in found:
        line = warning if message.level < checks.ERROR else error
        yield line(_("settings"), f"{message.id}: {message.msg}", _advice(message))
    if not found:
        yield ok(_("settings"), _("fit for the street"))


def _advice(message: checks.CheckMessage) -> str:
    if message.id in _BEHIND_TLS:
        return _("Set PORTICI_HTTPS=1 (docs/settings.md).")
    return message.hint or _("See docs/settings.md.")


def demonstration() -> Iterator[Advice]:
    """The demo's accounts, whose password everybody knows, are not open to the world."""
    local = {"localhost", "127.0.0.1", "[::1]"}
    open_to = [host for host in settings.ALLOWED_HOSTS if host not in local]
    if settings.DEMO and open_to:
        yield error(
            _("demonstration"),
            _("its accounts are open at %(hosts)s") % {"hosts": ", ".join(open_to)},
            _("Take PORTICI_DEMO out, or PORTICI_HOSTS."),
        )


def mail() -> Iterator[Advice]:
    """Mail leaves the house."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend == "smtp":
        yield ok(_("mail"), _("by %(host)s") % {"host": settings.EMAIL_HOST})
    elif settings.DEMO:
        yield ok(_("mail"), _("%(way)s: shown, not sent") % {"way": backend})
    else:
        yield warning(
            _("mail"),
            _("%(way)s: nobody receives anything") % {"way": backend},
            _("Set PORTICI_EMAIL_HOST (docs/settings.md)."),
        )


def jobs() -> Iterator[Advice]:
    """A worker takes the jobs."""
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - _WAITS).count()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - _WEEK).count()
    if waiting:
        yield error(
            _("jobs"),
            _("%(count)s wait for more than ten minutes") % {"count": waiting},
            _("Start the worker: systemctl start portici-worker."),
        )
    if failed:
        yield warning(
            _("jobs"),
            _("%(count)s failed in the last week") % {"count": failed},
            _("See the worker's log: journalctl -u portici-worker."),
        )
    if not waiting and not failed:
        yield ok(_("jobs"), _("none waits, none failed in the last week"))


def tray() -> Iterator[Advice]:
    """Messages leave the house, and arrive."""
    waiting = late(timezone.now(), _WAITS)
    failed = given_up_since(clock.now() - _WEEK)
    if waiting:
        yield error(
            _("messages"),
            _("%(count)s wait for more than ten minutes") % {"count": waiting},
            _("Start the worker: systemctl start portici-worker."),
        )
    if failed:
        yield warning(
            _("messages"),
            _("%(count)s given up in the last week") % {"count": failed},
            _("See the office, Accounts, Messages: each says why."),
        )
    if not waiting and not failed:
        yield ok(_("messages"), _("none waits, none was given up in the last week"))
