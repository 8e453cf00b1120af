"""Papers: a form that hands clean values to a desk and shows what the desk answers, another's changes
included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from portici.fronts import addresses
from portici.fronts.templatetags.portici import said
from portici.kernel.actor import Scope
from portici.kernel.findings import Conflict, Finding, Invalid, Refused, ensure
from portici.records import registry
from portici.records.forms import ActorForm, RecordForm

from . import conflict
from .history import history_of
from .pages import OfficeView, record_or_404
from .papers import may_add

ADD_MORE = "pick-add"


@dataclass(frozen=True, slots=True)
class Prefill:
    """That a record named in the address fills a field: `?need=<uid>` the field `needs`, say."""

    field: str
    kind: str
    many: bool = False


class DeskView(OfficeView, FormView):
    """A form and the desk behind it: `work(form)` calls the desk and gives back where to go.

    `prefill` says which names of the address fill which fields; only what the actor may see does.
    """

    template_name = "office/form.html"
    submit_label: ClassVar[Any] = ""
    done_message: ClassVar[Any] = ""
    intro: ClassVar[Any] = ""
    prefill: ClassVar[Mapping[str, Prefill]] = {}

    def get_form_kwargs(self) -> dict[str, Any]:
        options = super().get_form_kwargs()
        if issubclass(self.get_form_class(), RecordForm | ActorForm):
            options["actor"] = self.actor
        return options

    def get_initial(self) -> dict[str, Any]:
        initial = super().get_initial()
        for name, entry in self.prefill.items():
            records = self.asked_for(name, entry.kind)
            if records:
                initial[entry.field] = records if entry.many else records[0]
        return initial

    def asked_for(self, name: str, kind: str) -> list[Any]:
        """The records that the address names and the actor may see."""
        offered = registry.kind(kind).offered_to(self.actor)
        found = (offered.filter(uid=uid).first() for uid in self.request.GET.getlist(name)[:20])
        return [record for record in found if record is not None]

    def own(self, field: str, scope: Scope, kind: str) -> dict[str, Any]:
        """The field filled with the one thing that a scoped role is about, when it is one."""
        uids = self.actor.scope_uids(scope)
        record = registry.kind(kind).offered_to(self.actor).filter(uid__in=uids).first()
        return {field: record} if record is not None and len(uids) == 1 else {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ADD_MORE in request.POST:
            return self.show_again(self.get_form(), request.POST[ADD_MORE])
        return super().post(request, *args, **kwargs)

    def show_again(self, form: BaseForm, name: str = "") -> HttpResponse:
        """The same paper with one more thing picked; only the field `name` is checked."""
        form.full_clean()
        said_of = form.errors.get(name)
        form._errors = type(form.errors)({name: said_of} if said_of else {})  # type: ignore[attr-defined] # the form takes no findings in another way
        return self.render_to_response(self.get_context_data(form=form))

    def work(self, form: Any) -> str | Any:
        """Call the desk. Gives the record, or the address to go to."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        return self.at_the_desk(form, lambda: self.work(form))

    def at_the_desk(self, form: Any, work: Callable[[], Any]) -> HttpResponse:
        """Hand the paper in; what the desk refuses or finds wrong comes back on the paper, with all that
        was written."""
        try:
            done = work()
        except Invalid as answer:
            show_findings(form, answer.findings)
            return self.form_invalid(form)
        except Refused as answer:
            form.add_error(None, said(answer.reason))
            return self.form_invalid(form, status=403)
        return self.go_on(done)

    def go_on(self, done: Any) -> HttpResponse:
        """Say that it is done and go to the page of what was done."""
        messages.success(self.request, self.done_message or _("Saved."))
        return HttpResponseRedirect(done if isinstance(done, str) else addresses.office_url(done))

    def form_invalid(self, form: Any, status: int = 422) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            submit_label=self.submit_label or _("Save"), intro=self.intro, **kwargs
        )


class AddView(DeskView):
    """The paper for a new record of `kind`; shown only to whom the rules let write one."""

    kind: ClassVar[str]

    def admit(self) -> None:
        ensure(may_add(self.actor, self.kind))


class AmendView(DeskView):
    """The paper over a record that is there. `work(form, version)` calls the desk that amends it.

    When another has changed the record meanwhile, both values are shown, field by field, and the person
    chooses.
    """

    kind: ClassVar[str]

    def admit(self) -> None:
        self.record: Any = record_or_404(self.actor, self.kind, self.kwargs["uid"])
        ensure(registry.kind(self.kind).may_edit(self.actor, self.record))

    def get_title(self) -> Any:
        return self.title or _("Edit: %(name)s") % {"name": self.record}

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = super().get_breadcrumb()
        here = {"label": str(self.record), "url": addresses.office_url(self.record)}
        return [*steps[:-1], here, {"label": _("Edit"), "url": ""}]

    def get_form_kwargs(self) -> dict[str, Any]:
        options = super().get_form_kwargs() | {"instance": self.record}
        if self.request.method == "POST" and "keep-asked" in self.request.POST:
            options["data"] = conflict.as_chosen(options["data"], self.fresh_form())
        return options

    def fresh_form(self) -> BaseForm:
        """The paper as the record now fills it."""
        options = {"instance": self.record, "actor": self.actor, "initial": self.get_initial()}
        form: BaseForm = self.get_form_class()(**options)
        return form

    def work(self, form: Any, version: int | None = None) -> Any:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.at_the_desk(form, lambda: self.work(form, seen_version(self.request)))
        except Conflict:
            return self.show_both(form)

    def show_both(self, form: Any) -> HttpResponse:
        """The record as it is now beside what this person wrote; 409, nothing written."""
        self.record = record_or_404(self.actor, self.kind, self.kwargs["uid"])
        before = self.request.POST.get("base", "")
        fields = conflict.differences(form, self.fresh_form(), conflict.read_base(before))
        context = self.get_context_data(
            form=form, conflict=fields, before=before, last=history_of(self.record, limit=1, actor=self.actor)
        )
        return self.render_to_response(context, status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(record=self.record, **kwargs)
        again = self.request.method == "POST" and "conflict" not in context
        context["version"] = self.request.POST.get("version", "") if again else self.record.version
        context["base"] = self.request.POST.get("base", "") if again else conflict.base_of(self.fresh_form())
        return context


def seen_version(request: HttpRequest) -> int:
    """The version that the person saw; 0, which is nobody's, when the page did not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() and len(text) < 10 else 0


def show_findings(form: Any, findings: Iterable[Finding]) -> None:
    """Put what the desk found beside the fields that it is about."""
    for found in findings:
        form.add_error(found.field if found.field in form.fields else None, finding_text(found))


def finding_text(found: Finding) -> str:
    """A finding in one line: what was found, what is accepted, said to be that, what to do."""
    quoted = f"“{found.found}”." if found.found else ""
    accepted = _("What is required: %(accepted)s") % {"accepted": said(found.accepted)}
    return " ".join(filter(None, [quoted, accepted, said(found.todo)]))
