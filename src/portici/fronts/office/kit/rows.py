"""What belongs to a record (a milestone, a seat, a relation) is changed on the record's own page, by small
forms and buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portici.fronts import addresses
from portici.kernel.findings import Conflict, Invalid, Verdict, ensure
from portici.records import registry

from .forms import DeskView, finding_text, seen_version
from .pages import OfficeView, record_or_404


@dataclass(frozen=True, slots=True)
class SmallForm:
    """A form on a record's page: opened by its label, sent to its own address, which shows it again when it
    is not right."""

    label: str | Promise
    action: str
    form: BaseForm
    submit: str | Promise = ""


class OnRecord(OfficeView):
    """Stands before what belongs to `self.record`; `self.row` is the one that the address names, if it names one."""

    kind: ClassVar[str]
    row: Any = None

    def admit(self) -> None:
        self.record = self.found()
        ensure(self.may())
        if "row" in self.kwargs:
            self.row = row_or_404(self.rows(), self.kwargs["row"])

    def found(self) -> Any:
        """The record of the address; 404 when the actor may not see it."""
        return record_or_404(self.actor, self.kind, self.kwargs["uid"])

    def may(self) -> Verdict:
        """Who is let in: who edits the record, unless the desk behind has a rule of its own."""
        return registry.kind(self.kind).may_edit(self.actor, self.record)

    def rows(self) -> Iterable[Any]:
        """The record's own rows that the actor may see, where the address names one."""
        raise NotImplementedError


def row_or_404(rows: Iterable[Any], uid: str) -> Any:
    """The row of this uid among a record's own; that of another record is not there."""
    if isinstance(rows, QuerySet):
        found = rows.filter(uid=uid).first()
    else:
        found = next((row for row in rows if row.uid == uid), None)
    if found is None:
        raise Http404
    return found


class RowView(OnRecord, DeskView):
    """The desk behind a small form. `work(form, version)` changes what belongs to `self.record`."""

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = super().get_breadcrumb()
        return [*steps[:-1], {"label": str(self.record), "url": addresses.office_url(self.record)}, steps[-1]]

    def work(self, form: Any, version: int | None = None) -> Any:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            version = seen_version(self.request)
            return self.at_the_desk(form, lambda: self.work(form, version) or self.record)
        except Conflict:
            return self.look_again(form)

    def look_again(self, form: Any) -> HttpResponse:
        """The record was changed meanwhile: nothing is written, the paper is shown again over the new
        version."""
        self.record = self.found()
        form.add_error(
            None,
            _("Somebody has changed this record meanwhile. Look at it again; if this still holds, save."),
        )
        context = self.get_context_data(form=form)
        return self.render_to_response(context | {"version": self.record.version}, status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posted = self.request.POST.get("version", "")
        return super().get_context_data(record=self.record, **kwargs) | {
            "version": posted or self.record.version
        }


class ActView(OnRecord):
    """A button on a record's page: `act(version)` calls the desk. Nothing is done by looking."""

    http_method_names = ["post"]
    done_message: ClassVar[Any] = ""

    def act(self, version: int) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        done = told_next(request, lambda: self.act(seen_version(request)) or self.record)
        if done is not None:
            messages.success(request, self.done(done))
        return HttpResponseRedirect(addresses.office_url(done or self.record))

    def done(self, _record: Any) -> str:
        """What the next page says of what the desk gave."""
        return str(self.done_message or _("Saved."))


def told_next(request: HttpRequest, work: Callable[[], Any]) -> Any:
    """What the desk behind a button gives; None when it finds something wrong, which the next page tells."""
    try:
        return work()
    except Invalid as refusal:
        for found in refusal.findings:
            messages.error(request, finding_text(found))
    except Conflict:
        messages.warning(request, _("Somebody has just changed this record: look at it again, then decide."))
    return None
