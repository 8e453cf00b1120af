"""An edition's charts in the portal, as a visitor sees them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portici.fronts.charts import serving, showing
from portici.kernel.actor import VISITOR
from portici.study.models import Edition

from .reading import edition_at, edition_url


@gzip_page
@require_safe
def picture(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    """The SVG of one of the charts of a published edition."""
    return serving.picture(request, VISITOR, edition_at(code, number), name)


def shown(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """What the edition's page shows of charts, and of the city's index."""
    return showing.context(
        request, VISITOR, edition, lambda name: edition_url(edition, "edition-chart", name)
    )
