"""The paper for a verification: a head printed by a backup, if there is one at hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class VerificationForm(forms.Form):
    """Nothing has to be filled in."""

    expected_head = forms.CharField(
        label=_("A head printed earlier, by a backup or on this page"),
        required=False,
        max_length=80,
        help_text=_(
            "64 characters. With it the verification also finds out whether the journal's last entries were cut off."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
