"""An edition beside an earlier one of its study."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.dossier.changes import CHANGES
from portici.fronts.office.kit import OfficeView, record_or_404
from portici.study.comparing import compare, earlier, may_compare
from portici.study.models import Edition, EditionState
from portici.study.sureness import Asked, asked_of

from .studies import STUDIES


class EditionComparison(OfficeView, TemplateView):
    """Which areas entered and left since an earlier edition, and what differs between the two: `?con=` names the other."""

    above = STUDIES
    title = _("Compared with an earlier edition")
    template_name = "office/study/comparison.html"

    def admit(self) -> None:
        self.edition: Any = record_or_404(self.actor, Edition.KIND, self.kwargs["uid"])

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumb()
        return [*above, {"label": str(self.edition), "url": addresses.office_url(self.edition)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = list(earlier(self.actor, self.edition))
        context: dict[str, Any] = {"edition": self.edition, "others": others}
        asked = self.request.GET.get("con", "")
        other = next((one for one in others if one.uid == asked), next(iter(others), None))
        if other is not None and self.edition.state == EditionState.COMPUTED:
            context["other"] = other
            if not (verdict := may_compare(other, self.edition)):
                return super().get_context_data(**(context | {"refused": verdict.reason} | kwargs))
            k = (asked_of(self.edition.uncertainty) or Asked(draws=0)).k
            found = compare(self.actor, other, self.edition, k=k)
            inputs = [(one, CHANGES[one.change]) for one in found.inputs]
            context |= {"other": other, "found": found, "inputs": inputs}
        return super().get_context_data(**(context | kwargs))


def comparison_url(actor: Any, edition: Edition) -> str:
    """Where an edition is compared; "" without an earlier one."""
    if edition.state != EditionState.COMPUTED or not earlier(actor, edition).exists():
        return ""
    return reverse("office:edition-comparison", args=[edition.uid])
