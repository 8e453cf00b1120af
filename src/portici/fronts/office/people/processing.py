"""The register of processing, for the auditor and the administrator."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts.office.kit import OfficeView
from portici.kernel import clock
from portici.kernel.findings import ensure
from portici.kernel.subjects import holders
from portici.people import rules


class Processing(OfficeView, TemplateView):
    """Each kind of personal data, and how many rows are past their term."""

    template_name = "office/people/processing.html"
    title = _("Register of processing")
    above = (_("Accounts"), "office:accounts")

    def admit(self) -> None:
        ensure(rules.may_see_processing(self.actor))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places, today = holders(), clock.today()
        dues = {place.holding.name: place.due(today) for place in places}
        return super().get_context_data(holdings=[place.holding for place in places], dues=dues, **kwargs)
