"""The office's screens for imports: files brought in, tried, resumed, given back to correct."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import words
from portici.fronts.office.kit import DeskView, OfficeView, RecordList
from portici.fronts.office.kit.forms import finding_text
from portici.fronts.templatetags.portici import said
from portici.imports import domain, queries, registry, rules
from portici.imports.filters import RunFilter
from portici.imports.forms import ImportForm
from portici.imports.importer import Importer
from portici.imports.models import ImportRun, RunState
from portici.imports.running import is_stale
from portici.imports.tables import RunTable, importer_label
from portici.imports.tasks import carry_out
from portici.kernel.findings import Invalid, ensure
from portici.people.queries import names_of

from .reading import FaultLine, changes_of, fault_lines

IMPORTS = (_("Imports"), "office:imports")


class Imports(RecordList):
    kind = "import"
    title = _("Imports")
    table_class = RunTable
    filterset_class = RunFilter
    add_name = "office:import-add"
    add_label = _("Bring a file in")

    def admit(self) -> None:
        ensure(rules.may_see_imports(self.actor))

    def get_queryset(self) -> Any:
        return queries.runs(self.actor)

    def may_add(self) -> Any:
        return rules.may_import(self.actor)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reason = rules.may_import(self.actor).reason
        return super().get_context_data(why_not=said(reason) if reason else "", **kwargs)


class ImportAdd(DeskView):
    """Two steps without scripts: the kind of file in the address, then the file."""

    above = IMPORTS
    title = _("Bring a file in")
    template_name = "office/imports/add.html"
    form_class = ImportForm
    submit_label = _("Bring it in")
    done_message = _("The file is here. Its rows are read in the background.")

    def admit(self) -> None:
        ensure(rules.may_import(self.actor))

    @property
    def importer(self) -> Importer | None:
        code = self.request.GET.get("importer", "")
        return registry.importer(code) if registry.known(code) else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.importer is None:
            context = OfficeView.get_context_data(self, form=None, importers=registry.importers())
            status = 422 if "importer" in request.GET else 200
            return self.response_class(
                request=request, template=["office/imports/choose.html"], context=context, status=status
            )
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.get(request) if self.importer is None else super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"importer": self.importer}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        importer = self.importer
        context = super().get_context_data(importer=importer, cancel_url=reverse("office:imports"), **kwargs)
        return context | {"title": importer.label if importer else self.title}

    def work(self, form: ImportForm) -> str:
        upload = form.cleaned_data["file"]
        run = domain.receive_file(
            actor=self.actor,
            importer=self.request.GET["importer"],
            filename=upload.name,
            content=upload.file,
            options=form.options,
            dry_run=form.cleaned_data["dry_run"],
        )
        carry_out.enqueue(run.uid)
        return run_url(run)


class RunPage(OfficeView, TemplateView):
    """One file brought in: how far it is, what became of its rows, what to do about those that were
    refused.
    """

    above = IMPORTS
    template_name = "office/imports/run.html"
    each: ClassVar[int] = 50

    def admit(self) -> None:
        ensure(rules.may_see_imports(self.actor))
        self.run = run_or_404(self)

    def get_title(self) -> Any:
        return self.run.filename

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and request.GET.get("parte") == "stato":  # type: ignore[attr-defined] # django-htmx puts it there
            return self.how_far(request)
        return super().get(request, *args, **kwargs)

    def how_far(self, request: HttpRequest) -> HttpResponse:
        """The progress alone; when the run has come to rest the page is read again."""
        response = self.response_class(
            request=request, template=["office/imports/progress.html"], context=progress_of(self.run)
        )
        if not progress_of(self.run)["moving"]:
            response["HX-Refresh"] = "true"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run
        faults = queries.faults_of(run)
        if code := self.request.GET.get("code", ""):
            faults = faults.filter(code=code, field=self.request.GET.get("field", ""))
        page = Paginator(faults, self.each).get_page(self.request.GET.get("page"))
        groups = [(count, FaultLine(fault)) for count, fault in queries.fault_groups(run)]
        context = progress_of(run) | {
            "importer_label": importer_label(run.importer),
            "who": names_of({run.actor_uid}).get(run.actor_uid, "")
            or words.HOUSE.get(run.actor_label, run.actor_label),
            "page_obj": page,
            "lines": fault_lines(page.object_list),
            "groups": groups,
            "chosen": code,
            "has_refused": run.refused > 0,
            "nothing_to_take": run.dry_run and run.state == RunState.DONE and not run.takes_something,
            "changes": changes_of(self.actor, queries.differences_of(run)[:20]),
            "changes_total": queries.differences_of(run).count(),
            "may_resume": bool(rules.may_resume(self.actor, run, is_stale=is_stale(run))),
            "may_take": bool(rules.may_take_for_real(self.actor, run)),
        }
        return super().get_context_data(**(context | kwargs))


class Differences(OfficeView, TemplateView):
    """All that a run changed, record by record."""

    above = IMPORTS
    template_name = "office/imports/changes.html"

    def admit(self) -> None:
        ensure(rules.may_see_imports(self.actor))
        self.run = run_or_404(self)

    def get_title(self) -> Any:
        return _now("What %(file)s changed") % {"file": self.run.filename}

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = super().get_breadcrumb()
        return [
            *steps[:-1],
            {"label": self.run.filename, "url": run_url(self.run)},
            {"label": _("Changes"), "url": ""},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(queries.differences_of(self.run), 50).get_page(self.request.GET.get("page"))
        changes = changes_of(self.actor, page.object_list)
        return super().get_context_data(run=self.run, page_obj=page, changes=changes, **kwargs)


class RowsToCorrect(OfficeView):
    """The refused rows as a file, each with what was found and what to do."""

    http_method_names = ["get"]

    def admit(self) -> None:
        ensure(rules.may_see_imports(self.actor))

    def get(self, request: HttpRequest, uid: str) -> StreamingHttpResponse:
        run = run_or_404(self)
        response = StreamingHttpResponse(
            _with_mark(queries.corrected_file(run)), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="da-correggere-{run.uid}.csv"'
        return response


class RunAct(OfficeView):
    """A button on a run's page."""

    http_method_names = ["post"]

    def admit(self) -> None:
        ensure(rules.may_import(self.actor))

    def act(self, run: ImportRun) -> ImportRun:
        raise NotImplementedError

    def post(self, request: HttpRequest, uid: str) -> HttpResponse:
        run = run_or_404(self)
        try:
            run = self.act(run)
        except Invalid as refusal:
            for found in refusal.findings:
                messages.error(request, finding_text(found))
        else:
            carry_out.enqueue(run.uid)
        return HttpResponseRedirect(run_url(run))


class ImportResume(RunAct):
    def act(self, run: ImportRun) -> ImportRun:
        resumed = domain.resume_import(actor=self.actor, run=run)
        messages.success(self.request, _now("It goes on from where it stopped."))
        return resumed


class ImportForReal(RunAct):
    def act(self, run: ImportRun) -> ImportRun:
        taken = domain.take_for_real(actor=self.actor, run=run)
        messages.success(self.request, _now("The same file is now taken for real."))
        return taken


def progress_of(run: ImportRun) -> dict[str, Any]:
    """How far a run is; `moving` while somebody is to go on with it without being asked."""
    moving = run.state == RunState.WAITING or (run.state == RunState.RUNNING and not is_stale(run))
    return {"run": run, "moving": moving, "left_alone": run.state == RunState.RUNNING and not moving}


def run_or_404(view: OfficeView) -> ImportRun:
    run = queries.run_by_uid(view.actor, view.kwargs["uid"])
    if run is None:
        raise Http404
    return run


def run_url(run: ImportRun) -> str:
    return reverse("office:import", args=[run.uid])


def _with_mark(lines: Any) -> Any:
    """The mark by which a spreadsheet knows UTF-8; the imports' reader takes it off."""
    yield "\ufeff"
    yield from lines
