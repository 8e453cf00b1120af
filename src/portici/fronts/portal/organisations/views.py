"""The network: who can be asked, and what each is part of."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portici.fronts import structured
from portici.fronts.figures import Figure, tally
from portici.fronts.portal.agreements.sections import agreed_by
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.territory import shapes
from portici.fronts.portal.territory.reading import area_url, shown, visible
from portici.fronts.portal.territory.sections import Section, section
from portici.fronts.portal.territory.tables import ActivityTable, DecisionTable, OpportunityTable
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.organisations import queries
from portici.organisations.models import Organisation, OrganisationType

from .filters import OrganisationFilter
from .reading import (
    Deeds,
    codes_of,
    network,
    organisation_of,
    seats_of,
    speaks_for_itself,
    totals_by_type,
)
from .tables import BodySeatTable, ImplementedTable, MemberTable, NetworkTable, OrganisationTable


class Organisations(PortalTable):
    title = _("Network")
    lead = _(
        "Public bodies, schools, enterprises, associations and networks that are at work or can be asked."
    )
    template_name = "portal/organisations/list.html"
    export_name = "organizzazioni"
    table_class = OrganisationTable
    filterset_class = OrganisationFilter

    def get_queryset(self) -> Any:
        return network()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.lead, figures=type_figures(), **kwargs)


#: What the organisations of a type are called when they are counted.
TYPES = {
    OrganisationType.PUBLIC_BODY: npgettext_lazy("figure", "public body", "public bodies", "count"),
    OrganisationType.SCHOOL: npgettext_lazy("figure", "school", "schools", "count"),
    OrganisationType.UNIVERSITY: npgettext_lazy("figure", "university", "universities", "count"),
    OrganisationType.RESEARCH_CENTRE: npgettext_lazy(
        "figure", "research centre", "research centres", "count"
    ),
    OrganisationType.ENTERPRISE: npgettext_lazy("figure", "enterprise", "enterprises", "count"),
    OrganisationType.BUSINESS_ASSOCIATION: npgettext_lazy(
        "figure", "business association", "business associations", "count"
    ),
    OrganisationType.TRADE_UNION: npgettext_lazy("figure", "trade union", "trade unions", "count"),
    OrganisationType.THIRD_SECTOR: npgettext_lazy(
        "figure", "third-sector body", "third-sector bodies", "count"
    ),
    OrganisationType.RELIGIOUS_BODY: npgettext_lazy("figure", "religious body", "religious bodies", "count"),
    OrganisationType.FOUNDATION: npgettext_lazy("figure", "foundation", "foundations", "count"),
    OrganisationType.INFORMAL_GROUP: npgettext_lazy(
        "figure", "informal group or network", "informal groups or networks", "count"
    ),
}


def type_figures() -> list[Figure]:
    """How many of each type there are, each with its list."""
    totals, every = totals_by_type(), reverse("portal:organisations")
    return [
        tally(TYPES[one], totals[one], f"{every}?type={one.value}")
        for one in OrganisationType
        if totals.get(one)
    ]


class OrganisationPage(PortalView):
    template_name = "portal/organisations/organisation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = organisation_of(kwargs["uid"])
        if found is None:
            raise Http404
        if found.uid != kwargs["uid"]:
            return HttpResponsePermanentRedirect(reverse("portal:organisation", args=[found.uid]))
        self.record = found
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.record.name

    def get_above(self) -> list[tuple[Any, str]]:
        return [(_("Network"), reverse("portal:organisations"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = seats_of(self.record)
        deeds = Deeds(self.record)
        return super().get_context_data(
            record=self.record,
            codes=codes_of(self.record),
            seats=seats,
            on_map=any(seat.lon is not None and seat.lat is not None for seat in seats),
            speaks=speaks_for_itself(self.record),
            website=_address(self.record.website),
            figures=self.figures(deeds),
            sections=[*_belongs(self.record), *agreed_by(self.record), *_does(self.record, deeds)],
            structured=structured.organisation(self.request, self.record),
            **kwargs,
        )

    def figures(self, deeds: Deeds) -> list[Figure]:
        uid = self.record.uid
        activities = deeds.led.order_by().prefetch_related(None).count()
        activities += deeds.joined.order_by().prefetch_related(None).count()
        members = queries.organisations(VISITOR).filter(memberships__network=self.record).distinct().count()
        branches = queries.organisations(VISITOR).filter(parent=self.record).count()
        every = reverse("portal:organisations")
        figures = [
            tally(
                npgettext_lazy("figure", "activity", "activities", "count"),
                activities,
                f"{reverse('portal:activities')}?organisation={uid}",
            )
        ]
        if members:
            figures.append(
                tally(
                    npgettext_lazy("figure", "member, past ones too", "members, past ones too", "count"),
                    members,
                    f"{every}?network={uid}",
                )
            )
        if branches:
            figures.append(
                tally(
                    npgettext_lazy("figure", "part or branch", "parts and branches", "count"),
                    branches,
                    f"{every}?parent={uid}",
                )
            )
        return figures


def _address(website: str) -> str:
    """The website as something that can be followed; "" when it is no web address."""
    if website.startswith(("https://", "http://")):
        return website
    return (
        "" if ":" in website or " " in website.strip() or "." not in website else f"https://{website.strip()}"
    )


def _belongs(record: Organisation) -> list[Section]:
    """What it is part of and what is part of it; a section only where there is something to be part of."""
    every = reverse("portal:organisations")
    visible_ones = visible(Organisation)
    branches = section(
        "parti",
        _("Parts and branches"),
        OrganisationTable,
        network().filter(parent=record),
        empty="",
        all_url=f"{every}?parent={record.uid}",
        exclude=("parent",),
    )
    members = section(
        "membri",
        _("Members"),
        MemberTable,
        queries.members_of(VISITOR, record)
        .select_related(None)
        .prefetch_related(Prefetch("member", queryset=visible_ones))
        .order_by("member__folded_name", "pk"),
        empty="",
        all_url=f"{every}?network={record.uid}",
    )
    networks = section(
        "reti",
        _("Belongs to"),
        NetworkTable,
        queries.memberships_of(VISITOR, record)
        .select_related(None)
        .prefetch_related(Prefetch("network", queryset=visible_ones))
        .order_by("network__folded_name", "pk"),
        empty=_("It belongs to no pact or network in the register."),
    )
    return [one for one in (branches, members) if len(one.table.data)] + [networks]


def _does(record: Organisation, deeds: Deeds) -> list[Section]:
    every = f"{reverse('portal:activities')}?organisation={record.uid}"
    offered = needs.opportunities_of_organisation(VISITOR, record)
    return [
        section(
            "responsabile",
            _("Activities that it leads"),
            ActivityTable,
            deeds.led,
            empty=_("It leads no published activity."),
            all_url=every,
            exclude=("responsible",),
        ),
        section(
            "partner",
            _("Activities that it takes part in"),
            ActivityTable,
            deeds.joined,
            empty=_("It is a partner of no published activity."),
            all_url=every,
        ),
        section(
            "progetti",
            _("Projects that it implements"),
            ImplementedTable,
            deeds.implemented,
            empty=_("No published sheet names it as the implementing body."),
            all_url=f"{reverse('portal:projects')}?implementer={record.uid}",
        ),
        section(
            "organi",
            _("Bodies that it sits in"),
            BodySeatTable,
            deeds.bodies,
            empty=_("It sits in no body of the office."),
        ),
        section(
            "decisioni",
            _("Decisions that concern it"),
            DecisionTable,
            deeds.decisions,
            empty=_("No published decision is carried out by it or stands on it."),
        ),
        section(
            "opportunita",
            _("What it offers"),
            OpportunityTable,
            shown(offered, "area", "place"),
            empty=_("No opportunity that it offers is recorded."),
            exclude=("organisation",),
        ),
    ]


@gzip_page
@require_safe
def seat_shapes(request: HttpRequest, uid: str) -> HttpResponse:
    """The organisation's seats as points, in the borders of their areas."""
    record = queries.organisations(VISITOR).filter(uid=uid).first()
    if record is None:
        raise Http404
    seats = [seat for seat in seats_of(record) if seat.lon is not None and seat.lat is not None]
    areas = {seat.area.pk: seat.area for seat in seats if seat.area}
    facts = {
        "seats": [[seat.pk, seat.label, str(seat), seat.lon, seat.lat] for seat in seats],
        "areas": [[area.uid, area.name, area.shape_digest] for area in areas.values()],
        "name": record.name,
    }

    def build() -> list[shapes.Feature]:
        around = shapes.borders((area, {"name": area.name, "url": area_url(area)}) for area in areas.values())
        return around + [
            shapes.point(seat.lon, seat.lat, name=seat.label or record.name, label=str(seat))
            for seat in seats
        ]

    return shapes.unless_known(request, facts, build)
