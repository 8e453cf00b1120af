"""The site's map for search engines: pages, and the records of every kind that has pages in the portal; only what is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django
from django.core.paginator import Paginator
from django.db.models import Max
from django.db.models.query import QuerySet
from django.http import HttpRequest, HttpResponse

from portici.fronts import addresses
from portici.kernel.actor import VISITOR
from portici.publishing import queries
from portici.records import registry

#: Of the 50,000 addresses that a file may have: two languages each, and read in reasonable time.
EACH = 5000


class EachLanguage:
    """Rows, each once a language: counted by the store, and read only as far as a file of the map goes."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self.languages = [code for code, _name in settings.LANGUAGES]

    def __len__(self) -> int:
        return self.rows.count() * len(self.languages)

    def __iter__(self) -> Iterator[Any]:
        return iter(self[0 : len(self)])

    def __getitem__(self, part: Any, /) -> Any:
        """A slice that says from and to, whole numbers of rows as `EACH` is; gives pairs of row and language."""
        rows = self.rows[part.start // len(self.languages) : part.stop // len(self.languages)]
        return [(row, code) for row in rows for code in self.languages]


class RecordMap(Sitemap):
    """The published records of a kind, in both languages."""

    i18n = alternates = True
    limit = EACH

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> Any:
        return registry.kind(self.kind).visible_to(VISITOR).order_by("pk")

    @property
    def paginator(self) -> Paginator[Any]:
        return Paginator(EachLanguage(self.items()), self.limit)

    def location(self, item: Any) -> str:
        return addresses.portal_url(item)

    def lastmod(self, item: Any) -> datetime:
        return item.updated_at  # type: ignore[no-any-return] # the query set is untyped

    def get_latest_lastmod(self) -> datetime | None:
        """The newest of all, asked of the store rather than read row by row."""
        newest: datetime | None = self.items().order_by().aggregate(newest=Max("updated_at"))["newest"]
        return newest


class PageMap(Sitemap):
    """News and pages of text, each in its own language."""

    limit = EACH

    def items(self) -> list[Any]:
        return [*queries.news(), *queries.plain_pages()]

    def location(self, item: Any) -> str:
        return str(item.url)

    def lastmod(self, item: Any) -> datetime | None:
        return item.last_published_at  # type: ignore[no-any-return] # the query set is untyped


def _sections() -> dict[str, Any]:
    kinds = [kind.name for kind in registry.kinds() if addresses.on_portal(kind.name)]
    return {"pages": PageMap()} | {kind: RecordMap(kind) for kind in kinds}


def index(request: HttpRequest) -> HttpResponse:
    return django.index(request, _sections(), sitemap_url_name="portal:sitemap-section")


def section(request: HttpRequest, section: str) -> HttpResponse:
    return django.sitemap(request, _sections(), section)
