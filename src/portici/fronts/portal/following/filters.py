"""What the portal's list of guidelines can be narrowed by."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.reading import offered, visible
from portici.governance.models import Body, Guideline
from portici.kernel.actor import VISITOR
from portici.records import registry


class GuidelineFilter(django_filters.FilterSet):
    """By words, body and year."""

    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    body = django_filters.ChoiceFilter(field_name="body__code", label=_("Body"), empty_label=_("All"))
    year = django_filters.ChoiceFilter(field_name="year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = Guideline
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.filters["body"].extra["choices"] = offered(visible(Body), "code", (data or {}).get("body", ""))
        years = visible(Guideline).order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        return registry.matching(VISITOR, rows, text)
