"""The portal's lists of organisations and of who belongs to what."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import ROW, RecordColumn, SelfColumn
from portici.organisations.models import Organisation
from portici.records.tables import DayColumn


class OrganisationTable(tables.Table):
    """Sorted by the folded name, which has an index: fifty thousand rows are not sorted for one page."""

    name = SelfColumn(verbose_name=_("Organisation"), order_by=("folded_name", "pk"))
    type = tables.Column(verbose_name=_("Type"))
    town = tables.Column(verbose_name=_("Seat"), accessor="pk", empty_values=(), orderable=False)
    parent = RecordColumn(verbose_name=_("Part of"), orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No organisation answers to these words and filters.")

    def render_town(self, record: Organisation) -> str:
        """The main seat's town; the row brought its seats along."""
        return next((seat.town for seat in record.seats.all() if seat.town), "–")

    def value_town(self, record: Organisation) -> str:
        return next((seat.town for seat in record.seats.all() if seat.town), "")


class _MembershipTable(tables.Table):
    role = tables.Column(verbose_name=_("Role"))
    since = DayColumn(verbose_name=_("Since"))
    until = DayColumn(verbose_name=_("Until"))
    source = tables.Column(verbose_name=_("Source"))


class MemberTable(_MembershipTable):
    member = RecordColumn(verbose_name=_("Member"))

    class Meta:
        sequence = ("member", "...")
        row_attrs = ROW


class NetworkTable(_MembershipTable):
    network = RecordColumn(verbose_name=_("Pact or network"))

    class Meta:
        sequence = ("network", "...")
        row_attrs = ROW


class BodySeatTable(tables.Table):
    body = RecordColumn(verbose_name=_("Body"))
    role = tables.Column(verbose_name=_("Role in the body"))
    since = DayColumn(verbose_name=_("Since"))
    until = DayColumn(verbose_name=_("Until"))

    class Meta:
        row_attrs = ROW


class ImplementedTable(tables.Table):
    project = RecordColumn(verbose_name=_("Project"))
    as_of = DayColumn(verbose_name=_("Sheet as of"))
    cup: Any = tables.Column(verbose_name=_("CUP"))

    class Meta:
        row_attrs = ROW
