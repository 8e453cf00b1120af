"""The office's screens for bodies and decisions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import AddView, AmendView, RecordList, RecordPage
from portici.governance import domain
from portici.governance.filters import BodyFilter
from portici.governance.forms import BodyForm
from portici.governance.tables import BodyTable

BODIES = (_("Bodies"), "office:bodies")


class Bodies(RecordList):
    kind = "body"
    table_class = BodyTable
    filterset_class = BodyFilter
    add_name = "office:body-add"


class BodyPage(RecordPage):
    kind = "body"
    above = BODIES
    template_name = "office/governance/body.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(edit_url=reverse("office:body-edit", args=[self.record.uid]), **kwargs)


class BodyAdd(AddView):
    kind = "body"
    above = BODIES
    form_class = BodyForm
    title = _("New body")

    def work(self, form: BodyForm) -> Any:
        return domain.record_body(actor=self.actor, **form.values)


class BodyEdit(AmendView):
    kind = "body"
    above = BODIES
    form_class = BodyForm

    def work(self, form: BodyForm, version: int | None = None) -> Any:
        return domain.amend_body(actor=self.actor, body=self.record, version=version, values=form.values)
