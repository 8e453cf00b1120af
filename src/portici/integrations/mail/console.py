"""The console side: nothing leaves; the letter is printed where the worker runs.

In a demonstration it stays with the message besides, and the office shows it: everybody holds every account's password there.
Elsewhere a page with links to set other people's passwords would make an administrator everybody.
"""

from __future__ import annotations

from django.conf import settings

from portici.outbox.couriers import Receipt, Result
from portici.outbox.kinds import Letter

from .letters import as_mail


class ConsoleMail:
    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        as_mail(uid, recipient, letter).send()
        return Receipt(Result.TAKEN, on_screen=settings.DEMO)
