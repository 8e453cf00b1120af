"""The portal's pages of meetings: when a body meets, what of its agenda is public, what it decided there; and all of them as a calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy
from django.views.decorators.http import require_safe

from portici.fronts.addresses import portal_url
from portici.fronts.figures import Figure, tally
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.territory.sections import section
from portici.fronts.wording import moment_text
from portici.governance.meetings import calendars, queries
from portici.governance.models import MeetingState
from portici.governance.papers.queries import minutes_of
from portici.kernel import clock
from portici.kernel.actor import VISITOR

from .filters import MeetingFilter
from .reading import decisions
from .tables import DecisionTable, MeetingTable

DECISIONS = (_("Decisions"), "portal:decisions")
#: How far back the calendar goes, and how many meetings it has at most.
PAST, MOST = timedelta(days=400), 500


class Meetings(PortalTable):
    """Published meetings, the last first."""

    template_name = "portal/governance/meetings.html"
    title = _("Meetings")
    lead = _("When the office's bodies meet, what is on their public agenda and what they decided.")
    export_name = "sedute"
    table_class = MeetingTable
    filterset_class = MeetingFilter
    strict = True

    def get_above(self) -> list[tuple[Any, str]]:
        return [(DECISIONS[0], reverse(DECISIONS[1]))]

    def get_queryset(self) -> Any:
        return queries.meetings(VISITOR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.lead, narrowed=[], **kwargs)


class MeetingPage(PortalView):
    """One meeting: its public agenda, and the published decisions that were taken there."""

    template_name = "portal/governance/meeting.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = queries.meeting_by_address(VISITOR, kwargs["address"])
        if found is None:
            raise Http404
        self.meeting = found
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return str(self.meeting)

    def get_above(self) -> list[tuple[Any, str]]:
        return [(DECISIONS[0], reverse(DECISIONS[1])), (_("Meetings"), reverse("portal:meetings"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.meeting
        taken = decisions().filter(item__meeting=one)
        return super().get_context_data(
            record=one,
            begins=moment_text(one.starts_at),
            lines=self.lines(),
            is_over=one.state == MeetingState.CLOSED,
            is_cancelled=one.state == MeetingState.CANCELLED,
            minutes_url=portal_url(minutes) if (minutes := minutes_of(VISITOR, one)) else "",
            sections=[self.decisions(taken)],
            figures=self.figures(taken),
            **kwargs,
        )

    def lines(self) -> list[Any]:
        """What is on the agenda; once the meeting is over what was, as in the minutes, also where it was carried over."""
        lines = queries.timed(self.meeting, queries.agenda_of(VISITOR, self.meeting))
        return [line for line in lines if line.number is not None]

    def decisions(self, taken: Any) -> Any:
        return section(
            "decisioni",
            _("What was decided there"),
            DecisionTable,
            taken,
            empty=_("No decision of this meeting is published yet."),
            all_url=f"{reverse('portal:decisions')}?meeting={self.meeting.address}",
            exclude=("body",),
        )

    def figures(self, taken: Any) -> list[Figure]:
        every = f"{reverse('portal:decisions')}?meeting={self.meeting.address}"
        number = taken.order_by().prefetch_related(None).count()
        label = npgettext_lazy("figure", "published decision", "published decisions", "count")
        return [tally(label, number, every)]


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The published meetings as a calendar to subscribe to (`text/calendar`)."""
    rows = queries.meetings(VISITOR).filter(starts_at__gte=clock.now() - PAST)
    found = list(rows.order_by("-starts_at", "-pk")[:MOST])
    pages = [request.build_absolute_uri(portal_url(one)) for one in found]
    answer = HttpResponse(calendars.feed(found, pages), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="sedute.ics"'
    return answer
