"""The portal's first page, the way to an area, and the search over all that is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portici.citypack.queries import city
from portici.fronts.figures import Figure
from portici.fronts.portal.kit import PortalView
from portici.fronts.portal.territory.reading import area_choices, area_of_key, area_url
from portici.kernel.actor import VISITOR
from portici.kernel.subjects import holders
from portici.publishing import queries as published
from portici.records import registry
from portici.records.registry import Kind

from . import reading

EACH = 5
PAGE = 25


class Accessibility(PortalView):
    """How far the site can be used by everybody, and whom to tell when it cannot."""

    template_name = "portal/about/accessibility.html"
    title = _("Accessibility")


class Privacy(PortalView):
    """Which personal data the site holds, what for, how long."""

    template_name = "portal/about/privacy.html"
    title = _("Privacy notice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(holdings=[place.holding for place in holders()], **kwargs)


class Home(PortalView):
    """What this office is, the chain with its real numbers, where it acts, what it does now."""

    template_name = "portal/home/home.html"
    title = _("Home")

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            description=_description(),
            chain=reading.chain(),
            areas=reading.areas_with_activities(),
            area_choices=area_choices(),
            decisions=reading.latest_decisions(EACH),
            activities=reading.under_way(EACH + 1),
            family=reading.family(40),
            **published.home_parts(),
            **kwargs,
        )


def _description() -> dict[str, str]:
    """What the office is, in the page's language when the pack tells it."""
    here = city()
    if here is None:
        return {"text": "", "lang": ""}
    if get_language() == "en" and here.description_en:
        return {"text": here.description_en, "lang": "en"}
    return {"text": here.description, "lang": "it"}


@require_safe
def go_to_area(request: HttpRequest) -> HttpResponse:
    """From the home page's box to the page of the chosen area."""
    area = area_of_key(request.GET.get("area", ""))
    if area is None:
        if not request.GET.get("area"):
            return HttpResponseRedirect(reverse("portal:territory"))
        raise Http404
    return HttpResponseRedirect(area_url(area))


class Search(PortalView):
    """Words over all kinds: how many of each, and the first; `?tipo=` has all of one kind, in pages."""

    template_name = "portal/home/search.html"
    title = _("Search")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = " ".join(self.request.GET.get("q", "").split())[:200]
        kind = _searchable(self.request.GET.get("tipo", ""))
        found = self.one_kind(asked, kind) if kind else self.all_kinds(asked)
        return super().get_context_data(asked=asked, one=kind, **found, **kwargs)

    def all_kinds(self, asked: str) -> dict[str, Any]:
        results: list[Any] = [*registry.search(VISITOR, asked, each=EACH), *_pages(asked)] if asked else []
        groups = [
            {"kind": kind, "figure": _figure(kind, total, asked), "records": records, "more": total > EACH}
            for kind, total, records in results
        ]
        return {"groups": groups}

    def one_kind(self, asked: str, kind: Kind | PageKind) -> dict[str, Any]:
        if isinstance(kind, PageKind):
            rows = kind.matching(asked)
        else:
            rows = registry.matching(VISITOR, kind.visible_to(VISITOR), asked)
        return {"page_obj": Paginator(rows, PAGE).get_page(self.request.GET.get("page"))}


@dataclass(frozen=True, slots=True)
class PageKind:
    """What is searched besides records, as a kind is told."""

    name: str
    label: Any
    label_plural: Any

    def matching(self, asked: str) -> Any:
        return dict(published.search(asked))[self.name]


PAGE_KINDS = (PageKind("news", _("news"), _("news")), PageKind("page", _("page of text"), _("pages of text")))


def _pages(asked: str) -> list[tuple[PageKind, int, list[Any]]]:
    """News and pages that have the words: how many, and the first."""
    counted = [(kind, kind.matching(asked)) for kind in PAGE_KINDS]
    return [(kind, total, list(rows[:EACH])) for kind, rows in counted if (total := rows.count())]


def _searchable(name: str) -> Kind | PageKind | None:
    """The kind that `?tipo=` names; none when there is no such kind or it is not searched."""
    kinds: list[Kind | PageKind] = [*(kind for kind in registry.kinds() if kind.searchable), *PAGE_KINDS]
    return next((kind for kind in kinds if kind.name == name), None)


def _figure(kind: Kind | PageKind, total: int, asked: str) -> Figure:
    query = urlencode({"q": asked, "tipo": kind.name})
    return Figure(
        capfirst(str(kind.label if total == 1 else kind.label_plural)),
        total,
        f"{reverse('portal:search')}?{query}",
    )
