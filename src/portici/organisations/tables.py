"""The list of organisations."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.records.tables import RecordTable

from .models import Organisation, Seat


class OrganisationTable(RecordTable):
    name = tables.Column(linkify=("office:organisation", {"uid": tables.A("uid")}))
    type = tables.Column()
    town = tables.Column(verbose_name=_("Main seat"), empty_values=(), orderable=False)

    class Meta(RecordTable.Meta):
        model = Organisation
        fields = ["name", "type", "town"]
        empty_text = _("No organisation with these features.")

    def render_town(self, record: Organisation) -> str:
        return town_of(record) or "–"


def main_seat(organisation: Organisation) -> Seat | None:
    """The main seat, from the seats already read."""
    seats = sorted(organisation.seats.all(), key=lambda seat: (not seat.is_main, seat.pk))
    return seats[0] if seats else None


def town_of(organisation: Organisation) -> str:
    """Where the main seat is, in words."""
    seat = main_seat(organisation)
    return (seat.town or str(seat.address)) if seat else ""
