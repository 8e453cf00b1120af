"""The portal's lists of what stands in the territory; shortened, they are the sections of an area's page."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.heard import people_text
from portici.fronts.observed import value_link
from portici.fronts.templatetags.portici import money
from portici.kernel.actor import VISITOR
from portici.needs.heard import FEWEST, is_told
from portici.records.tables import DayColumn

from .columns import (
    NUMBER,
    ROW,
    PeriodColumn,
    RecordColumn,
    RecordsColumn,
    SelfColumn,
    StateColumn,
    link_to,
)


class AmountColumn(tables.Column):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, attrs=NUMBER, **kwargs)

    def render(self, value: Any) -> str:
        return money(value)

    def value(self, value: Any) -> Any:
        return value


class TargetTable(tables.Table):
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    decided_on = DayColumn(verbose_name=_("Decided on"))
    until = DayColumn(verbose_name=_("Until"))
    act = tables.Column(verbose_name=_("Act"))
    reason = tables.Column(verbose_name=_("Reason"), orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No target area has been designated yet.")


class NeedTable(tables.Table):
    title = SelfColumn(verbose_name=_("Need"))
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    theme = tables.Column(verbose_name=_("Theme"))
    severity = tables.Column(verbose_name=_("Severity (1–5)"), attrs=NUMBER)
    groups = RecordsColumn(verbose_name=_("Who is affected"))
    state = StateColumn(verbose_name=_("State"))
    activities = RecordsColumn(verbose_name=_("Answered by"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No need is recorded here.")


class ListeningTable(tables.Table):
    title = SelfColumn(verbose_name=_("Listening session"))
    kind = tables.Column(verbose_name=_("Kind"))
    held_on = DayColumn(verbose_name=_("Held on"))
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    people = tables.Column(verbose_name=_("People"), attrs=NUMBER, orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No listening session is published here.")

    def render_people(self, value: int) -> str:
        return people_text(value)

    def value_people(self, value: int) -> str:
        return str(value) if is_told(VISITOR, value) else f"<{FEWEST}"


class OpportunityTable(tables.Table):
    title = SelfColumn(verbose_name=_("Opportunity"))
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    theme = tables.Column(verbose_name=_("Theme"))
    organisation = RecordColumn(verbose_name=_("Organisation"), order_by=("organisation__name",))
    place = RecordColumn(verbose_name=_("Place"), order_by=("place__name",))
    available_until = DayColumn(verbose_name=_("Available until"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No opportunity is recorded here.")


class PlaceTable(tables.Table):
    name = SelfColumn(verbose_name=_("Place"))
    kind = tables.Column(verbose_name=_("Kind"))
    address = tables.Column(verbose_name=_("Address"))
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))

    class Meta:
        row_attrs = ROW
        empty_text = _("No place is recorded here.")


class ActivityTable(tables.Table):
    """In the order of time: what was done, when, by whom, with whom, where."""

    period = PeriodColumn(verbose_name=_("Period"))
    title = SelfColumn(verbose_name=_("Activity"))
    project = tables.Column(verbose_name=_("Project"), order_by=("project__code",))
    responsible = RecordColumn(verbose_name=_("Responsible"), order_by=("responsible__name",))
    partners = RecordsColumn(verbose_name=_("Partners"))
    place = RecordColumn(verbose_name=_("Place"), order_by=("place__name",))
    state = StateColumn(verbose_name=_("State"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No activity is recorded here.")

    def render_project(self, value: Any) -> Any:
        return link_to(value, value.code)

    def value_project(self, value: Any) -> str:
        return str(value.code)


class ActivityHereTable(ActivityTable):
    """On the page of an area: also in which area within it an activity is."""

    areas = RecordsColumn(verbose_name=_("Areas"))

    class Meta(ActivityTable.Meta):
        sequence = ("period", "title", "areas", "...")


class DecisionTable(tables.Table):
    number = tables.Column(verbose_name=_("Number"), order_by=("year", "number"))
    decided_on = DayColumn(verbose_name=_("Decided on"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    title = SelfColumn(verbose_name=_("Decision"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No decision is recorded here.")

    def render_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"

    def value_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"


class SeatedTable(tables.Table):
    """Organisations, in few words."""

    name = SelfColumn(verbose_name=_("Organisation"))
    type = tables.Column(verbose_name=_("Type"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No organisation is recorded here.")


class IndicatorTable(tables.Table):
    name = SelfColumn(verbose_name=_("Indicator"))
    theme = tables.Column(verbose_name=_("Theme"))
    unit = tables.Column(verbose_name=_("Unit"))
    method = tables.Column(verbose_name=_("How it comes about"))
    source = tables.Column(verbose_name=_("Source"))
    licence = tables.Column(verbose_name=_("Licence"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No indicator is published yet.")


class MoneyTable(tables.Table):
    """Newest published sheets of projects; the page says which amount the rows stand for."""

    project = RecordColumn(verbose_name=_("Project"), order_by=("project__code_key",))
    as_of = DayColumn(verbose_name=_("As of"))
    implementer = RecordColumn(verbose_name=_("Implementing body"), order_by=("implementer__name",))
    amount_programmed = AmountColumn(verbose_name=_("Amount programmed"))
    amount_admitted = AmountColumn(verbose_name=_("Amount admitted to funding"))
    amount_committed = AmountColumn(verbose_name=_("Legally binding amount"))
    amount_paid = AmountColumn(verbose_name=_("Amount paid"))

    class Meta:
        empty_text = _("No project with published amounts is at work here.")


class ValueTable(tables.Table):
    """The table twin of a map: the values of a layer."""

    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    value = tables.Column(verbose_name=_("Value"), attrs=NUMBER, empty_values=())
    rank = tables.Column(verbose_name=_("Rank from the highest"), attrs=NUMBER)
    is_target = tables.Column(verbose_name=_("Target area"))

    class Meta:
        empty_text = _("No area of this layer is published yet.")

    def render_value(self, record: Any) -> Any:
        return value_link(record.indicator, record.area, record.period, record.value, record.status)

    def value_value(self, record: Any) -> Any:
        return record.value

    def render_is_target(self, value: bool) -> Any:
        return _("yes") if value else "–"


class PlainAreaTable(tables.Table):
    """The areas of a layer that nothing is measured of."""

    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    is_target = tables.Column(verbose_name=_("Target area"))

    class Meta:
        empty_text = _("No area of this layer is published yet.")

    render_is_target = ValueTable.render_is_target
