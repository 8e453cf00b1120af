"""A letter as Django's mail."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from portici.outbox.kinds import Letter


def as_mail(uid: str, recipient: str, letter: Letter) -> EmailMultiAlternatives:
    """The first part is the body, the others say the same in other forms.

    Its number is the same at each attempt: mailboxes that look at it show a message that arrived twice once.
    """
    (_type, text), *others = letter.parts
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{uid}@{domain}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(letter.subject, text, to=[recipient], headers=headers)
    for type_, other in others:
        mail.attach_alternative(other, type_)
    return mail
