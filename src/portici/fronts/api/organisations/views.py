"""Organisations for machines."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from ninja import Path, Query, Router

from portici.fronts.portal.organisations.filters import OrganisationFilter
from portici.fronts.portal.organisations.reading import codes_of, network, organisation_of, speaks_for_itself
from portici.fronts.portal.territory.reading import visible
from portici.kernel.actor import VISITOR
from portici.kernel.findings import gettext_noop
from portici.organisations import queries
from portici.organisations.models import Organisation, Seat
from portici.territory.models import Area

from ..common import Key, Site, one_of, page_of
from ..narrowing import narrowed
from .schemas import OrganisationPage, OrganisationsAsked, OrganisationWhole

router = Router(tags=["organisations"])


def _organisations() -> Any:
    """The portal's register, with codes and with seats whose areas a visitor may see."""
    seats = Seat.objects.prefetch_related(Prefetch("area", queryset=visible(Area)))
    rows = network().prefetch_related(None)
    parents = Prefetch("parent", queryset=visible(Organisation))
    return rows.prefetch_related(parents, "codes", Prefetch("seats", queryset=seats))


def _told(site: Site, rows: list[Organisation]) -> list[dict[str, Any]]:
    return [_organisation(site, row) for row in rows]


def _organisation(site: Site, row: Organisation) -> dict[str, Any]:
    speaks = speaks_for_itself(row)
    return {
        **site.record(row),
        **{
            name: getattr(row, name)
            for name in (
                "name",
                "short_name",
                "type",
                "legal_form",
                "description",
                "website",
                "source",
                "facts",
            )
        },
        **{name: getattr(row, name) if speaks else "" for name in ("email", "pec", "phone")},
        "parent": site.maybe(row.parent),
        "codes": [{"scheme": code.scheme, "value": code.value} for code in codes_of(row)],
        "seats": [_seat(site, seat) for seat in row.seats.all()],
    }


def _seat(site: Site, seat: Seat) -> dict[str, Any]:
    told = {
        name: getattr(seat, name)
        for name in ("label", "address", "postcode", "town", "lon", "lat", "is_main")
    }
    return {**told, "area": site.maybe(seat.area)}


@router.get(
    "/organisations",
    response=OrganisationPage,
    summary=gettext_noop("Organisations of the network"),
    url_name="organisations",
    operation_id="organisations",
)
def organisation_list(request: HttpRequest, asked: Query[OrganisationsAsked]) -> Any:
    return page_of(request, asked, narrowed(OrganisationFilter, asked, _organisations()), _told)


@router.get(
    "/organisations/{uid}",
    response=OrganisationWhole,
    summary=gettext_noop("One organisation; the address of a merged one leads to the one that it became"),
    url_name="organisation",
    operation_id="organisation",
)
def organisation(request: HttpRequest, uid: Path[Key]) -> Any:
    known = organisation_of(uid)
    if known is None:
        raise Http404
    if known.uid != uid:
        return HttpResponsePermanentRedirect(Site.of(request).api(f"organisations/{known.uid}"))
    found = _organisations().get(pk=known.pk)
    site = one_of(request, found)
    return {
        **_organisation(site, found),
        "networks": [_membership(site, one) for one in queries.memberships_of(VISITOR, found)],
        "members": site.api(f"organisations?network={found.uid}"),
        "branches": site.api(f"organisations?parent={found.uid}"),
        "activities": site.api(f"activities?organisation={found.uid}"),
    }


def _membership(site: Site, row: Any) -> dict[str, Any]:
    return {"network": site.ref(row.network), "role": row.role, "since": row.since, "until": row.until}
