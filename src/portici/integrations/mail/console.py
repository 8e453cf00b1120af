"""The console side: nothing leaves.

In a demonstration the letter stays with the message, and the office shows it: everybody holds every account's password there. Where the
worker runs a line tells of it, so that the addresses and accounts printed at the start stay in sight.
Elsewhere a page with links to set other people's passwords would make an administrator everybody: the letter is printed where the worker runs.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.utils.translation import gettext as _

from portici.outbox.couriers import Receipt, Result
from portici.outbox.kinds import Letter

from .letters import as_mail


class ConsoleMail:
    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        if not settings.DEMO:
            as_mail(uid, recipient, letter).send()
            return Receipt(Result.TAKEN)
        said = _("Message kept and not sent: “%(subject)s”. Administration reads it in the office.")
        sys.stdout.write(said % {"subject": " ".join(letter.subject.split())} + "\n")
        sys.stdout.flush()
        return Receipt(Result.TAKEN, on_screen=True)
