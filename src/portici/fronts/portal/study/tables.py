"""The portal's lists of studies, and of the areas of an edition; the same rows as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import NUMBER, ROW, SelfColumn
from portici.fronts.standing import DECIMALS
from portici.fronts.templatetags.portici import number, percent, place, places
from portici.study.models import AreaResult, ProposalArea
from portici.study.proposals.sentences import told

from .reading import edition_url


class StudyTable(tables.Table):
    title = SelfColumn(verbose_name=_("Study"))
    purpose = tables.Column(verbose_name=_("What for"), orderable=False)
    layer = tables.Column(verbose_name=_("Areas compared"), order_by=("layer__order",))

    class Meta:
        row_attrs = ROW
        empty_text = _("No study is published yet.")


class ScoreColumn(tables.Column):
    """A score with two decimals; in the file with all its digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, attrs=NUMBER, **kwargs)

    def render(self, value: float) -> str:
        return number(value, DECIMALS)

    def value(self, value: float | None) -> str:
        return "" if value is None else repr(value)


class AreaTable(tables.Table):
    rank = tables.Column(verbose_name=_("Rank"), attrs=NUMBER)
    name = tables.Column(verbose_name=_("Area"))
    index = ScoreColumn(verbose_name=_("Index"))
    interval = tables.Column(
        verbose_name=_("Place in nine draws of ten"), empty_values=(), orderable=False, attrs=NUMBER
    )
    probability = tables.Column(verbose_name=_("Among the most distressed"), attrs=NUMBER)
    state = tables.Column(verbose_name=_("State"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No area answers to this filter.")

    def render_rank(self, value: float) -> str:
        return place(value)

    def value_rank(self, value: float | None) -> str:
        return "" if value is None else repr(value)

    def render_interval(self, record: AreaResult) -> str:
        return places(record.rank_low, record.rank_high)

    def value_interval(self, record: AreaResult) -> str:
        return "" if record.rank_low is None else f"{record.rank_low:.0f}/{record.rank_high:.0f}"

    def render_probability(self, value: float) -> str:
        return percent(value)

    def value_probability(self, value: float | None) -> str:
        return "" if value is None else repr(value)

    def render_name(self, record: AreaResult) -> SafeString:
        return format_html(
            '<a href="{}">{}</a>', edition_url(record.edition, "edition-area", record.code), record.name
        )

    def value_name(self, record: AreaResult) -> str:
        return record.name


class ProposalAreaTable(tables.Table):
    place = tables.Column(verbose_name=_("Rank"), attrs=NUMBER)
    name = tables.Column(verbose_name=_("Area"))
    index = ScoreColumn(verbose_name=_("Index"))
    residents = tables.Column(verbose_name=_("Residents"), attrs=NUMBER)
    standing = tables.Column(verbose_name=_("What the rule says"))
    reasons = tables.Column(verbose_name=_("Why"), orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No area answers to this filter.")

    def __init__(
        self, *args: Any, names: Mapping[str, str], groups: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.said = names, groups

    def render_place(self, value: int) -> str:
        return number(value)

    def render_residents(self, value: int) -> str:
        return number(value)

    def value_residents(self, value: int | None) -> str:
        return "" if value is None else str(value)

    def value_place(self, value: int | None) -> str:
        return "" if value is None else str(value)

    def render_name(self, record: ProposalArea) -> SafeString:
        address = edition_url(record.proposal.edition, "edition-area", record.code)
        return format_html('<a href="{}">{}</a>', address, record.name)

    def value_name(self, record: ProposalArea) -> str:
        return record.name

    def render_reasons(self, value: list[Any]) -> str:
        return " ".join(told(one, *self.said) for one in value)
