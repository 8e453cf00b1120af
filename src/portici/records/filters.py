"""What every list of records can be narrowed by: words, publication, a record that the rows refer to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR

from . import registry
from .forms import PickField
from .models import Publication


class RecordFilter(django_filters.FilterSet):
    """Subclass it with the kind's own filters; `q` is there for all."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    publication = django_filters.ChoiceFilter(choices=Publication.choices, label=_("Publication"))

    def filter_words(self, records: Any, _name: str, text: str) -> Any:
        return registry.matching(getattr(self.request, "actor", VISITOR), records, text)


class PickFilter(django_filters.Filter):
    """Rows that refer to one record, typed and suggested, or named by its uid in the address; only one that
    the reader sees."""

    field_class = PickField

    @property
    def field(self) -> Any:
        field = super().field
        field.help_text = ""  # the box of a filter is narrow; its placeholder says the same
        field.actor = getattr(self.parent.request, "actor", VISITOR)
        return field
