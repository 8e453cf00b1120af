"""The minutes of a meeting in the portal: the public text, as it was approved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portici.fronts.boardpapers.paper import minutes_paper, pdf_of
from portici.fronts.papers import paper_response
from portici.fronts.portal.kit import PortalView
from portici.governance.models import Minutes, MinutesState
from portici.governance.queries import decisions_on
from portici.kernel.actor import VISITOR
from portici.records.links import seen


def minutes_at(address: str) -> Minutes:
    """The published minutes of the meeting of an address; Http404 when a visitor sees none."""
    rows = seen(Minutes, VISITOR).filter(meeting__address=address.lower(), state=MinutesState.APPROVED)
    found: Minutes | None = rows.select_related("meeting__body", "approved_in__body").first()
    if found is None:
        raise Http404
    return found


class MinutesPage(PortalView):
    """What the body did, and how each voted; what is confidential is named by its number alone."""

    template_name = "portal/papers/minutes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.minutes = minutes_at(kwargs["address"])
        self.paper = minutes_paper(VISITOR, self.minutes)
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.paper.title

    def get_above(self) -> list[tuple[Any, str]]:
        meeting = self.minutes.meeting
        return [
            (_("Decisions"), reverse("portal:decisions")),
            (_("Meetings"), reverse("portal:meetings")),
            (str(meeting), reverse("portal:meeting", args=[meeting.address])),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            record=self.minutes,
            paper=self.paper,
            corrections=list(decisions_on(VISITOR, self.minutes)),
            text_url=reverse("portal:minutes-text", args=[self.minutes.meeting.address]),
            **kwargs,
        )


@require_safe
def paper(request: HttpRequest, address: str) -> HttpResponse:
    """The public text as PDF."""
    minutes = minutes_at(address)
    name = f"{minutes.meeting.address}-verbale.pdf"
    return paper_response(request, name, lambda: pdf_of(minutes_paper(VISITOR, minutes)))


@require_safe
def text(_request: HttpRequest, address: str) -> HttpResponse:
    """The very text that the public digest is of."""
    return HttpResponse(
        minutes_paper(VISITOR, minutes_at(address)).text, content_type="text/plain; charset=utf-8"
    )
