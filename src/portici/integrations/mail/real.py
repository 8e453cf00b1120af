"""The real side: Django's mail backend as the settings say, usually SMTP.

What matters is to tell three things apart. A server that was not reached, or said no for the moment, has not taken the message. One that
said no for good never will. One that fell silent after it was handed the message may have taken it.
"""

from __future__ import annotations

from contextlib import suppress
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.core.mail import get_connection

from portici.outbox.couriers import Receipt, Result
from portici.outbox.kinds import Letter

from .letters import as_mail

#: From this code on a server's no is for good (RFC 5321, 4.2.1).
FOR_GOOD = 500


class RealMail:
    def carry(self, uid: str, recipient: str, letter: Letter) -> Receipt:
        try:
            mail = as_mail(uid, recipient, letter)
            mail.message()
        except ValueError as fault:  # Django's BadHeaderError is one: an address or a subject that is none
            return Receipt(Result.REFUSED, type(fault).__name__)
        server = get_connection()
        try:
            server.open()
        except (SMTPException, OSError) as fault:
            return Receipt(Result.UNREACHED, _name(fault))
        try:
            server.send_messages([mail])
        except (SMTPException, OSError) as fault:
            return _answered(fault)
        finally:
            with suppress(SMTPException, OSError):  # it has said already whether it took the message
                server.close()
        return Receipt(Result.TAKEN)


def _answered(fault: Exception) -> Receipt:
    """What a fault while the message was handed over says about it."""
    code = _code(fault)
    if code is None:
        return Receipt(Result.LOST, _name(fault))
    mine = isinstance(
        fault, SMTPSenderRefused | SMTPAuthenticationError
    )  # the settings' fault, which will be mended
    refused = code >= FOR_GOOD and not mine
    return Receipt(Result.REFUSED if refused else Result.UNREACHED, _name(fault))


def _code(fault: Exception) -> int | None:
    if isinstance(fault, SMTPRecipientsRefused):
        return max(code for code, _said in fault.recipients.values())
    return fault.smtp_code if isinstance(fault, SMTPResponseException) else None


def _name(fault: Exception) -> str:
    """The kind of the fault and the server's code; its words name the recipient."""
    code = _code(fault)
    return type(fault).__name__ if code is None else f"{type(fault).__name__} {code}"
