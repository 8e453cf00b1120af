"""An edition's charts in the office, and the paper on which the city's own published index is named."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page

from portici.fronts.charts import serving, showing
from portici.fronts.office.kit import AmendView, OfficeView, record_or_404
from portici.kernel.actor import Actor
from portici.kernel.findings import ensure
from portici.study import domain, rules
from portici.study.forms import PublishedIndexForm
from portici.study.models import Edition, EditionState

from .studies import STUDIES


@method_decorator(gzip_page, name="dispatch")
class EditionChart(OfficeView):
    """The SVG of one of an edition's charts, as the actor sees them."""

    http_method_names = ["get", "head", "options"]

    def admit(self) -> None:
        self.edition: Any = record_or_404(self.actor, Edition.KIND, self.kwargs["uid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.edition.state != EditionState.COMPUTED:
            raise Http404
        return serving.picture(request, self.actor, self.edition, kwargs["name"])


def shown(request: HttpRequest, actor: Actor, edition: Edition) -> dict[str, Any]:
    """What the edition's page shows of charts, and of the city's index; nothing of one not computed yet."""
    if edition.state != EditionState.COMPUTED:
        return {}
    return showing.context(
        request, actor, edition, lambda name: reverse("office:edition-chart", args=[edition.uid, name])
    )


class EditionPublished(AmendView):
    """Which indicator of the register is the city's own index, shown beside the edition; also of a computed one."""

    kind = "edition"
    above = STUDIES
    form_class = PublishedIndexForm
    title = _("The city's own index")
    intro = _(
        "It is shown beside this edition, area by area, and takes no part in the computation. It may be named, or changed, at any time."
    )

    def admit(self) -> None:
        found: Any = record_or_404(self.actor, self.kind, self.kwargs["uid"])
        ensure(rules.may_name_published_index(self.actor, found))
        self.record = found

    def work(self, form: PublishedIndexForm, version: int | None = None) -> Any:
        indicator, period = form.chosen
        return domain.name_published_index(
            actor=self.actor, edition=self.record, indicator=indicator, period=period, version=version
        )
