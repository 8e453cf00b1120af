"""The portal's pages of studies: what was asked, which areas are most distressed, and why each is in or out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext_lazy

from portici.fronts.dossier.listed import files_of
from portici.fronts.figures import Figure, tally
from portici.fronts.gathering import Gathering, around_of, gathering_of
from portici.fronts.hanging import hanging_of
from portici.fronts.portal.kit import PortalTable, PortalView
from portici.fronts.portal.territory.sections import section
from portici.fronts.standing import lines_of, near_of, parts_of, reasons_of, why_out
from portici.fronts.templatetags.portici import number
from portici.kernel.actor import VISITOR
from portici.study import queries, sureness
from portici.study.models import AreaResult, AreaState, Edition
from portici.territory.models import Area

from .charts import shown
from .filters import AreaFilter, StudyFilter
from .links import dossier_links
from .proposals import proposals_about
from .reading import STUDIES, above, down_to, edition_at, edition_url, results, study_at
from .tables import AreaTable, StudyTable


class Studies(PortalTable):
    """The published studies."""

    template_name = "portal/list.html"
    title = STUDIES
    lead = _("Which areas are most in distress, how that was worked out, and from which figures.")
    export_name = "studi"
    table_class = StudyTable
    filterset_class = StudyFilter

    def get_queryset(self) -> Any:
        return queries.studies(VISITOR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lead=self.lead, **kwargs)


class StudyPage(PortalView):
    """A study and its editions."""

    template_name = "portal/study/study.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.study = study_at(kwargs["code"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.study.title

    def get_above(self) -> list[tuple[Any, str]]:
        return [(STUDIES, reverse("portal:studies"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editions = queries.computed(VISITOR, self.study.code)
        held_back = queries.held_back(VISITOR, self.study)
        return super().get_context_data(record=self.study, editions=editions, held_back=held_back, **kwargs)


class OfEdition(PortalView):
    """A page of one edition."""

    edition: Edition

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.edition = edition_at(kwargs["code"], kwargs["number"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return self.edition.title

    def get_above(self) -> list[tuple[Any, str]]:
        return above(self.edition)


class EditionPage(OfEdition):
    """An edition: the most distressed areas, who is out, what it is made of, and the files to work it out again."""

    template_name = "portal/study/edition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, rows = self.edition, results(self.edition)
        every = edition_url(edition, "edition-areas")
        ranked = section(
            "aree",
            _("The most distressed areas"),
            AreaTable,
            rows.filter(state=AreaState.INCLUDED).select_related("edition__study"),
            empty=_("No area has a place."),
            all_url=every,
            note=how_sure(edition),
            exclude=("state", *unasked(edition)),
        )
        left = list(rows.exclude(state=AreaState.INCLUDED).select_related("edition__study", "area__layer"))
        parts = parts_of(edition)
        return super().get_context_data(
            record=edition,
            sections=[ranked],
            parts=parts,
            out=[(row, why_out(row, parts)) for row in left],
            figures=counted(edition),
            **dossier_links(edition),
            near=near_of(rows, near_url),
            files=[(one.format, edition_url(edition, one.address), one.about) for one in files_of(edition)],
            within=queries.told_within(VISITOR, edition),
            withheld=max(int(edition.manifest.get("areas", 0)) - rows.count(), 0),
            gathering=gathering_shown(edition),
            hanging=hanging_of(edition),
            proposals=queries.proposals_of(VISITOR, edition),
            **shown(self.request, edition),
            **kwargs,
        )


def counted(edition: Edition) -> list[Figure]:
    """How many areas take part, and how many the source excludes."""
    every = edition_url(edition, "edition-areas")
    counts = queries.counts_by_state(queries.results_of(VISITOR, edition))
    return [
        tally(
            npgettext_lazy("figure", "area in the index", "areas in the index", "count"),
            counts["included"],
            f"{every}?state=included",
        ),
        tally(
            npgettext_lazy("figure", "area excluded by the source", "areas excluded by the source", "count"),
            counts["excluded"],
            f"{every}?state=excluded",
        ),
    ]


def gathering_shown(edition: Edition) -> Gathering | None:
    """What a visitor is told of clusters: nothing where nothing can be said."""
    found = gathering_of(
        edition, results(edition), lambda row: edition_url(edition, "edition-area", row.code)
    )
    return found if found is not None and found.is_said else None


def near_url(area: Area) -> str:
    return reverse("portal:area-near", args=[area.layer.code, area.code])


def unasked(edition: Edition) -> tuple[str, ...]:
    """The columns that there is nothing for when the edition did not ask how sure its ranking is."""
    return () if edition.uncertainty else ("interval", "probability")


def how_sure(edition: Edition) -> str:
    """What the columns of intervals and probabilities mean, where there are any."""
    asked = sureness.asked_of(edition.uncertainty)
    if asked is None:
        return ""
    return _now(
        "Over %(draws)s draws of other reasonable choices: where nine in ten put the area, and in what share of them it is among"
        " the %(k)s most distressed. Near 100 %% it is in whatever is chosen, around 50 %% it is the choice that decides."
    ) % {"draws": number(asked.draws), "k": number(asked.k)}


class Areas(PortalTable):
    """All areas of an edition, by rank."""

    template_name = "portal/list.html"
    export_name = "aree-dello-studio"
    table_class = AreaTable
    filterset_class = AreaFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.edition = edition_at(kwargs["code"], kwargs["number"])
        return super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return _("The areas, by distress")

    def get_above(self) -> list[tuple[Any, str]]:
        return down_to(self.edition)

    def get_queryset(self) -> Any:
        return results(self.edition).select_related("edition__study")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"exclude": unasked(self.edition)}


class AreaPage(OfEdition):
    """An area in an edition: why it is in or out, in words, and each figure that it comes from."""

    template_name = "portal/study/area.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.row = self.found(edition_at(kwargs["code"], kwargs["number"]), kwargs["area_code"])
        return super().get(request, *args, **kwargs)

    def found(self, edition: Edition, code: str) -> AreaResult:
        row = queries.results_of(VISITOR, edition).filter(code=code).select_related("edition__study").first()
        if row is None:
            raise Http404
        return row

    def get_title(self) -> Any:
        return self.row.name

    def get_above(self) -> list[tuple[Any, str]]:
        listed = (_("The areas, by distress"), edition_url(self.edition, "edition-areas"))
        return [*down_to(self.edition), listed]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(queries.results_of(VISITOR, self.edition))
        lines = lines_of(self.row, rows, parts_of(self.edition))
        return super().get_context_data(
            record=self.edition,
            row=self.row,
            area=self.row.area,
            lines=lines,
            reasons=reasons_of(self.row, rows, lines),
            around=around_of(self.row),
            edition_url=edition_url(self.edition),
            proposed=proposals_about(self.row.area, self.edition),
            **kwargs,
        )
