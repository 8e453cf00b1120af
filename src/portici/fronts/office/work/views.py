"""What needs me, and the doors that every kind of record shares: publish, withdraw, history, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from portici.deadlines import registry as deadlines
from portici.deadlines.registry import Due, Watch
from portici.fronts import addresses
from portici.fronts.office.kit import OfficeView, record_or_404
from portici.fronts.office.kit.companions import publish_together
from portici.fronts.office.kit.forms import seen_version
from portici.fronts.office.kit.history import with_names
from portici.fronts.office.kit.imported import imported_into
from portici.fronts.office.kit.rows import told_next
from portici.journal.queries import entries_about
from portici.kernel.actor import Actor
from portici.people.models import ROLE_LABELS
from portici.records import domain, registry
from portici.records.models import Record
from portici.records.picking import matches

EACH = 6
FOUND = 5


class MyWork(OfficeView, TemplateView):
    """What waits for the roles that one holds, most urgent first."""

    template_name = "office/work.html"
    title = gettext_lazy("What needs me")

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting, quiet = [], []
        for watch in deadlines.watches_for(self.actor):
            # Both are asked also when nothing waits: as many queries whatever there is to do.
            total, first = watch.count(self.actor), watch.first(self.actor, EACH)
            if total:
                waiting.append({"watch": watch, "total": total, "first": first})
            else:
                quiet.append(watch)
        roles = sorted({ROLE_LABELS[grant.role] for grant in self.actor.grants}, key=str)
        return super().get_context_data(waiting=waiting, quiet=quiet, roles=roles, **kwargs)


class Waiting(Sequence[Due]):
    """What a watch finds, read a page at a time."""

    def __init__(self, watch: Watch, actor: Actor) -> None:
        self.watch, self.actor = watch, actor

    def __len__(self) -> int:
        return self.watch.count(self.actor)

    def __getitem__(self, part: Any) -> Any:
        return self.watch.first(self.actor, part.stop)[part]


class WatchPage(OfficeView, TemplateView):
    """All that one watch finds."""

    template_name = "office/watch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        names = {watch.name for watch in deadlines.watches_for(self.actor)}
        if self.kwargs["name"] not in names:
            raise Http404
        self.watch = deadlines.watch(self.kwargs["name"])
        page = Paginator(Waiting(self.watch, self.actor), 50).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            watch=self.watch, total=page.paginator.count, due=page.object_list, page_obj=page, **kwargs
        )

    def get_title(self) -> Any:
        return self.watch.heading


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
