"""Lists of follow-ups and guidelines."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.records.badges import badge, tone_of
from portici.records.tables import DayColumn, RecordTable, YearColumn

from ..models import FollowUp, Guideline
from .queries import step_of
from .sentences import origin_said


class GuidelineTable(RecordTable):
    title = tables.Column(verbose_name=_("Guideline"), linkify=("office:guideline", {"uid": tables.A("uid")}))

    year = YearColumn(verbose_name=_("Year"))

    class Meta(RecordTable.Meta):
        model = Guideline
        fields = ["code", "title", "body", "year"]
        empty_text = _("No guideline with these features.")


class StepColumn(tables.Column):
    """How far a follow-up of `queries.follow_ups` is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(accessor="pk", empty_values=(), orderable=False, **options)

    def render(self, record: Any) -> SafeString | str:
        step = step_of(record)
        told = badge(step.state.label, tone_of(step.state))
        return format_html("{} {}", told, badge(_("Late"), "danger")) if step.is_late else told

    def value(self, record: Any) -> str:
        return str(step_of(record).state.label)


class OriginColumn(StepColumn):
    """Follows from the activity, or said by whom on which day."""

    def render(self, record: Any) -> str:
        return self.value(record)

    def value(self, record: Any) -> str:
        return origin_said(step_of(record))


class FollowUpTable(tables.Table):
    """Rows of `queries.follow_ups`, of decisions that the reader may see."""

    what = tables.Column(verbose_name=_("What is to be done"))
    decision = tables.Column(
        verbose_name=_("Decision"),
        linkify=("office:decision", {"uid": tables.A("decision__uid")}),
        order_by=("decision__year", "decision__number"),
    )
    owner = tables.Column(verbose_name=_("Who sees to it"), orderable=False)
    due_on = DayColumn(verbose_name=pgettext_lazy("a day", "By"))
    state = StepColumn(verbose_name=_("How far"))
    origin = OriginColumn(verbose_name=_("Where that comes from"))

    class Meta:
        model = FollowUp
        fields = ["what", "decision", "owner", "due_on", "state", "origin"]
        empty_text = _("No follow-up with these features.")
