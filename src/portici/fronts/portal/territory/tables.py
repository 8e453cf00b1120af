"""The portal's lists of what stands in the territory. The same tables, shorter, are the sections of an area's page."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.templatetags.portici import money, number

from .columns import (
    NUMBER,
    ROW,
    PeriodColumn,
    RecordColumn,
    RecordsColumn,
    SelfColumn,
    StateColumn,
)


class TargetTable(tables.Table):
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    decided_on = tables.DateColumn(short=True, verbose_name=_("Decided on"))
    until = tables.DateColumn(short=True, verbose_name=_("Until"))
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


class OpportunityTable(tables.Table):
    title = SelfColumn(verbose_name=_("Opportunity"))
    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    theme = tables.Column(verbose_name=_("Theme"))
    organisation = RecordColumn(verbose_name=_("Organisation"), order_by=("organisation__name",))
    place = RecordColumn(verbose_name=_("Place"), order_by=("place__name",))
    available_until = tables.DateColumn(short=True, verbose_name=_("Available until"))

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
        from .columns import link_to

        return link_to(value, value.code)

    def value_project(self, value: Any) -> str:
        return str(value.code)


class DecisionTable(tables.Table):
    number = tables.Column(verbose_name=_("Number"), order_by=("year", "number"))
    decided_on = tables.DateColumn(short=True, verbose_name=_("Decided on"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    title = SelfColumn(verbose_name=_("Decision"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No decision is recorded here.")

    def render_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"

    def value_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"


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
    """Projects that touch an area, with an amount of their newest published sheet: the rows of a sum."""

    project = tables.Column(verbose_name=_("Project"), order_by=("project__code_key",))
    as_of = tables.DateColumn(short=True, verbose_name=_("As of"))
    amount_programmed = tables.Column(verbose_name=_("Amount programmed"), attrs=NUMBER)
    amount_admitted = tables.Column(verbose_name=_("Amount admitted to funding"), attrs=NUMBER)
    amount_committed = tables.Column(verbose_name=_("Legally binding amount"), attrs=NUMBER)
    amount_paid = tables.Column(verbose_name=_("Amount paid"), attrs=NUMBER)

    class Meta:
        empty_text = _("No project with published amounts touches this area.")

    def render_project(self, value: Any) -> Any:
        from .columns import link_to

        return link_to(value)

    def render_amount_programmed(self, value: Any) -> str:
        return money(value)

    render_amount_admitted = render_amount_committed = render_amount_paid = render_amount_programmed


class ValueTable(tables.Table):
    """The table twin of a map: the values of a layer."""

    area = RecordColumn(verbose_name=_("Area"), order_by=("area__name",))
    value = tables.Column(verbose_name=_("Value"), attrs=NUMBER, empty_values=())
    rank = tables.Column(verbose_name=_("Rank"), attrs=NUMBER, order_by=("value",))
    target = tables.BooleanColumn(verbose_name=_("Target area"), orderable=False)


__all__ = ["number"]
