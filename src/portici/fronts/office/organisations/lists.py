"""The list of organisations, quick also when they are tens of thousands, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts.export import csv_response
from portici.fronts.office.kit import RecordList
from portici.kernel.actor import Actor
from portici.organisations import queries, rules
from portici.organisations.filters import OrganisationFilter
from portici.organisations.tables import OrganisationTable, main_seat
from portici.records.tables import shown_to

ORGANISATIONS = (_("Organisations"), "office:organisations")
PIECE = 1_000


class Organisations(RecordList):
    kind = "organisation"
    title = _("Organisations")
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    add_name = "office:organisation-add"
    add_label = _("Add an organisation")

    def get_queryset(self) -> Any:
        return queries.organisations_with_seats(self.actor)

    def may_add(self) -> Any:
        return rules.may_record(self.actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("formato") != "csv":
            return super().get(request, *args, **kwargs)
        # Row by row: the table's own export would hold tens of thousands of organisations at once.
        rows = self.get_filterset(self.get_filterset_class()).qs
        order = [
            name
            for name in request.GET.getlist("sort")
            if name.lstrip("-") in {"name", "type", "publication"}
        ]
        return csv_response(self.kind, export_rows(self.actor, rows.order_by(*order, "name", "pk")))


def export_rows(actor: Actor, organisations: Any) -> Iterator[list[Any]]:
    """Header and rows; the people to call are not in it."""
    yield [
        _now("Reference"), _now("Name"), _now("Short name"), _now("Type"), _now("Address"), _now("Postcode"),
        _now("Town"), _now("Codes"), _now("Website"), _now("Part of"), _now("Publication"),
    ]  # fmt: skip
    for one in organisations.prefetch_related("codes").iterator(chunk_size=PIECE):
        seat = main_seat(one)
        yield [
            one.uid,
            one.name,
            one.short_name,
            one.get_type_display(),
            seat.address if seat else "",
            seat.postcode if seat else "",
            seat.town if seat else "",
            " ".join(str(code) for code in one.codes.all()),
            one.website,
            one.parent.name if one.parent and shown_to(actor, one.parent) else "",
            one.get_publication_display(),
        ]
