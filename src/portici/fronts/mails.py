"""What the door writes to people: the link to set a password, and what was changed at the own locks.

The link is asked for by whoever types an address in. The request puts a message for that address in the tray and knows no more: whether
somebody has it, the worker finds out when the message leaves. So neither the answer nor the time that it takes says who has an account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import EmailField, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portici.outbox.domain import post
from portici.outbox.kinds import Letter, MessageKind, Part, register
from portici.people.queries import open_account_of

LINK, NOTICE = "password-link", "account-notice"


class LinkForm(forms.Form):
    """The address that a link is asked for; nothing is looked up about it here."""

    email = EmailField(required=True)

    def save(self, request: HttpRequest, **_options: Any) -> str:
        email = str(self.cleaned_data["email"]).lower()
        with transaction.atomic():
            post(kind=LINK, recipient=email, data=asked_at(request))
        return email


def asked_at(request: HttpRequest) -> dict[str, str]:
    """Where the link is to lead: the site under the name by which it was called, in the language of the page."""
    return {"site": request.build_absolute_uri("/").rstrip("/"), "language": get_language() or ""}


def compose_link(recipient: str, data: Mapping[str, Any]) -> Letter | None:
    """The letter with a link that holds from this moment; None when no open account has the address."""
    user = open_account_of(recipient)
    if user is None:
        return None
    with translation.override(data["language"] or user.language):
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        link = data["site"] + reverse("account_reset_password_from_key", kwargs=key)
        context = {"user": user, "password_reset_url": link}
        mail = get_adapter().render_mail("account/email/password_reset_key", recipient, context)
    return Letter(mail.subject, parts_of(mail))


def parts_of(mail: EmailMessage) -> tuple[Part, ...]:
    """The body of one of allauth's mails, which are plain text here."""
    return ((f"text/{mail.content_subtype}", str(mail.body)),)


register(
    MessageKind(
        LINK,
        _("Link to set a password"),
        _(
            "Letting the holder of an account set a password. The link is written when the message leaves and is kept nowhere."
        ),
        compose=compose_link,
    )
)
register(
    MessageKind(
        NOTICE,
        _("Notice to the holder of an account"),
        _(
            "Telling the holder what was changed at the account's locks, so that a change by somebody else is noticed. The text goes when"
            " the message has left."
        ),
    )
)
