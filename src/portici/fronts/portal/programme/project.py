"""The page of a project: its sheet as published, its chain, other projects; and each dated sheet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts import structured
from portici.fronts.compared import choices_of, chosen, compared
from portici.fronts.figures import Figure, tally
from portici.fronts.portal.governance.reading import decisions
from portici.fronts.portal.governance.tables import DecisionTable
from portici.fronts.portal.kit import PortalView
from portici.fronts.portal.publishing.reading import attached
from portici.fronts.portal.territory.reading import visible
from portici.fronts.portal.territory.sections import Section, section
from portici.fronts.posters import posters_of
from portici.fronts.templatetags.portici import money
from portici.fronts.timeline import MOST_BARS, timeline_of
from portici.kernel.actor import VISITOR
from portici.needs.models import Need
from portici.programme.models import Activity, Project
from portici.programme.queries import RelationView, relations_of
from portici.records.models import Record
from portici.territory.models import Area

from .filters import of_project
from .notes import notes_on
from .reading import (
    AMOUNTS,
    Version,
    activities,
    doing,
    organisations_of,
    project_at,
    versions_of,
)
from .tables import ActivityTable

#: How many needs, areas or organisations a page names; the lists behind its figures have the others.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Named:
    """The first records of a query set, and whether there are others."""

    records: list[Any]
    more: bool

    @classmethod
    def first(cls, rows: Any) -> Named:
        found = list(rows[: MOST_NAMED + 1])
        return cls(found[:MOST_NAMED], len(found) > MOST_NAMED)


@dataclass(frozen=True, slots=True)
class Amount:
    """One of the four amounts of a sheet, and where its row stands alone."""

    name: str
    label: Any
    value: Decimal | None
    url: str

    @property
    def figure(self) -> Figure:
        return Figure(self.label, self.value, self.url, how="published", text=money(self.value))


def amounts_of(version: Version) -> list[Amount]:
    return [
        Amount(name, label, getattr(version.sheet, field), f"{version.url}?importo={name}")
        for name, field, label in AMOUNTS
    ]


def sheet_context(version: Version | None) -> dict[str, Any]:
    """What the sheet's part of a page shows; nothing when no sheet is published."""
    if version is None:
        return {"sheet": None}
    return {
        "sheet": version.sheet,
        "version": version,
        "sheet_sections": list(version.sheet.sections.all()),
        "amounts": amounts_of(version),
        "notes": notes_on(version.sheet),
    }


def related(project: Project) -> list[tuple[str, list[RelationView]]]:
    """The relations of a project from either end, under what each says ("hosts events of")."""
    groups: dict[str, dict[int, RelationView]] = {}
    for view in relations_of(VISITOR, project):
        groups.setdefault(str(view.label), {}).setdefault(view.other.pk, view)
    return [(label, list(views.values())) for label, views in groups.items()]


class OfProject(PortalView):
    """A page under a project; every other spelling of the code leads to the one address."""

    #: The name of its address, which takes the code.
    address: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.project = project_at(kwargs["code"])
        if kwargs["code"] != self.project.code:
            here = reverse(f"portal:{self.address}", kwargs={**kwargs, "code": self.project.code})
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{here}?{query}" if query else here)
        return super().get(request, *args, **kwargs)


class ProjectPage(OfProject):
    address = "project"
    template_name = "portal/programme/project.html"

    def get_title(self) -> Any:
        return self.project.title

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumb()[:-1], {"label": self.project.code, "url": ""}]

    def get_above(self) -> list[tuple[Any, str]]:
        above: list[tuple[Any, str]] = [(_("Projects"), reverse("portal:projects"))]
        if self.project.parent:
            above.append(
                (self.project.parent.code, reverse("portal:project", args=[self.project.parent.code]))
            )
        return above

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = versions_of(self.project)
        newest = versions[0] if versions else None
        rows = activities().filter(of_project(self.project.code))
        first = list(rows[:MOST_BARS])
        return super().get_context_data(
            record=self.project,
            versions=versions,
            relations=related(self.project),
            sub_projects=Named.first(visible(Project).filter(parent=self.project)),
            figures=self.figures(rows),
            timeline=timeline_of(first),
            sections=[self.done(first), self.decided()],
            posters=posters_of(self.project),
            structured=structured.project(self.request, self.project),
            **attached(self.project),
            needs=self.reached(Need, Activity.needs.through),
            areas=self.reached(Area, Activity.areas.through),
            organisations=Named.first(organisations_of(self.project, newest.sheet if newest else None)),
            **sheet_context(newest),
            **kwargs,
        )

    def figures(self, rows: Any) -> list[Figure]:
        """How much is done; what is not there at all has no figure."""
        code, counted = self.project.code, rows.order_by().prefetch_related(None)
        every = f"{reverse('portal:activities')}?project={code}"
        subs = visible(Project).filter(parent=self.project)
        found = [
            tally(npgettext_lazy("figure", "activity", "activities", "count"), counted.count(), every),
            Figure(_("under way"), counted.filter(state="running").count(), f"{every}&state=running"),
            tally(
                npgettext_lazy("figure", "activity done", "activities done", "count"),
                counted.filter(state="done").count(),
                f"{every}&state=done",
            ),
            tally(
                npgettext_lazy("figure", "decision", "decisions", "count"),
                self.decisions().count(),
                f"{reverse('portal:decisions')}?project={code}",
            ),
            tally(
                npgettext_lazy("figure", "sub-project", "sub-projects", "count"),
                subs.count(),
                f"{reverse('portal:projects')}?parent={code}",
            ),
        ]
        return [figure for figure in found if figure.value]

    def done(self, rows: Any) -> Section:
        return section(
            "attivita",
            _("Activities"),
            ActivityTable,
            rows,
            empty=_("No activity of this project is published yet."),
            all_url=f"{reverse('portal:activities')}?project={self.project.code}",
        )

    def decisions(self) -> Any:
        through = decisions().model.activities.through._default_manager
        carried = through.filter(activity__in=doing(self.project).order_by().values("pk"))
        return decisions().filter(pk__in=carried.values("decision"))

    def decided(self) -> Section:
        return section(
            "decisioni",
            _("Decisions that it carries out"),
            DecisionTable,
            self.decisions(),
            empty=_("No published decision is carried out by this project yet."),
            all_url=f"{reverse('portal:decisions')}?project={self.project.code}",
        )

    def reached(self, model: type[Record], through: Any) -> Named:
        """The needs answered, or the areas touched, by the project's activities."""
        linked = through._default_manager.filter(activity__in=doing(self.project).order_by().values("pk"))
        return Named.first(visible(model).filter(pk__in=linked.values(model.KIND)))


class SheetVersion(OfProject):
    """One dated sheet, as its portal published it. `?importo=` points at the row of an amount."""

    template_name = "portal/programme/sheet_version.html"
    address = "sheet-version"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.wanted = (kwargs["date"], kwargs.get("ordinal", 1))
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.version.sheet.title

    def get_above(self) -> list[tuple[Any, str]]:
        return [
            (_("Projects"), reverse("portal:projects")),
            (self.project.code, reverse("portal:project", args=[self.project.code])),
        ]

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        label = _("Sheet of %(day)s") % {"day": date_format(self.version.sheet.as_of)}
        return [*super().get_breadcrumb()[:-1], {"label": label, "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = versions_of(self.project)
        found = [one for one in versions if (one.sheet.as_of.isoformat(), one.ordinal) == self.wanted]
        if not found:
            raise Http404
        self.version = found[0]
        return super().get_context_data(
            project_url=reverse("portal:project", args=[self.project.code]),
            record=self.project,
            versions=versions,
            asked=self.request.GET.get("importo", ""),
            is_newest=self.version is versions[0],
            **sheet_context(self.version),
            **kwargs,
        )


class Compare(OfProject):
    """Two published versions of a project's sheet side by side: `?da=2021-03-30&a=2026-01-15`."""

    template_name = "portal/programme/compare.html"
    address = "sheet-compare"

    def get_title(self) -> Any:
        return _("Versions of the sheet compared")

    def get_above(self) -> list[tuple[Any, str]]:
        return [
            (_("Projects"), reverse("portal:projects")),
            (self.project.code, reverse("portal:project", args=[self.project.code])),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = versions_of(self.project)
        files = {_key(version): version.snapshot_url for version in versions}
        choices = choices_of(((_key(version), version.sheet) for version in versions), files.__getitem__)
        pair = chosen(self.request.GET, choices)
        told = compared(*pair, choices) if pair else {}
        return super().get_context_data(record=self.project, **told, **kwargs)


def _key(version: Version) -> str:
    """A version in an address: its day, and its number when it is not the first of that day."""
    day = version.sheet.as_of.isoformat()
    return day if version.ordinal == 1 else f"{day}/{version.ordinal}"
