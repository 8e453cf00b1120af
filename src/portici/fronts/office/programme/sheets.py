"""The office's screens for the dated sheets of a project."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts.compared import choices_of, chosen, compared
from portici.fronts.office.kit import (
    AddView,
    AmendView,
    OfficeView,
    RecordPage,
    facts_of,
    record_or_404,
    shown_with,
)
from portici.kernel import clock
from portici.programme import domain, queries
from portici.programme.checks import AMOUNTS
from portici.programme.forms import SheetForm
from portici.programme.models import Sheet

from .kept import snapshot_on
from .projects import PROJECTS

shown_with("sheet", lambda sheet: [sheet.project, sheet.implementer])


class SheetPage(RecordPage):
    kind = "sheet"
    above = PROJECTS
    edit_name = "office:sheet-edit"
    template_name = "office/programme/sheet.html"

    def get_facts(self) -> Any:
        names = [
            "project", "as_of", "published_by", "source_url", "city", "ambit", "action_label", "title",
            "implementer",
            "cup", "official", "starts_on", "ends_on", *AMOUNTS, "documents_note", "note",
        ]  # fmt: skip
        return facts_of(self.actor, self.record, *names, money=AMOUNTS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = snapshot_on(self.actor, self.record)
        return super().get_context_data(sections=list(self.record.sections.all()), **kept, **kwargs)


class SheetCompare(OfficeView, TemplateView):
    """Two versions of a project's sheet side by side, drafts too: what would change with the next one published."""

    template_name = "office/programme/compare.html"
    above = PROJECTS

    def admit(self) -> None:
        self.record: Any = record_or_404(self.actor, "project", self.kwargs["uid"])

    def get_title(self) -> Any:
        return _now("Versions of the sheet compared: %(code)s") % {"code": self.record.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.sheets_of(self.actor, self.record)
        choices = choices_of(
            ((sheet.uid, sheet) for sheet in rows), lambda uid: reverse("office:snapshot", args=[uid])
        )
        pair = chosen(self.request.GET, choices)
        told = compared(*pair, choices) if pair else {}
        return super().get_context_data(record=self.record, **told, **kwargs)


class SheetAdd(AddView):
    """A new version of a project's sheet: filled with what the newest one says, so that only what changed
    is typed."""

    kind = "sheet"
    above = PROJECTS
    form_class = SheetForm
    intro = _("Filled with the newest version that there is: change what has changed.")

    def admit(self) -> None:
        super().admit()
        self.project: Any = record_or_404(self.actor, "project", self.kwargs["uid"])

    def get_title(self) -> Any:
        return _now("New version of the sheet: %(code)s") % {"code": self.project.code}

    def newest(self) -> Sheet | None:
        """The version whose values fill the paper."""
        return queries.sheets_of(self.actor, self.project).first()

    def get_initial(self) -> dict[str, Any]:
        newest = self.newest()
        initial: dict[str, Any] = {"as_of": clock.today(), "title": self.project.title}
        if newest is None:
            return initial
        names = [name for name in SheetForm.Meta.fields if name not in ("as_of", "sections")]
        values = {name: getattr(newest, name) for name in names}
        sections = [[section.heading, section.body] for section in newest.sections.all()]
        return values | {"as_of": clock.today(), "sections": sections}

    def work(self, form: SheetForm) -> Any:
        return domain.record_sheet(
            actor=self.actor, project=self.project, sections=form.section_list, **form.values
        )


class SheetEdit(AmendView):
    kind = "sheet"
    above = PROJECTS
    form_class = SheetForm

    def work(self, form: SheetForm, version: int | None = None) -> Any:
        return domain.amend_sheet(
            actor=self.actor,
            sheet=self.record,
            version=version,
            values=form.values,
            sections=form.section_list,
            reason=form.cleaned_data.get("reason", ""),
        )
