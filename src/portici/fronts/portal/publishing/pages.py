"""The list of news. The other pages of the tree are found by their own addresses (see config.urls)."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portici.fronts.portal.kit import PortalView
from portici.publishing.models import NewsIndexPage


class NoNews(PortalView):
    """Before a city has been loaded there is no tree to keep news in."""

    template_name = "portal/publishing/no_news.html"
    title = _("News")


@require_safe
def news(request: HttpRequest) -> HttpResponseBase:
    """The list in the language of the address."""
    index = NewsIndexPage.objects.live().filter(locale__language_code=get_language() or "it").first()
    if index is None:
        return NoNews.as_view()(request)
    answer: HttpResponseBase = index.serve(request)
    return answer
