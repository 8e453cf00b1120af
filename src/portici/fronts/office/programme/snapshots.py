"""The office's screens for what portals showed of a project: the page kept as evidence, beside the version read from it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import OfficeView, RowView, record_or_404
from portici.fronts.snapshots import download
from portici.kernel.findings import Verdict, ensure
from portici.programme import domain, queries, rules
from portici.programme.forms import SnapshotFileForm, SnapshotForm
from portici.programme.models import Sheet, Snapshot
from portici.records.forms import ReasonForm

from .sheets import SheetAdd


class SnapshotAdd(SheetAdd):
    """What a portal shows on a day: the file and the values read from it, filled with what that portal said last."""

    form_class = SnapshotForm
    intro = _(
        "Bring the page as you saved it: nothing is fetched from the portal. The values read from it become a version of the"
        " sheet, to be compared with the others; with it the file is published."
    )

    def admit(self) -> None:
        super().admit()
        ensure(rules.may_keep_snapshot(self.actor))

    def get_title(self) -> Any:
        return _now("Keep what a portal shows: %(code)s") % {"code": self.project.code}

    def newest(self) -> Sheet | None:
        return queries.sheets_of(self.actor, self.project).exclude(published_by="").first()

    def work(self, form: Any) -> Any:
        values = form.values
        return domain.keep_snapshot(
            actor=self.actor,
            project=self.project,
            filename=form.file_brought.name,
            content=form.file_brought,
            portal=values.pop("published_by"),
            address=values.pop("source_url"),
            taken_on=values.pop("as_of"),
            sections=form.section_list,
            **values,
        ).sheet


class SnapshotFile(OfficeView):
    """The file, to be saved."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sheet: Any = record_or_404(self.actor, "sheet", kwargs["uid"])
        return download(queries.snapshot_of(self.actor, sheet))


class SnapshotAttach(RowView):
    kind = "sheet"
    form_class: Any = SnapshotFileForm
    title = _("Keep the page as it was published")

    def may(self) -> Verdict:
        return rules.may_keep_snapshot(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {"taken_on": self.record.as_of}

    def work(self, form: SnapshotFileForm, version: int | None = None) -> Any:
        file = form.values["file"]
        domain.attach_snapshot(
            actor=self.actor,
            sheet=self.record,
            filename=file.name,
            content=file,
            taken_on=form.values["taken_on"],
            version=version,
        )


class SnapshotDiscard(RowView):
    kind = "sheet"
    form_class: Any = ReasonForm
    title = _("Throw the kept page away")
    submit_label = _("Throw it away")

    def may(self) -> Verdict:
        return rules.may_discard_snapshot(self.actor)

    @property
    def snapshot(self) -> Snapshot:
        found = queries.snapshot_of(self.actor, self.record)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"intro": self.snapshot.filename}

    def work(self, form: ReasonForm, version: int | None = None) -> Any:
        reason = form.values["reason"]
        domain.discard_snapshot(actor=self.actor, snapshot=self.snapshot, reason=reason, version=version)
