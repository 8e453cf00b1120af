"""The list of organisations, quick also when they are tens of thousands, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import RecordList
from portici.kernel.actor import Actor
from portici.organisations import queries
from portici.organisations.filters import OrganisationFilter
from portici.organisations.models import OrganisationType
from portici.organisations.tables import OrganisationTable
from portici.records.models import Publication

ORGANISATIONS = (_("Organisations"), "office:organisations")
PIECE = 1_000
VALUES = (
    "pk",
    "uid",
    "name",
    "short_name",
    "type",
    "website",
    "parent",
    "publication",
    "legal_form",
    "description",
    "email",
    "pec",
    "phone",
)


class Organisations(RecordList):
    kind = "organisation"
    room = "organisations"
    title = _("Organisations")
    table_class = OrganisationTable
    filterset_class = OrganisationFilter
    add_name = "office:organisation-add"
    add_label = _("Add an organisation")

    def get_queryset(self) -> Any:
        return queries.organisations_with_seats(self.actor)

    def export_rows(self, found: Any) -> Iterator[list[Any]]:
        """Row by row: the table's own export would hold tens of thousands of organisations at once."""
        asked = self.request.GET.getlist("sort")
        order = [name for name in asked if name.lstrip("-") in {"name", "type", "publication"}]
        return export_rows(self.actor, found.order_by(*order, "name", "pk"))


def export_rows(actor: Actor, organisations: Any) -> Iterator[list[Any]]:
    """Header and rows; the people to call are not in it. The importer of organisations knows these headers.

    Plain values, a thousand rows at a time: instances, and their choices' labels looked up one by one, took
    some forty seconds for fifty thousand rows.
    """
    yield [
        _now("Reference"), _now("Name"), _now("Short name"), _now("Type"), _now("Address"), _now("Postcode"),
        _now("Town"), _now("Codes"), _now("Website"), _now("Part of"), _now("Publication"),
        _now("Legal form"), _now("Description"), _now("E-mail"), _now("PEC"), _now("Phone"),
    ]  # fmt: skip
    types = {value: str(label) for value, label in OrganisationType.choices}
    states = {value: str(label) for value, label in Publication.choices}
    rows = organisations.prefetch_related(None).select_related(None).values_list(*VALUES)
    rows = rows.iterator(chunk_size=PIECE)
    while piece := list(islice(rows, PIECE)):
        keys = [row[0] for row in piece]
        seats, codes = queries.main_addresses(keys), queries.codes_by_organisation(keys)
        parents = queries.names_seen(actor, {row[6] for row in piece if row[6]})
        for key, uid, name, short, kind, website, parent, state, *rest in piece:
            yield [
                uid, name, short, types.get(kind, kind), *seats.get(key, ("", "", "")),
                " ".join(codes.get(key, ())), website, parents.get(parent, ""), states[state], *rest,
            ]  # fmt: skip
