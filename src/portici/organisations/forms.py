"""Papers of the network: organisations, their seats, codes, contacts, memberships, and the merging of two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portici.kernel.findings import Message, Severity
from portici.records.forms import ActorForm, PickField, RecordForm

from .models import CodeScheme, Contact, Organisation, Seat
from .values import parse_code

CODE = "code-"


class OrganisationForm(RecordForm):
    """All that the coordinator writes of an organisation."""

    class Meta:
        model = Organisation
        fields = [
            "name", "short_name", "type", "legal_form", "parent", "description", "website", "email", "pec",
            "phone", "source", "language",
        ]  # fmt: skip


class OrganisationAddForm(OrganisationForm):
    """The same with the codes and the town, which tell whether the organisation is there already."""

    town = forms.CharField(
        label=_("Town"),
        required=False,
        max_length=120,
        help_text=_("Only to tell namesakes apart; the seat is entered afterwards."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for scheme in CodeScheme:
            self.fields[CODE + scheme.value] = forms.CharField(
                label=scheme.label, required=False, max_length=40
            )
        named = ["name", "short_name", "type", *(CODE + scheme.value for scheme in CodeScheme), "town"]
        self.order_fields([*named, *(name for name in self.fields if name not in named)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for scheme in CodeScheme:
            name = CODE + scheme.value
            text = cleaned.get(name, "")
            for found in parse_code(scheme, text).findings if text else ():
                if found.severity is Severity.ERROR:
                    self.add_error(name, f"“{found.found}”. {_filled(found.accepted)} {_filled(found.todo)}")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the desk takes as fields; the codes apart."""
        return {name: value for name, value in super().values.items() if not name.startswith(CODE)}

    @property
    def codes(self) -> list[tuple[str, str]]:
        """The codes that were written: scheme and text."""
        pairs = [(scheme.value, self.cleaned_data.get(CODE + scheme.value, "")) for scheme in CodeScheme]
        return [(scheme, text) for scheme, text in pairs if text]


class OwnOrganisationForm(RecordForm):
    """What an organisation's own contact writes of it."""

    class Meta:
        model = Organisation
        fields = ["description", "website"]


class CodeForm(ActorForm):
    """One official code."""

    scheme = forms.ChoiceField(label=_("Kind of code"), choices=CodeScheme.choices)
    value = forms.CharField(label=_("Code"), max_length=40)


class SeatForm(RecordForm):
    """Where an organisation is."""

    class Meta:
        model = Seat
        fields = ["label", "address", "postcode", "town", "area", "lon", "lat", "is_main"]


class ContactForm(RecordForm):
    """A person to call. The e-mail is read by the desk, which says what is accepted."""

    email = forms.CharField(label=_("E-mail"), required=False, max_length=254)

    class Meta:
        model = Contact
        fields = ["name", "function", "email", "phone", "until"]


class MembershipForm(ActorForm):
    """What the organisation belongs to."""

    network = PickField(kind="organisation", label=_("Pact or network"))
    role = forms.CharField(label=_("Role"), required=False, max_length=80)
    since = forms.DateField(label=_("Since"), required=False)
    until = forms.DateField(label=_("Until"), required=False)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)


class MemberForm(MembershipForm):
    """Who belongs to the organisation, which is a pact or a network."""

    member = PickField(kind="organisation", label=_("Member"))
    network = None  # type: ignore[assignment] # so Django takes away a field of the base
    field_order = ["member", "role", "since", "until", "source"]


class EndForm(ActorForm):
    """The last day of a membership."""

    until = forms.DateField(label=_("Last day"))
    reason = forms.CharField(label=_("Act or reason"), required=False, max_length=200)


class OtherForm(ActorForm):
    """The other organisation of a merging."""

    other = PickField(kind="organisation", label=_("The other record of the same organisation"))


class MergeForm(ActorForm):
    """Why two records are one organisation."""

    reason = forms.CharField(label=_("How we know that they are the same"), max_length=300)


def _filled(message: Message) -> str:
    text = gettext(message.template)
    return text % message.params if message.params else text
