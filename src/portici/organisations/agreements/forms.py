"""Papers of agreements: what was signed, parties, commitments, candidacies, pledges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.fields import MoneyField
from portici.records.forms import ActorForm, PickField, RecordForm, are_typed

from ..models import Agreement, Candidacy, Organisation, Party, PartyRole, Pledge


class AgreementForm(RecordForm):
    """An agreement's own fields; parties and commitments are added on its page."""

    class Meta:
        model = Agreement
        fields = [
            "kind", "title", "purpose", "act", "signed_on", "starts_on", "ends_on", "notice_days", "area",
            "network", "is_open", "text", "source", "language",
        ]  # fmt: skip


class RenewForm(ActorForm):
    """A later term, and the act that says so."""

    ends_on = forms.DateField(label=_("New term"))
    reason = forms.CharField(label=_("Act that renews it"), max_length=300)


class CloseForm(ActorForm):
    """That an agreement is over."""

    closed_on = forms.DateField(label=_("Closed on"))
    reason = forms.CharField(label=_("Why it is closed, or by which act"), max_length=300)


class PartyForm(ActorForm):
    """The role of a party, and from when to when."""

    role = forms.ChoiceField(label=_("Role"), choices=PartyRole.choices, initial=PartyRole.SIGNATORY)
    since = forms.DateField(label=_("Since"), required=False)
    until = forms.DateField(label=_("Until"), required=False)


class PartyAddForm(PartyForm):
    """A new party."""

    organisation = PickField(kind="organisation", label=_("Organisation"))
    field_order = ["organisation", "role", "since", "until"]


class CommitmentForm(ActorForm):
    """What is committed to, by when."""

    text = forms.CharField(
        label=_("Commitment"), max_length=400, help_text=_("One thing that one can see done.")
    )
    due_on = forms.DateField(label=_("Due by"), required=False)
    in_charge = forms.CharField(
        label=_("Office in charge"),
        required=False,
        max_length=120,
        help_text=_("An office or a function, not a person's name."),
    )


class CommitmentAddForm(CommitmentForm):
    """A new commitment of one of the parties: chosen from a list, or typed where that would be long."""

    party = forms.ModelChoiceField(
        queryset=Party.objects.none(), label=_("Who commits to it"), empty_label=None
    )
    field_order = ["party", "text", "due_on", "in_charge"]

    def __init__(self, *args: Any, parties: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["party"]
        self.parties = parties
        if parties is not None and are_typed(parties):
            self.fields["party"] = PickField(
                kind="organisation", label=field.label, actor=self.actor, help_text=_("One of the parties.")
            )
        elif parties is not None:
            field.queryset = parties

    def clean_party(self) -> Party | Organisation:
        """Raises forms.ValidationError for an organisation that was typed and is none of them."""
        found: Party | Organisation = self.cleaned_data["party"]
        if isinstance(found, Organisation) and not self.parties.filter(organisation=found).exists():
            raise forms.ValidationError(
                _("“%(found)s” is no party to this agreement. Add it as a party first, or choose another."),
                params={"found": found},
            )
        return found

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        party = values.pop("party")
        return {"organisation": party.organisation if isinstance(party, Party) else party, **values}


class DoneForm(ActorForm):
    """That a commitment is done, and by what one sees it."""

    done_on = forms.DateField(label=_("Done on"))
    evidence = forms.CharField(
        label=_("Evidence"), max_length=400, help_text=_("By what one sees that it is done.")
    )
    evidence_url = forms.URLField(
        label=_("Where the evidence is"), required=False, max_length=300, assume_scheme="https"
    )


class CandidacyForm(RecordForm):
    """What a candidacy says, until it is assessed."""

    class Meta:
        model = Candidacy
        fields = ["proposed_on", "reason", "language"]


class CandidacyAddForm(RecordForm):
    """Who asks to join what, and why."""

    class Meta:
        model = Candidacy
        fields = ["agreement", "organisation", "proposed_on", "reason", "language"]


class AssessForm(ActorForm):
    """What the office finds."""

    assessment = forms.CharField(label=_("Assessment"), widget=forms.Textarea)


class DecideForm(ActorForm):
    """Whether a candidacy is admitted, and why."""

    admitted = forms.TypedChoiceField(
        label=_("Outcome"),
        choices=[("yes", _("Admitted")), ("no", _("Not admitted"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    decided_on = forms.DateField(label=_("Decided on"))
    outcome = forms.CharField(label=_("Reason"), widget=forms.Textarea)
    act = forms.CharField(label=_("Act"), required=False, max_length=200)


class AdhereForm(ActorForm):
    """The adhesion."""

    adhered_on = forms.DateField(label=_("Adhered on"))
    act = forms.CharField(label=_("Act of adhesion"), required=False, max_length=200)


class OutcomeForm(ActorForm):
    """Why a candidacy is given up."""

    outcome = forms.CharField(label=_("Reason"), widget=forms.Textarea)


class QuantityField(MoneyField):
    """How much, as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text=_("A number, for example 120 or 2.500,00."), **options)


class PledgeForm(RecordForm):
    """What is offered, until it is answered."""

    quantity = QuantityField(label=_("Quantity"))

    class Meta:
        model = Pledge
        fields = [
            "kind", "title", "quantity", "unit", "description", "agreement", "offered_on", "answer_by", "language",
        ]  # fmt: skip


class PledgeAddForm(PledgeForm):
    """A new pledge, and whose it is."""

    class Meta(PledgeForm.Meta):
        fields = ["organisation", *PledgeForm.Meta.fields]


class CommitForm(CommitmentForm):
    """A pledge made a commitment."""

    agreement = PickField(kind="agreement", label=_("Under which agreement"))
    field_order = ["agreement", "text", "due_on", "in_charge"]


class AnswerForm(ActorForm):
    """Why a pledge does not become a commitment."""

    answer = forms.CharField(label=_("Reason"), widget=forms.Textarea)
