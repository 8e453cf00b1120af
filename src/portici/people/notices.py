"""Mail to the holder of an account about what another did to it, in the account's own language."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.journal.models import Entry
from portici.outbox.domain import post
from portici.outbox.kinds import MessageKind, register

from .models import User

FACTOR_RESET = "second-factor-reset"


def tell_second_factor_reset(user: User, told: Entry) -> None:
    """That the administrator took the second factor away (`told` in the journal), and what to do if nobody asked for it.

    Inside the transaction that does it.
    """
    with translation.override(user.language):
        body = _(
            "The administrator took away the second factor of your account and signed it out everywhere, because it was said to be lost."
            "\n\nAt the next sign-in you are led to set a new one. If you did not ask for this, tell the office at once."
        )
        post(
            kind=FACTOR_RESET,
            recipient=user.email,
            subject=_("Your second factor was taken away"),
            parts=[("text/plain", body)],
            key=f"{FACTOR_RESET}-{told.pk}",
        )


def put_in() -> None:
    register(
        MessageKind(
            FACTOR_RESET,
            gettext_lazy("Second factor taken away"),
            gettext_lazy(
                "Telling the holder what an administrator did, so that a lock taken away by deceit is noticed. The text stays with the message."
            ),
            keeps_text=True,
        )
    )
