"""Who and what is near the needs of an area, as the office knows it: drafts too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.nearby import CrossingMixin, NeedMixin, title_of
from portici.fronts.office.kit import OfficeView, record_or_404
from portici.fronts.templatetags.portici import content_lang
from portici.needs.models import Need
from portici.records.models import Record


def office_link(record: Record) -> SafeString:
    return format_html('<a href="{}"{}>{}</a>', addresses.office_url(record), content_lang(record), record)


class AreaNear(CrossingMixin, OfficeView, TemplateView):
    above = (_("Areas"), "office:areas")
    template_name = "office/needs/near.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found: Any = record_or_404(self.actor, "area", kwargs["uid"])
        self.area = found
        return self.answer() or super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return title_of(self.area)

    def link(self, record: Record) -> SafeString:
        return office_link(record)

    def need_page(self, need: Need) -> str:
        return reverse("office:need-near", args=[need.uid])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.said(), area_link=office_link(self.area), **kwargs)


class NeedNear(NeedMixin, OfficeView, TemplateView):
    above = (_("Needs"), "office:needs")
    template_name = "office/needs/need_near.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found: Any = record_or_404(self.actor, "need", kwargs["uid"])
        self.record = found
        return self.answer() or super().get(request, *args, **kwargs)

    def get_title(self) -> Any:
        return now("Near: %(need)s") % {"need": self.record.title}

    def link(self, record: Record) -> SafeString:
        return office_link(record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        area_page = reverse("office:area-near", args=[self.record.area.uid])
        return super().get_context_data(**self.said(), area_page=area_page, **kwargs)
