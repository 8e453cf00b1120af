"""Papers of the accounts: opening one, giving a role, the reasons for taking things away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import SCOPE_OF, Role, Scope
from portici.records.forms import ActorForm, PickField
from portici.records.models import Language

from .models import ROLE_LABELS, SCOPE_LABELS

#: What each role is for, in a line: shown where a role is chosen.
ROLE_NOTES = {
    Role.COORDINATOR: _("writes and publishes everything, brings files in"),
    Role.FINANCE_OFFICER: _("keeps the money of projects and activities"),
    Role.BOARD_SECRETARY: _("records the Board's decisions"),
    Role.BOARD_MEMBER: _("sits in a body"),
    Role.COMMUNICATION_OFFICER: _("publishes, and writes for the public"),
    Role.AREA_OFFICER: _("writes needs, opportunities and activities of one area"),
    Role.PARTNER_CONTACT: _("keeps what concerns one organisation"),
    Role.SCHOOL_CONTACT: _("keeps what concerns one school"),
    Role.VENUE_MANAGER: _("keeps what concerns one place"),
    Role.AUDITOR: _("reads everything, writes nothing"),
    Role.ADMINISTRATOR: _("opens accounts and gives roles"),
}
#: The kind of record that a scope names; venues are places until their room is built.
SCOPE_KIND = {
    Scope.AREA: "area",
    Scope.ORGANISATION: "organisation",
    Scope.VENUE: "place",
    Scope.BODY: "body",
}


class AccountForm(ActorForm):
    """A new account; its holder sets the password."""

    full_name = forms.CharField(label=_("Name and surname"), max_length=120)
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address with which the person signs in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


class RoleForm(forms.Form):
    """The first step of giving a role: which one."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        choices=[(role.value, f"{ROLE_LABELS[role]}") for role in Role],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(role.value, _role_line(role)) for role in Role]  # type: ignore[attr-defined] # a field that chooses


class GrantForm(ActorForm):
    """The second step: where it holds, from when to when, by which act."""

    since = forms.DateField(label=_("Since"), required=False, help_text=_("Today when empty."))
    until = forms.DateField(label=_("Until"), required=False, help_text=_("Without an end when empty."))
    reason = forms.CharField(label=_("Act or reason"), max_length=200)

    def __init__(self, *args: Any, role: Role, **options: Any) -> None:
        super().__init__(*args, **options)
        self.role = role
        self.scope = SCOPE_OF.get(role, Scope.EVERYWHERE)
        if self.scope is not Scope.EVERYWHERE:
            kind = SCOPE_KIND[self.scope]
            thing = PickField(kind=kind, actor=self.actor, label=SCOPE_LABELS[self.scope])
            thing.help_text = _("Type a part of the name and choose from the list.")
            self.fields["thing"] = thing
            self.order_fields(["thing", "since", "until", "reason"])

    @property
    def scope_uid(self) -> str:
        """The uid of the thing that the role is about; "" when it holds everywhere."""
        thing = self.cleaned_data.get("thing")
        return thing.uid if thing else ""


class LanguageForm(ActorForm):
    """In which language the office meets its user."""

    language = forms.ChoiceField(label=_("Language of the office's pages"), choices=Language.choices)


def _role_line(role: Role) -> str:
    return f"{ROLE_LABELS[role]}: {ROLE_NOTES[role]}"
