"""allauth's papers of the second factor with the house's words on them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class Worded:
    """Labels of the house, no placeholders (they vanish while one types), no colon after a label."""

    labels: dict[str, tuple[Any, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        for name, (label, help_text) in self.labels.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


CODE = _("Code")
FROM_APP = _("Six digits from the app, or one of your recovery codes.")


class CodeForm(Worded, AuthenticateForm):
    labels = {"code": (CODE, FROM_APP)}


class CodeAgainForm(Worded, ReauthenticateForm):
    labels = {"code": (CODE, FROM_APP)}


class AppForm(Worded, ActivateTOTPForm):
    labels = {"code": (CODE, _("The six digits that the app shows for this account."))}


class KeyForm(Worded, AddWebAuthnForm):
    labels = {
        "name": (_("Name of the key"), _("To tell it from the others: “office laptop”, “blue key”.")),
        "passwordless": (
            _("Sign in with this key alone, without a password"),
            _("The key then asks for its own PIN, fingerprint or face."),
        ),
    }


class KeyNameForm(Worded, EditWebAuthnForm):
    labels = {"name": (_("Name of the key"), "")}
