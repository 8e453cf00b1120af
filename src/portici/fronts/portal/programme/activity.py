"""The page of an activity: the chain up to the area in distress, what it waits for, what waits for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.kit import PortalView
from portici.fronts.portal.publishing.reading import attached
from portici.fronts.portal.territory.reading import visible
from portici.fronts.timeline import timeline_of
from portici.governance.queries import decisions_of_activity
from portici.kernel import clock
from portici.kernel.actor import VISITOR
from portici.programme.models import Activity

from .reading import activities, activity_at

#: How many decisions, or activities that wait, a page names.
MOST_NAMED = 60


class Named(list[Any]):
    """The first rows of many; `more` says whether there are others."""

    def __init__(self, rows: Any) -> None:
        found = list(rows[: MOST_NAMED + 1])
        super().__init__(found[:MOST_NAMED])
        self.more = len(found) > MOST_NAMED


class ActivityPage(PortalView):
    template_name = "portal/programme/activity.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.activity = activity_at(kwargs["uid"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.activity.title

    def get_above(self) -> list[tuple[Any, str]]:
        above = [(_("Projects"), reverse("portal:projects"))]
        project = self.activity.project
        return [*above, (project.code, reverse("portal:project", args=[project.code]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity = self.activity
        milestones = list(activity.milestones.all())
        late = (
            activity.ends_on is not None and activity.ends_on < clock.today() and activity.state == "running"
        )
        return super().get_context_data(
            record=activity,
            decisions=Named(decisions_of_activity(VISITOR, activity)),
            needs=list(activity.needs.all()),
            areas=list(activity.areas.all()),
            milestones=milestones,
            depends_on=list(activity.depends_on.all()),
            dependants=Named(visible(Activity).filter(depends_on=activity)),
            timeline=timeline_of(self.around()),
            is_late=late,
            today=clock.today(),
            **attached(activity),
            **kwargs,
        )

    def around(self) -> Any:
        """The activity with those it waits for and those that wait for it."""
        here = self.activity.pk
        return activities().filter(
            Q(pk=here)
            | Q(pk__in=self._linked("from_activity", "to_activity"))
            | Q(pk__in=self._linked("to_activity", "from_activity"))
        )

    def _linked(self, end: str, other: str) -> Any:
        through = Activity.depends_on.through._default_manager
        return through.filter(**{end: self.activity}).values(other)
