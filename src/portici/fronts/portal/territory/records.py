"""Pages of one need, one opportunity, one place: each a link of the chain, read both ways."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.heard import heard_text
from portici.fronts.portal.kit import PortalView
from portici.kernel.actor import VISITOR
from portici.needs import heard
from portici.needs import queries as needs
from portici.needs.models import Need, Opportunity
from portici.territory.models import Place

from .links import activity_rows, answering, carrying_out, decision_rows, standing_on
from .lists import TERRITORY
from .reading import area_key, shown, visible
from .sections import Section, section
from .tables import ActivityTable, DecisionTable, OpportunityTable
from .values import Measure, measures_of


class RecordPage(PortalView):
    """The page of one published record; 404 for what a visitor may not see."""

    #: References that the page shows, as far as the visitor may see them.
    brought: tuple[str, ...] = ()
    list_title: Any = ""
    list_name = ""

    def get_record(self, uid: str) -> Any:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.record = self.get_record(kwargs["uid"])
        if self.record is None:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return str(self.record)

    def get_above(self) -> list[tuple[Any, str]]:
        return [(TERRITORY[0], reverse(TERRITORY[1])), (self.list_title, reverse(self.list_name))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(record=self.record, **kwargs)


class NeedPage(RecordPage):
    template_name = "portal/territory/need.html"
    list_title, list_name = _("Needs"), "portal:needs"

    def get_record(self, uid: str) -> Need | None:
        rows = shown(visible(Need), "area", "groups", "indicators")
        return rows.filter(uid=uid).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        this = visible(Need).filter(pk=self.record.pk)
        activities = activity_rows(answering(this))
        decisions = decision_rows(carrying_out(activities) | standing_on("need", [self.record.uid]))
        done, decided = self.sections(activities, decisions)
        return super().get_context_data(
            designation=needs.designations_in_force(VISITOR).filter(area=self.record.area).first(),
            sections=[decided, done, self.at_hand()],
            chain_decisions=[row.record for row in decided.table.rows],
            chain_activities=[row.record for row in done.table.rows],
            area_key=area_key(self.record.area),
            measures=self.measures(),
            heard=heard_text(heard.heard_in(VISITOR, heard.listenings_of_need(VISITOR, self.record))),
            **kwargs,
        )

    def measures(self) -> list[Measure]:
        """The indicators that speak for it, with the latest values of its area."""
        named = {indicator.pk for indicator in self.record.indicators.all()}
        found = measures_of(self.record.area) if named else []
        return [one for one in found if one.figure.indicator.pk in named]

    def sections(self, activities: Any, decisions: Any) -> tuple[Section, Section]:
        done = section(
            "attivita",
            _("Activities that answer it"),
            ActivityTable,
            activities,
            empty=_("No activity answers this need yet."),
            all_url=f"{reverse('portal:activities')}?need={self.record.uid}",
        )
        decided = section(
            "decisioni",
            _("Decisions"),
            DecisionTable,
            decisions,
            empty=_("No published decision is about this need yet."),
        )
        return done, decided

    def at_hand(self) -> Section:
        rows = needs.opportunities_of_area(VISITOR, self.record.area).filter(theme=self.record.theme)
        return section(
            "opportunita",
            _("What is at hand there, on the same theme"),
            OpportunityTable,
            shown(rows, "area", "organisation", "place"),
            empty=_("No opportunity on this theme is recorded in the area."),
            all_url=f"{reverse('portal:opportunities')}?area={area_key(self.record.area)}&theme={self.record.theme}",
            exclude=("theme",),
        )


class OpportunityPage(RecordPage):
    template_name = "portal/territory/opportunity.html"
    list_title, list_name = _("Opportunities"), "portal:opportunities"

    def get_record(self, uid: str) -> Opportunity | None:
        rows = shown(needs.opportunities(VISITOR), "area", "organisation", "place")
        return rows.filter(uid=uid).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject = needs.subjects_of(VISITOR, [self.record]).get(self.record.pk)
        return super().get_context_data(subject=subject, **kwargs)


class PlacePage(RecordPage):
    template_name = "portal/territory/place.html"
    list_title, list_name = _("Places"), "portal:places"

    def get_record(self, uid: str) -> Place | None:
        return shown(visible(Place), "area").filter(uid=uid).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        done = section(
            "attivita",
            _("Activities here"),
            ActivityTable,
            activity_rows(Q(place=self.record)),
            empty=_("No activity takes place here yet."),
            all_url=f"{reverse('portal:activities')}?place={self.record.uid}",
            exclude=("place",),
        )
        offered = section(
            "opportunita",
            _("Opportunities"),
            OpportunityTable,
            shown(needs.opportunities(VISITOR).filter(place=self.record), "area", "organisation"),
            empty=_("No opportunity is recorded about this place."),
            exclude=("place",),
        )
        return super().get_context_data(
            sections=[done, offered], on_map=self.record.lon is not None, **kwargs
        )
