"""What every list of records can be narrowed by: words, publication."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from .models import Publication


class RecordFilter(django_filters.FilterSet):
    """Subclass it with the kind's own filters; `q` is there for all."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    publication = django_filters.ChoiceFilter(choices=Publication.choices, label=_("Publication"))

    def filter_words(self, records: Any, _name: str, text: str) -> Any:
        return records.matching(text)
