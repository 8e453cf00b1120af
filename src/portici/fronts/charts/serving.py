"""A chart's picture as an answer to a browser: kept by the digest of all that is in it, drawn when it is not kept."""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from portici.kernel.actor import Actor
from portici.study.models import Edition

from .chart import Picture, Width
from .classes import Method
from .gathered import gather, is_drawable
from .listing import chart_named

#: What an address asks by: `?larghezza=stretta` for telephones, `?classi=naturali` for other classes.
WIDTH, NARROW, CLASSES = "larghezza", "stretta", "classi"


def picture(request: HttpRequest, actor: Actor, edition: Edition, name: str) -> HttpResponse:
    """The SVG of a computed edition that passed `visible_to(actor)`; 304 when the browser holds it. Http404 for a chart that there is not."""
    if not is_drawable(actor, edition):
        raise Http404
    chart = chart_named(gather(actor, edition, asked_method(request)), name)
    if chart is None:
        raise Http404
    width = Width.NARROW if request.GET.get(WIDTH) == NARROW else Width.WIDE
    wanted = Picture(chart, chart.plan(), width)
    etag = quote_etag(wanted.digest)
    answer = get_conditional_response(request, etag=etag)
    if answer is None or answer.status_code != 304:
        answer = HttpResponse(kept(wanted), content_type="image/svg+xml; charset=utf-8")
        answer["ETag"] = etag
    patch_cache_control(answer, private=True, max_age=0, must_revalidate=True)
    return answer


def kept(wanted: Picture) -> str:
    """The picture from those kept, or drawn and then kept."""
    cache: Any = caches["charts"]
    found = cache.get(wanted.digest)
    if found is None:
        found = wanted.drawn()
        cache.set(wanted.digest, found)
    return str(found)


def asked_method(request: HttpRequest) -> Method:
    """The classes that an address asks for: quantiles when it asks for none that there is."""
    asked = request.GET.get(CLASSES, "")
    return Method(asked) if asked in set(Method) else Method.QUANTILES
