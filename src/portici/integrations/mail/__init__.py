"""Mail: by the server of the settings, or shown instead of sent."""

from __future__ import annotations

from django.conf import settings

from portici.outbox.couriers import Receipt
from portici.outbox.kinds import Letter

from .console import ConsoleMail
from .real import RealMail

CONSOLE = "django.core.mail.backends.console.EmailBackend"


class Mail:
    """The side that the settings ask for, at each letter."""

    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        side = ConsoleMail() if settings.EMAIL_BACKEND == CONSOLE else RealMail()
        return side.carry(uid, recipient, letter)
