"""What lists of agreements, commitments, candidacies and pledges can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.kernel.text import fold
from portici.records.filters import PickFilter, RecordFilter

from ..models import (
    Agreement,
    AgreementKind,
    AgreementState,
    Candidacy,
    CandidacyState,
    Commitment,
    CommitmentState,
    Organisation,
    Party,
    Pledge,
    PledgeKind,
    PledgeState,
)
from .queries import in_agreement_state, in_commitment_state


class AgreementFilter(RecordFilter):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=AgreementKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=AgreementState.choices, method="filter_state"
    )
    party = PickFilter(kind="organisation", method="filter_party", label=_("Who is party to it"))
    is_open = django_filters.BooleanFilter(label=_("Open to further actors"))

    class Meta:
        model = Agreement
        fields = ["q", "kind", "state", "party", "is_open", "publication"]

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows.filter(in_agreement_state(state))

    def filter_party(self, rows: Any, _name: str, organisation: Organisation) -> Any:
        return rows.filter(pk__in=Party.objects.filter(organisation=organisation).values("agreement"))


class CommitmentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=CommitmentState.choices, method="filter_state"
    )
    organisation = PickFilter(kind="organisation", label=_("Who"))
    agreement = PickFilter(kind="agreement", label=_("Agreement"))
    until = django_filters.DateFilter(
        field_name="due_on",
        lookup_expr="lte",
        label=_("Due by"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta:
        model = Commitment
        fields = ["q", "state", "organisation", "agreement", "until"]

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return with_words(rows, text)

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows.filter(in_commitment_state(state))


def with_words(rows: Any, text: str) -> Any:
    """Commitments that say each word themselves, or by the names of their organisation and agreement."""
    for word in text.split():
        named = Q(organisation__search_text__contains=fold(word)) | Q(
            agreement__search_text__contains=fold(word)
        )
        rows = rows.filter(Q(text__icontains=word) | named)
    return rows


class CandidacyFilter(RecordFilter):
    state = django_filters.ChoiceFilter(label=_("State"), choices=CandidacyState.choices)
    organisation = PickFilter(kind="organisation", label=_("Organisation"))
    agreement = PickFilter(kind="agreement", label=_("Agreement"))
    publication = None

    class Meta:
        model = Candidacy
        fields = ["q", "state", "organisation", "agreement"]


class PledgeFilter(RecordFilter):
    kind = django_filters.ChoiceFilter(label=_("What is offered"), choices=PledgeKind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=PledgeState.choices)
    organisation = PickFilter(kind="organisation", label=_("Organisation"))
    agreement = PickFilter(kind="agreement", label=_("Agreement"))
    publication = None

    class Meta:
        model = Pledge
        fields = ["q", "kind", "state", "organisation", "agreement"]
