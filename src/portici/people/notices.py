"""Mail to the holder of an account about what another did to it, in the account's own language."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from .models import User


def tell_second_factor_reset(user: User) -> None:
    """That the administrator took the second factor away, and what to do if nobody asked for it."""
    with translation.override(user.language):
        body = _(
            "The administrator took away the second factor of your account and signed it out everywhere, because it was said to be lost."
            "\n\nAt the next sign-in you are led to set a new one. If you did not ask for this, tell the office at once."
        )
        send_mail(_("Your second factor was taken away"), body, None, [user.email])
