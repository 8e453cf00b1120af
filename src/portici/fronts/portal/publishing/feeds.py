"""The news for who reads with a program: RSS and JSON Feed, in the language of the address."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portici.citypack.queries import city
from portici.kernel.clock import OFFICE_ZONE
from portici.publishing import queries

MOST = 30


def _title() -> str:
    here, news = city(), _("News")
    return f"{news} – {here.office_name}" if here else news


def _at(day: Any) -> datetime:
    """A day as a moment: its beginning in the office's zone."""
    return datetime.combine(day, time(), OFFICE_ZONE).astimezone(UTC)


def _rows() -> list[Any]:
    return list(queries.news(get_language() or "it")[:MOST])


class NewsFeed(Feed):
    """The newest news as RSS 2.0."""

    def title(self) -> str:
        return _title()

    def link(self) -> str:
        return reverse("portal:home")

    def feed_url(self) -> str:
        return reverse("portal:news-rss")

    def description(self) -> str:
        return _("What the office tells.")

    def items(self) -> list[Any]:
        return _rows()

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: Any) -> str:
        return str(item.url)

    def item_guid(self, item: Any) -> str:
        return str(item.uid)

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime:
        return _at(item.dated)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(),
        "home_page_url": request.build_absolute_uri(reverse("portal:home")),
        "feed_url": request.build_absolute_uri(),
        "language": get_language() or "it",
        "items": [_item(request, page) for page in _rows()],
    }
    return JsonResponse(feed, content_type="application/feed+json")


def _item(request: HttpRequest, page: Any) -> dict[str, Any]:
    return {
        "id": page.uid,
        "url": request.build_absolute_uri(page.url),
        "title": page.title,
        "summary": page.summary,
        "content_text": page.summary,
        "date_published": _at(page.dated).isoformat(),
        "language": page.language,
    }
