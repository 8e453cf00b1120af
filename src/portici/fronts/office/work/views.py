"""The doors that every kind of record shares: publish, withdraw, history, suggestions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.office.kit import OfficeView, record_or_404
from portici.fronts.office.kit.companions import publish_together
from portici.fronts.office.kit.forms import seen_version
from portici.fronts.office.kit.history import with_names
from portici.fronts.office.kit.imported import imported_into
from portici.fronts.office.kit.rows import told_next
from portici.journal.queries import entries_about
from portici.records import domain, registry
from portici.records.models import Record
from portici.records.picking import matches

FOUND = 5


class ReleaseView(OfficeView):
    """Publish or withdraw any record; the record's own rules decide."""

    http_method_names = ["post"]
    withdraws = False

    def post(self, request: HttpRequest, kind: str, uid: str) -> HttpResponse:
        record = record_or_404(self.actor, kind, uid)
        told_next(request, lambda: self.release(record, seen_version(request)))
        return HttpResponseRedirect(addresses.office_url(record) or reverse("office:work"))

    def release(self, record: Record, version: int) -> None:
        """Publish the record, with the drafts that were ticked; or withdraw it, with the reason."""
        if self.withdraws:
            reason = self.request.POST.get("reason", "")
            domain.withdraw(actor=self.actor, record=record, reason=reason, version=version)
            messages.success(self.request, _("Withdrawn: the public site no longer shows it."))
            return
        also = publish_together(self.actor, record, version, self.request.POST.getlist("also"))
        names = "; ".join(str(other) for other in also)
        done = _("Published: it is on the public site.")
        with_it = _("Published with it: %(names)s.") % {"names": names} if also else ""
        messages.success(self.request, f"{done} {with_it}".strip())


class HistoryPage(OfficeView, TemplateView):
    """All that was done to a record."""

    template_name = "office/history.html"
    title = gettext_lazy("History")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = record_or_404(self.actor, self.kwargs["kind"], self.kwargs["uid"])
        entries = entries_about(kind=record.KIND, ref=record.uid)
        page = Paginator(entries, 50).get_page(self.request.GET.get("page"))
        told = with_names(page.object_list, self.actor)
        files = imported_into(self.actor, record, limit=100)
        return super().get_context_data(record=record, page_obj=page, told=told, imported=files, **kwargs)


class Suggestions(OfficeView):
    """Names of records, or of accounts, for a box one types in."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        typed = request.GET.get(request.GET.get("box", ""), "").split(" [")[0]
        try:
            rows = matches(self.actor, kind, typed)
        except KeyError:
            raise Http404 from None
        return render(request, "includes/pick_options.html", {"rows": rows})


class SearchPage(OfficeView, TemplateView):
    """Search over every kind that the actor may see: the first of each, and the way to the list of all."""

    template_name = "office/search.html"
    title = gettext_lazy("Search")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "")
        results = [
            (kind, total, records, addresses.office_list_url(kind.name, q=asked) if total > FOUND else "")
            for kind, total, records in registry.search(self.actor, asked, each=FOUND)
        ]
        return super().get_context_data(asked=asked, results=results, **kwargs)
