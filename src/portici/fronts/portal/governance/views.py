"""The portal's pages of decisions and of the bodies that take them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts.figures import Figure, tally
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.narrowed import narrowed
from portici.fronts.portal.programme.tables import ActivityTable
from portici.fronts.portal.publishing.reading import attached
from portici.fronts.portal.territory.reading import visible
from portici.fronts.portal.territory.sections import section
from portici.governance import sentences
from portici.governance.following import plan
from portici.governance.following import queries as following
from portici.governance.following.evidence import evidence_of
from portici.governance.meetings.queries import meeting_of, meetings_of
from portici.governance.models import Body, Guideline
from portici.governance.queries import ground_states, members_of, rules_on
from portici.kernel import clock
from portici.kernel.actor import VISITOR
from portici.needs.models import Need
from portici.records.links import seen

from .filters import DecisionFilter
from .reading import body_at, carrying_out, decision_at, decisions
from .tables import DecisionTable, MeetingTable

#: A city has a handful; of more, the rest is found by the filter.
MOST_BODIES = 12


class Decisions(PortalTable):
    """What was decided, newest first; and the ways to who decided it, and when."""

    template_name = "portal/governance/decisions.html"
    title = _("Decisions")
    lead = _("What the office's bodies have decided, on which grounds, and which activities carry it out.")
    export_name = "decisioni"
    table_class = DecisionTable
    filterset_class = DecisionFilter
    strict = True

    def get_queryset(self) -> Any:
        return decisions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.lead,
            narrowed=narrowed(self.request, "project", "activity", "meeting", "guideline"),
            bodies=list(seen(Body, VISITOR).order_by("name", "pk")[:MOST_BODIES]),
            **kwargs,
        )


class DecisionPage(PortalView):
    """One decision: its words, what it stands on, what carries it out."""

    template_name = "portal/governance/decision.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.decision = decision_at(kwargs["address"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.decision.title

    def get_above(self) -> list[tuple[Any, str]]:
        return [(_("Decisions"), reverse("portal:decisions"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activities = carrying_out(self.decision)
        done = section(
            "attivita",
            _("What carries it out, and what became of it"),
            ActivityTable,
            activities,
            empty=_("No published activity carries out this decision yet."),
            all_url=f"{reverse('portal:activities')}?decision={self.decision.address}",
            exclude=("partners",),
        )
        first = [row.record for row in done.table.rows]
        standing = ground_states(VISITOR, self.decision)
        execution = following.execution_of(VISITOR, self.decision)
        return super().get_context_data(
            record=self.decision,
            number=f"{self.decision.number}/{self.decision.year}",
            exhibits=standing,
            sections=[done],
            activities=first,
            needs=_needs_behind(standing, first),
            areas=_once(area for activity in first for area in activity.areas.all()),
            figures=self.figures(activities),
            execution=execution,
            evidence=evidence_of(VISITOR, execution),
            meeting=meeting_of(VISITOR, self.decision),
            tied=following.chain_of(VISITOR, self.decision),
            guidelines=visible(Guideline).filter(pk__in=self.decision.guidelines.values("pk")),
            **attached(self.decision),
            **kwargs,
        )

    def figures(self, activities: Any) -> list[Figure]:
        every = f"{reverse('portal:activities')}?decision={self.decision.address}"
        rows = activities.order_by().prefetch_related(None)
        return [
            tally(
                npgettext_lazy("figure", "activity carries it out", "activities carry it out", "count"),
                rows.count(),
                every,
            ),
            tally(
                npgettext_lazy("figure", "of them done", "of them done", "count"),
                rows.filter(state="done").count(),
                f"{every}&state=done",
            ),
        ]


class BodyPage(PortalView):
    """A body: who sits in it, what it decided."""

    template_name = "portal/governance/body.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.body = body_at(kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.body.name

    def get_above(self) -> list[tuple[Any, str]]:
        return [(_("Decisions"), reverse("portal:decisions"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decided = decisions().filter(body=self.body)
        every = f"{reverse('portal:decisions')}?body={self.body.code}"
        taken = section(
            "decisioni",
            _("What it decided"),
            DecisionTable,
            decided,
            empty=_("No decision of this body is published yet."),
            all_url=every,
            exclude=("body",),
        )
        rules = rules_on(VISITOR, self.body, clock.today())
        count = decided.order_by().prefetch_related(None).count()
        return super().get_context_data(
            record=self.body,
            members=members_of(VISITOR, self.body),
            plans=[year for body, year in plan.plans(VISITOR) if body == self.body],
            rules=sentences.rules_said(rules) if rules else [],
            rules_title=sentences.from_when(rules) if rules else "",
            sections=[taken, self.meetings()],
            figures=[
                tally(
                    npgettext_lazy("figure", "published decision", "published decisions", "count"),
                    count,
                    every,
                )
            ],
            **kwargs,
        )

    def meetings(self) -> Any:
        return section(
            "sedute",
            _("Its meetings"),
            MeetingTable,
            meetings_of(VISITOR, self.body),
            empty=_("No meeting of this body is published yet."),
            all_url=f"{reverse('portal:meetings')}?body={self.body.code}",
            exclude=("body",),
        )


def _needs_behind(standing: list[Any], activities: list[Any]) -> list[Need]:
    """The needs that the decision stands on, and those that its activities answer."""
    exhibited = [exhibit.record for exhibit in standing if isinstance(exhibit.record, Need)]
    return _once([*exhibited, *(need for activity in activities for need in activity.needs.all())])


def _once(records: Any) -> list[Any]:
    return list({record.pk: record for record in records}.values())
