"""What an installation for real must have before it opens; said all at once, in words that tell what to do."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register
from django.core.checks import Warning as Advice

SHORTEST_KEY = 50
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def faults(settings: Any) -> list[tuple[str, str]]:
    """What keeps this installation from being opened to others: (what is wrong, what to do). Empty when it is no
    production.
    """
    if not settings.PRODUCTION:
        return []
    key = settings.SECRET_KEY
    found = [
        (
            settings.DEBUG,
            "PORTICI_DEBUG is on: errors show passwords and code to visitors.",
            "Take PORTICI_DEBUG away.",
        ),
        (
            settings.DEMO,
            "PORTICI_DEMO is on: accounts with a password that everybody knows, and no second factor.",
            "Take PORTICI_DEMO away and begin with an empty store.",
        ),
        (
            len(key) < SHORTEST_KEY or len(set(key)) < 10 or key.startswith("django-insecure"),
            "The secret key can be guessed: it is short, or the one of an example.",
            "Take PORTICI_SECRET_KEY away (one is made at the first start), or give 50 random characters or more.",
        ),
        (
            not settings.HAS_PUBLIC_NAME or "*" in settings.ALLOWED_HOSTS,
            "PORTICI_HOSTS does not say by which names the site is called.",
            "List them: PORTICI_HOSTS=portici.citta.example",
        ),
        (
            not (settings.HTTPS and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE),
            "Sessions would travel in clear: PORTICI_HTTPS is off.",
            "Put TLS before the site and set PORTICI_HTTPS=1.",
        ),
        (
            not settings.SECOND_FACTOR,
            "The office would open with a password alone: PORTICI_SECOND_FACTOR is off.",
            "Take PORTICI_SECOND_FACTOR away.",
        ),
    ]
    return [(said, todo) for wrong, said, todo in found if wrong]


def refuse_unsafe(settings: Any) -> None:
    """Stop the start, saying why. Raises SystemExit."""
    found = faults(settings)
    if found:
        lines = [f"  - {said} {todo}" for said, todo in found]
        raise SystemExit("\n".join(["Portici does not start in production like this:", *lines]))


@register("security")
def check_production(**_options: object) -> list[Error | Advice]:
    """The same for `portici check` and before every command."""
    from django.conf import settings

    errors: list[Error | Advice] = [
        Error(said, hint=todo, id=f"portici.E{number:03}")
        for number, (said, todo) in enumerate(faults(settings), start=1)
    ]
    return errors


@register("security", deploy=True)
def check_mail(**_options: object) -> list[Advice]:
    """Links to set a password leave by mail."""
    from django.conf import settings

    if settings.EMAIL_BACKEND != CONSOLE:
        return []
    hint = "Set PORTICI_EMAIL_HOST (docs/settings.md)."
    return [
        Advice(
            "Mail is only printed: nobody receives the link to set a password.", hint=hint, id="portici.W001"
        )
    ]
