"""The office's screens for studies: what is compared and what for, and its editions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    AddView,
    AmendView,
    RecordList,
    RecordPage,
    RowView,
    facts_of,
    may_edit,
    shown_with,
)
from portici.fronts.office.kit.related import related
from portici.kernel.actor import Scope
from portici.study import domain, inputs, queries, sureness
from portici.study.filters import StudyFilter
from portici.study.forms import EditionAddForm, StudyForm
from portici.study.tables import StudyTable

STUDIES = (_("Studies"), "office:studies")
shown_with("study", lambda study: [study.within])


class Studies(RecordList):
    kind = "study"
    table_class = StudyTable
    filterset_class = StudyFilter
    add_name = "office:study-add"
    add_label = _("Open a study")
    related = ("layer", "within")


class StudyPage(RecordPage):
    kind = "study"
    above = STUDIES
    edit_name = "office:study-edit"
    template_name = "office/study/study.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "code", "purpose", "layer", "within", "notes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        study = self.record
        add = reverse("office:study-edition-add", args=[study.uid]) if may_edit(self.actor, study) else ""
        editions = related(
            "editions",
            _("Its editions"),
            queries.editions_of(self.actor, study),
            note=lambda edition: f"{edition.number} · {edition.get_state_display()}",
            add_url=add,
            add_label=_("Draft an edition"),
            empty=_("No edition yet. Draft one: which indicators, by which method."),
        )
        return super().get_context_data(sections=[editions], **kwargs)


class StudyAdd(AddView):
    kind = "study"
    above = STUDIES
    form_class = StudyForm
    title = _("New study")

    def get_initial(self) -> dict[str, Any]:
        return self.own("within", Scope.AREA, "area") | super().get_initial()

    def work(self, form: StudyForm) -> Any:
        return domain.open_study(actor=self.actor, **form.values)


class StudyEdit(AmendView):
    kind = "study"
    above = STUDIES
    form_class = StudyForm

    def work(self, form: StudyForm, version: int | None = None) -> Any:
        return domain.amend_study(actor=self.actor, study=self.record, version=version, values=form.values)


class EditionAdd(RowView):
    """The next edition: empty, or with the specification of another."""

    kind = "study"
    above = STUDIES
    form_class = EditionAddForm
    title = _("New edition")
    done_message = _("The edition is drafted: say what it is made of.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"study": self.record}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"copy_of": self.request.GET.get("da", "")}

    def work(self, form: EditionAddForm, version: int | None = None) -> Any:
        edition = domain.draft_edition(actor=self.actor, study=self.record, **form.values)
        if edition.uncertainty:
            return edition
        # A ranking whose sureness nobody asked says more than it knows: who wants none says so.
        asked = sureness.usual(inputs.areas_of(self.actor, self.record).count())
        return domain.ask_how_sure(actor=self.actor, edition=edition, asked=asked)
