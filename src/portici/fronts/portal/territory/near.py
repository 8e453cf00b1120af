"""Who and what is near the needs of an area, as a visitor may know it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now

from portici.fronts.nearby import CrossingMixin, NeedMixin, title_of
from portici.fronts.portal.kit import PortalView
from portici.fronts.templatetags.portici import record_link
from portici.needs.models import Need
from portici.records.models import Record

from .lists import TERRITORY
from .reading import area_at, area_url, shown, visible


class AreaNear(CrossingMixin, PortalView):
    template_name = "portal/territory/near.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.area = area_at(kwargs["layer"], kwargs["code"])
        return self.answer() or super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return title_of(self.area)

    def get_above(self) -> list[tuple[Any, str]]:
        return [(TERRITORY[0], reverse(TERRITORY[1])), (self.area.name, area_url(self.area))]

    def link(self, record: Record) -> SafeString:
        return record_link(record)

    def need_page(self, need: Need) -> str:
        return reverse("portal:need-near", args=[need.uid])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.said(), **kwargs)


class NeedNear(NeedMixin, PortalView):
    template_name = "portal/territory/need_near.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = shown(visible(Need), "area").filter(uid=kwargs["uid"]).first()
        if found is None:
            raise Http404
        self.record = found
        return self.answer() or super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return now("Near: %(need)s") % {"need": self.record.title}

    def get_above(self) -> list[tuple[Any, str]]:
        need = self.record
        near = reverse("portal:area-near", args=[need.area.layer.code, need.area.code])
        return [
            (TERRITORY[0], reverse(TERRITORY[1])),
            (need.area.name, area_url(need.area)),
            (title_of(need.area), near),
        ]

    def link(self, record: Record) -> SafeString:
        return record_link(record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.said(), **kwargs)
