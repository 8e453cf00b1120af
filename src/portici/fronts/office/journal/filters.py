"""What the journal can be narrowed by. Here, and not in its room: it asks people and kinds, which stand
above the journal.
"""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.fronts.templatetags.portici import kind_label, verb_label
from portici.journal.models import Entry
from portici.journal.queries import kinds_told, verbs_told
from portici.people.queries import uids_named

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def _kinds() -> list[tuple[str, Any]]:
    return sorted(
        ((kind, str(kind_label(kind)).capitalize()) for kind in kinds_told()), key=lambda row: row[1]
    )


def _verbs() -> list[tuple[str, Any]]:
    return sorted(((verb, str(verb_label(verb))) for verb in verbs_told()), key=lambda row: row[1])


class JournalFilter(django_filters.FilterSet):
    """Who, on what, what was done, when, and words of the reason or a record's reference."""

    who = django_filters.CharFilter(method="filter_who", label=_("Who"))
    kind = django_filters.ChoiceFilter(label=_("On what"), choices=_kinds)
    verb = django_filters.ChoiceFilter(label=_("What was done"), choices=_verbs)
    since = django_filters.DateFilter(field_name="at", lookup_expr="date__gte", label=_("From"), widget=_DAY)
    until = django_filters.DateFilter(field_name="at", lookup_expr="date__lte", label=_("To"), widget=_DAY)
    q = django_filters.CharFilter(method="filter_words", label=_("Words of the reason, or a reference"))

    class Meta:
        model = Entry
        fields: list[str] = []

    def filter_who(self, entries: Any, _name: str, text: str) -> Any:
        return entries.filter(Q(actor_uid__in=uids_named(text)) | Q(actor_label__icontains=text))

    def filter_words(self, entries: Any, _name: str, text: str) -> Any:
        for word in text.split():
            entries = entries.filter(Q(reason__icontains=word) | Q(ref__icontains=word) | Q(run_uid=word))
        return entries
