"""What the portal's lists of agreements and commitments can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.filters import ListFilter
from portici.fronts.portal.territory.reading import visible
from portici.organisations.agreements.filters import with_words
from portici.organisations.agreements.queries import in_agreement_state, in_commitment_state
from portici.organisations.models import (
    Agreement,
    AgreementKind,
    AgreementState,
    Commitment,
    CommitmentState,
    Organisation,
    Party,
)


class AgreementFilter(ListFilter):
    """By words, area, kind, state; `organisation` keeps those that one is party to."""

    kind = django_filters.ChoiceFilter(choices=AgreementKind.choices, label=_("Kind"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        choices=AgreementState.choices, method="filter_state", label=_("State"), empty_label=_("All")
    )
    organisation = django_filters.CharFilter(method="filter_organisation", widget=forms.HiddenInput)

    class Meta:
        model = Agreement
        fields: list[str] = []

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows.filter(in_agreement_state(state))

    def filter_organisation(self, rows: Any, _name: str, uid: str) -> Any:
        known = visible(Organisation).filter(uid=uid).order_by().values("pk")
        return rows.filter(pk__in=Party.objects.filter(organisation__in=known).values("agreement"))


class CommitmentFilter(django_filters.FilterSet):
    """By words and state; `agreement` and `organisation` keep those of one."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    state = django_filters.ChoiceFilter(
        choices=CommitmentState.choices, method="filter_state", label=_("State"), empty_label=_("All")
    )
    agreement = django_filters.CharFilter(field_name="agreement__uid", widget=forms.HiddenInput)
    organisation = django_filters.CharFilter(field_name="organisation__uid", widget=forms.HiddenInput)

    class Meta:
        model = Commitment
        fields: list[str] = []

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return with_words(rows, text)

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows.filter(in_commitment_state(state))
