"""The office's screens for programmes with their axes and actions."""

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
    SmallForm,
    facts_of,
    may_edit,
)
from portici.fronts.office.links import narrowed
from portici.programme import domain
from portici.programme.filters import ProgrammeFilter
from portici.programme.forms import ActionForm, AxisForm, ProgrammeForm
from portici.programme.models import Action
from portici.programme.tables import ProgrammeTable

PROGRAMMES = (_("Programmes"), "office:programmes")


class Programmes(RecordList):
    kind = "programme"
    room = "programme"
    table_class = ProgrammeTable
    filterset_class = ProgrammeFilter
    add_name = "office:programme-add"
    add_label = _("Add a programme")


class ProgrammePage(RecordPage):
    kind = "programme"
    above = PROGRAMMES
    edit_name = "office:programme-edit"
    template_name = "office/programme/programme.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, "code", "period", "description", "source")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme, forms = self.record, []
        axes = list(programme.axes.prefetch_related("actions"))
        if may_edit(self.actor, programme):
            axis = AxisForm(actor=self.actor, auto_id="axis-%s")
            forms.append(SmallForm(_("Add an axis"), reverse("office:axis-add", args=[programme.uid]), axis))
            if axes:
                action = ActionForm(actor=self.actor, programme=programme, auto_id="action-%s")
                forms.append(
                    SmallForm(_("Add an action"), reverse("office:action-add", args=[programme.uid]), action)
                )
        return super().get_context_data(
            axes=axes, forms=forms, projects_url=narrowed("projects", programme=programme.code), **kwargs
        )


class ProgrammeAdd(AddView):
    kind = "programme"
    above = PROGRAMMES
    form_class = ProgrammeForm
    title = _("New programme")

    def work(self, form: ProgrammeForm) -> Any:
        return domain.record_programme(actor=self.actor, **form.values)


class ProgrammeEdit(AmendView):
    kind = "programme"
    above = PROGRAMMES
    form_class = ProgrammeForm

    def work(self, form: ProgrammeForm, version: int | None = None) -> Any:
        return domain.amend_programme(
            actor=self.actor, programme=self.record, version=version, values=form.values
        )


class AxisAdd(RowView):
    kind = "programme"
    above = PROGRAMMES
    form_class = AxisForm
    title = _("Add an axis")

    def work(self, form: AxisForm, version: int | None = None) -> Any:
        domain.record_axis(actor=self.actor, programme=self.record, version=version, **form.values)


class AxisEdit(RowView):
    kind = "programme"
    above = PROGRAMMES
    form_class = AxisForm
    title = _("Change an axis")

    def rows(self) -> Any:
        return self.record.axes.all()

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("code", "name", "endowment", "fund", "source")}

    def work(self, form: AxisForm, version: int | None = None) -> Any:
        domain.amend_axis(actor=self.actor, axis=self.row, version=version, values=form.values)


class ActionAdd(RowView):
    kind = "programme"
    above = PROGRAMMES
    form_class = ActionForm
    title = _("Add an action")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programme": self.record}

    def work(self, form: ActionForm, version: int | None = None) -> Any:
        domain.record_action(actor=self.actor, version=version, **form.values)


class ActionEdit(ActionAdd):
    title = _("Change an action")

    def rows(self) -> Any:
        return Action.objects.filter(axis__programme=self.record)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("axis", "code", "name")}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["axis"].disabled = True
        return form

    def work(self, form: ActionForm, version: int | None = None) -> Any:
        values = {name: form.values[name] for name in ("code", "name")}
        domain.amend_action(actor=self.actor, action=self.row, version=version, values=values)
