"""The portal's lists of projects and activities. Pages of one are in `project` and `activity`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.figures import Figure
from portici.fronts.portal.kit import PortalTable
from portici.fronts.portal.narrowed import narrowed
from portici.fronts.templatetags.portici import money
from portici.fronts.timeline import timeline_of

from .activity import ActivityPage
from .filters import ActivityFilter, ProjectFilter
from .project import Compare, ProjectPage, SheetVersion
from .reading import AMOUNT_FIELDS, AMOUNTS, activities, counted, projects, sheet_of, totals
from .tables import ActivityTable, ProjectTable

__all__ = ["Activities", "ActivityPage", "Compare", "ProjectPage", "Projects", "SheetVersion"]


class Projects(PortalTable):
    """The programme's tree, with the amounts of each newest sheet and their totals."""

    template_name = "portal/programme/projects.html"
    title = _("Projects")
    lead = _("Projects and sub-projects with their amounts, as their newest published sheets give them.")
    export_name = "progetti"
    table_class = ProjectTable
    filterset_class = ProjectFilter
    strict = True

    def get_queryset(self) -> Any:
        axis = [F(f"action__axis__{name}").asc(nulls_last=True) for name in ("programme__code", "code")]
        return projects().order_by(*axis, "code_key", "code")

    def get_table_kwargs(self) -> dict[str, Any]:
        field = AMOUNT_FIELDS.get(self.request.GET.get("importo", ""))
        if field is None:
            return {"exclude": ("title",)}

        def amount(record: Any) -> str:
            sheet = sheet_of(record)
            return str(getattr(sheet, field) or Decimal(0)) if sheet else "0"

        return {"exclude": ("title",), "row_attrs": {"data-row": "", "data-value": amount}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            lead=self.lead,
            narrowed=narrowed(self.request, "parent"),
            grouped=not self.request.GET.get("sort"),
            totals=self.totals(),
            **kwargs,
        )

    def totals(self) -> list[dict[str, Any]]:
        """The sum of each amount over the rows that count, leading to just those rows."""
        of_subs = self.request.GET.get("livello") == "sottoprogetto" or bool(self.request.GET.get("parent"))
        sums = totals(self.object_list if of_subs else counted(self.object_list))
        return [
            {"label": label, "figure": self._figure(label, sums[field], self._behind(name, of_subs))}
            for name, field, label in AMOUNTS
        ]

    def _figure(self, label: Any, total: Decimal | None, url: str) -> Figure | None:
        return None if total is None else Figure(label, total, url, how="sum", text=money(total))

    def _behind(self, name: str, of_subs: bool) -> str:
        asked = self.request.GET.copy()
        for dropped in ("page", "sort", "formato"):
            asked.pop(dropped, None)
        asked["importo"] = name
        if not of_subs:
            asked["livello"] = "progetto"
        return f"{reverse('portal:projects')}?{asked.urlencode()}"


class Activities(PortalTable):
    """What is done, when, by whom, where: by area, project, organisation, need, decision, state."""

    template_name = "portal/programme/activities.html"
    title = _("Activities")
    lead = _("What is done, by whom, where and when, to answer which need.")
    export_name = "attivita"
    table_class = ActivityTable
    filterset_class = ActivityFilter
    strict = True
    table_pagination = {"per_page": 15}  # each has a bar in the drawing too

    def get_queryset(self) -> Any:
        return activities()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            lead=self.lead,
            narrowed=narrowed(self.request, "organisation", "place", "need", "decision", "guideline"),
            **kwargs,
        )
        shown = [row.record for row in context["table"].paginated_rows]
        return {**context, "timeline": timeline_of(shown)}
