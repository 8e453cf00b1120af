"""The portal's pages of guidelines: the list, one with all that stands below it, a body's plan of a year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts.figures import Figure, tally
from portici.fronts.portal.governance.reading import body_at
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.territory.reading import visible
from portici.governance.following import plan, queries
from portici.governance.models import Guideline
from portici.kernel.actor import VISITOR
from portici.programme.queries import amounts_by_project

from .filters import GuidelineFilter
from .tables import GuidelineTable

#: How many decisions a guideline's page shows with their steps; the list has all.
MOST_LISTED = 20
#: Plans that the list of guidelines leads to; an earlier one is a step from any of its guidelines.
LAST_PLANS = 12


class Guidelines(PortalTable):
    """What the bodies ask of the office, plan by plan."""

    template_name = "portal/following/list.html"
    title = _("Guidelines")
    lead = _("What the office's bodies ask of it, year by year, and how far it has been carried out.")
    export_name = "indirizzi"
    table_class = GuidelineTable
    filterset_class = GuidelineFilter

    def get_above(self) -> list[tuple[Any, str]]:
        return [(_("Decisions"), reverse("portal:decisions"))]

    def get_queryset(self) -> Any:
        return queries.guidelines(VISITOR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = [
            (body, year, reverse("portal:plan", args=[body.uid, year]))
            for body, year in plan.plans(VISITOR, LAST_PLANS + 1)
        ]
        return super().get_context_data(
            lead=self.lead, plans=plans[:LAST_PLANS], has_earlier=len(plans) > LAST_PLANS, **kwargs
        )


class GuidelinePage(PortalView):
    """One guideline, and the whole chain below it."""

    template_name = "portal/following/guideline.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = visible(Guideline).filter(uid=kwargs["uid"]).select_related("body").first()
        if found is None:
            raise Http404
        self.guideline = found
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.guideline.title

    def get_above(self) -> list[tuple[Any, str]]:
        return [
            (_("Decisions"), reverse("portal:decisions")),
            (_("Guidelines"), reverse("portal:guidelines")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.guideline
        decided = plan.decisions_below(VISITOR, one)
        projects = plan.projects_below(VISITOR, one).select_related("parent")
        return super().get_context_data(
            record=one,
            plan_url=reverse("portal:plan", args=[one.body.uid, one.year]),
            branch=plan.branch_of(VISITOR, one),
            figures=self.figures(decided),
            executions=queries.executions(VISITOR, decided.select_related("body")[:MOST_LISTED]),
            decisions_url=f"{reverse('portal:decisions')}?guideline={one.uid}",
            areas=plan.areas_below(VISITOR, one)[:MOST_LISTED],
            indicators=plan.indicators_below(VISITOR, one)[:MOST_LISTED],
            money=amounts_by_project(VISITOR, projects),
            **kwargs,
        )

    def figures(self, decided: Any) -> list[Figure]:
        one = self.guideline
        decisions, activities, needs = (
            f"{reverse(f'portal:{name}')}?guideline={one.uid}"
            for name in ("decisions", "activities", "needs")
        )
        doing = plan.activities_below(VISITOR, one)
        return [
            tally(
                npgettext_lazy("figure", "decision carries it out", "decisions carry it out", "count"),
                decided.count(),
                decisions,
            ),
            tally(npgettext_lazy("figure", "activity", "activities", "count"), doing.count(), activities),
            tally(
                npgettext_lazy("figure", "of the activities done", "of the activities done", "count"),
                doing.filter(state="done").count(),
                f"{activities}&state=done",
            ),
            tally(
                npgettext_lazy("figure", "need answered", "needs answered", "count"),
                plan.needs_below(VISITOR, one).count(),
                needs,
            ),
        ]


class PlanPage(PortalView):
    """A body's plan of a year: its tree on one page, which prints."""

    template_name = "portal/following/plan.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.body, self.year = body_at(kwargs["uid"]), kwargs["year"]
        self.roots = plan.plan_of(VISITOR, self.body, self.year)
        if not self.roots:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return format_lazy(_("Plan of {year}: {body}"), year=self.year, body=str(self.body))

    def get_above(self) -> list[tuple[Any, str]]:
        return [
            (_("Decisions"), reverse("portal:decisions")),
            (_("Guidelines"), reverse("portal:guidelines")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        branches = [branch for root in self.roots for branch in root.walked()]
        return super().get_context_data(body=self.body, branches=branches, **kwargs)
