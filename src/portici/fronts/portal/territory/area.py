"""What did we do here? One page on one area and all that lies in it, made to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts import structured
from portici.fronts.figures import Figure, tally
from portici.fronts.observed import FrozenRow, frozen_rows, spread_row, sum_row
from portici.fronts.portal.kit import PortalView
from portici.fronts.portal.programme.reading import counted, newest_sheets
from portici.fronts.portal.study.areas import said_of
from portici.fronts.portal.study.proposals import proposals_about
from portici.fronts.templatetags.portici import money
from portici.kernel.actor import VISITOR
from portici.needs import queries as needs
from portici.needs.areas import inside
from portici.organisations.queries import organisations, seated_in
from portici.programme.models import Activity, ActivityState, Project
from portici.territory import queries
from portici.territory.models import Area, Place
from portici.territory.queries import Lying

from .links import activity_rows, decided_in, decision_rows, done_in
from .lists import TERRITORY, need_rows
from .reading import area_at, area_key, area_url, shown, visible
from .sections import Section
from .sections import section as any_section
from .tables import (
    ActivityHereTable,
    DecisionTable,
    NeedTable,
    OpportunityTable,
    PlaceTable,
    SeatedTable,
    TargetTable,
)
from .values import measures_of

#: The page goes to meetings on two sheets of paper.
section = partial(any_section, short_on_paper=True)
#: Designations of the area itself that its page tells whole.
MOST_DESIGNATIONS = 3
#: Figures of a designation that are told first, the nearest to the worst.
MOST_FIGURES = 4
#: The amounts that an area's page sums: of the sheet's four, what was planned and what was spent.
SUMMED = (
    ("amount_programmed", _("programmed for the projects at work here")),
    ("amount_paid", _("paid so far")),
)


class AreaReading:
    """The records of an area and of what lies in it: query sets that sections shorten and figures count."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.key = area_key(area)
        self.areas = inside(VISITOR, area).order_by().values("pk")
        self.needs = needs.needs(VISITOR).filter(area__in=self.areas)
        self.opportunities = needs.opportunities(VISITOR).filter(area__in=self.areas)
        self.designations = needs.designations(VISITOR).filter(area__in=self.areas)
        self.activities = visible(Activity).filter(done_in(self.areas))
        self.organisations = organisations(VISITOR).filter(seated_in(self.areas))
        self.places = visible(Place).filter(queries.placed_in(self.areas))
        self.decisions = decision_rows(decided_in(self.areas))

    @property
    def projects(self) -> QuerySet[Project]:
        """Projects at work here; a sub-project's amounts are part of its project's, which stands for it."""
        at_work = self.activities.order_by()
        here = Q(pk__in=at_work.values("project")) | Q(pk__in=at_work.values("project__parent"))
        return counted(visible(Project)).filter(here)

    def organisations_at_work_first(self) -> QuerySet[Any]:
        """Those seated here, before all those that carry out an activity here or are partners in one."""
        at_work = self.activities.order_by()
        partners = Activity.partners.through.objects.filter(activity__in=at_work.values("pk"))
        working = Q(pk__in=at_work.values("responsible")) | Q(pk__in=partners.values("organisation"))
        return _first(self.organisations, working, "folded_name")

    def places_at_work_first(self) -> QuerySet[Any]:
        """The places, before all those where an activity takes place."""
        return _first(self.places, Q(pk__in=self.activities.order_by().values("place")), "name")

    def list_url(self, name: str, **more: str) -> str:
        asked = "".join(f"&{key}={value}" for key, value in more.items())
        return f"{reverse(f'portal:{name}')}?area={self.key}{asked}"


def _first(rows: QuerySet[Any], condition: Q, by: str) -> QuerySet[Any]:
    return rows.order_by(Case(When(condition, then=0), default=1), by, "pk")


class AreaPage(PortalView):
    template_name = "portal/territory/area.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.area = area_at(kwargs["layer"], kwargs["code"])
        self.above = queries.ancestors(VISITOR, self.area)
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.area.name

    def get_above(self) -> list[tuple[Any, str]]:
        return [(TERRITORY[0], reverse(TERRITORY[1])), *((area.name, area_url(area)) for area in self.above)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        read = AreaReading(self.area)
        own = _own_designations(self.area)
        spreads = [spread_row(found) for found in queries.spreads_of_area(VISITOR, self.area)]
        return super().get_context_data(
            area=self.area,
            figures=[*_head_figures(read), *_money_figures(read)],
            states=_state_figures(read),
            designations=own[:MOST_DESIGNATIONS],
            all_designations=read.list_url("targets") if len(own) > MOST_DESIGNATIONS else "",
            sections=[*_why(read), *_done(read), *_with_whom(read)],
            indicators=measures_of(self.area),
            sums=[sum_row(found, self.area) for found in queries.sums_of_area(VISITOR, self.area)],
            spreads=spreads,
            #: What is told first may be known of the parts only.
            parts_first=any(row.indicator.is_headline for row in spreads),
            studies=said_of(self.area),
            below=_by_layer(list(queries.children(VISITOR, self.area)[:200])),
            parts=queries.parts_of(VISITOR, self.area),
            wholes=list(queries.wholes_of(VISITOR, self.area)[:40]),
            lies_in=_lying_by_layer(queries.lies_in(VISITOR, self.area)),
            drawn_here=queries.drawn_in(VISITOR, self.area),
            proposed=proposals_about(self.area),
            structured=structured.area(self.request, self.area),
            **kwargs,
        )


def _head_figures(read: AreaReading) -> list[Figure]:
    return [
        tally(npgettext_lazy("figure", "need", "needs", "count"), read.needs.count(), read.list_url("needs")),
        tally(
            npgettext_lazy("figure", "activity", "activities", "count"),
            read.activities.count(),
            read.list_url("activities"),
        ),
        tally(
            npgettext_lazy("figure", "decision", "decisions", "count"),
            read.decisions.count(),
            read.list_url("decisions"),
        ),
        tally(
            npgettext_lazy("figure", "organisation seated here", "organisations seated here", "count"),
            read.organisations.count(),
            read.list_url("organisations"),
        ),
        tally(
            npgettext_lazy("figure", "place", "places", "count"), read.places.count(), read.list_url("places")
        ),
    ]


def _state_figures(read: AreaReading) -> list[Figure]:
    totals = dict(read.activities.order_by().values_list("state").annotate(total=Count("pk")))
    return [
        Figure(state.label, totals[state], read.list_url("activities", state=state.value))
        for state in ActivityState
        if totals.get(state)
    ]


def _money_figures(read: AreaReading) -> list[Figure]:
    """Whole amounts of the projects: what of them was spent in this very area, no source says."""
    sheets = money_sheets(read)
    found = list(sheets.order_by().values_list(*(field for field, _label in SUMMED)))
    figures = []
    for position, (field, label) in enumerate(SUMMED):
        amounts = [row[position] for row in found if row[position] is not None]
        if not amounts:
            continue
        total = sum(amounts, Decimal(0))
        address = reverse("portal:area-money", args=[read.area.layer.code, read.area.code])
        note = _("whole projects, also outside this area")
        figures.append(
            Figure(label, total, f"{address}?amount={field}", how="sum", text=money(total), note=note)
        )
    return figures


def money_sheets(read: AreaReading) -> QuerySet[Any]:
    """The newest published sheets of the projects that make the area's totals."""
    return newest_sheets().filter(project__in=read.projects.order_by().values("pk"))


def _own_designations(area: Area) -> list[tuple[Any, list[FrozenRow], list[FrozenRow]]]:
    """The newest designations of the area itself, each with the frozen figures nearest to the worst, and the
    others; further designations are in the list.
    """
    found = list(needs.designations_of_area(VISITOR, area)[: MOST_DESIGNATIONS + 1])
    figures = needs.figures_of_all(VISITOR, found)
    standing = needs.still_observed(figure for each in figures.values() for figure in each)
    rows = [frozen_rows(figures.get(one.pk, []), one, standing) for one in found]
    return [(one, told[:MOST_FIGURES], told[MOST_FIGURES:]) for one, told in zip(found, rows, strict=True)]


def _why(read: AreaReading) -> list[Section]:
    """Target areas inside, needs, opportunities: where the chain begins."""
    return [
        section(
            "aree-bersaglio",
            _("Target areas within"),
            TargetTable,
            shown(read.designations.exclude(area=read.area), "area"),
            empty=_("No target area lies within this one."),
            all_url=read.list_url("targets"),
        ),
        section(
            "bisogni",
            _("Needs"),
            NeedTable,
            need_rows(read.needs),
            empty=_("No need is recorded here yet."),
            all_url=read.list_url("needs"),
        ),
        section(
            "opportunita",
            _("Opportunities"),
            OpportunityTable,
            shown(read.opportunities, "area", "organisation", "place"),
            empty=_("No opportunity is recorded here yet."),
            all_url=read.list_url("opportunities"),
        ),
    ]


def _done(read: AreaReading) -> list[Section]:
    """What was decided, and what was done."""
    return [
        section(
            "decisioni",
            _("Decisions"),
            DecisionTable,
            read.decisions,
            empty=_("No published decision is carried out here yet."),
            all_url=read.list_url("decisions"),
        ),
        section(
            "attivita",
            _("Activities"),
            ActivityHereTable,
            activity_rows(done_in(read.areas), "areas"),
            empty=_("No activity takes place here yet."),
            all_url=read.list_url("activities"),
        ),
    ]


def _with_whom(read: AreaReading) -> list[Section]:
    return [
        section(
            "organizzazioni",
            _("Organisations seated here"),
            SeatedTable,
            read.organisations_at_work_first(),
            empty=_("No organisation has a seat here in the register."),
            all_url=read.list_url("organisations"),
        ),
        section(
            "luoghi",
            _("Places"),
            PlaceTable,
            shown(read.places_at_work_first(), "area"),
            empty=_("No place is recorded here yet."),
            all_url=read.list_url("places"),
        ),
    ]


def _by_layer(areas: Sequence[Area]) -> list[tuple[str, list[Area]]]:
    groups: dict[str, list[Area]] = {}
    for area in areas:
        groups.setdefault(area.layer.name, []).append(area)
    return list(groups.items())


def _lying_by_layer(found: Sequence[Lying]) -> list[tuple[str, list[Lying]]]:
    groups: dict[str, list[Lying]] = {}
    for one in found:
        groups.setdefault(one.area.layer.name, []).append(one)
    return list(groups.items())
