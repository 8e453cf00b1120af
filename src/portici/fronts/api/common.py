"""What all answers share: who may use them, how a record and a reference to one are written, pages of lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import quote

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Schema

from portici.fronts.addresses import portal_url
from portici.kernel.findings import gettext_noop
from portici.records.models import Record

from .door import CHANGED_AT

BASE = "/api/v1"
Euro = Annotated[
    str,
    Field(
        pattern=r"^-?\d+\.\d{2}$",
        examples=["412248.84"],
        description="Euro, as a decimal number in a string: no digit is lost.",
    ),
]
#: Text of an address: PostgreSQL takes no NUL, and no word of the house is longer.
Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Key = Annotated[str, Field(max_length=200, pattern=r"^[^/\x00]+$")]
AREA_KEY = r"^[\w.-]+/[\w.-]+$"

#: How each kind of record is named in the API: kind -> (collection, its key there).
PLACES: dict[str, tuple[str, Callable[[Any], str]]] = {
    "programme": ("programmes", lambda one: one.uid),
    "project": ("projects", lambda one: one.code),
    "activity": ("activities", lambda one: one.uid),
    "area": ("areas", lambda one: f"{one.layer.code}/{one.code}"),
    "indicator": ("indicators", lambda one: one.code),
    "place": ("places", lambda one: one.uid),
    "organisation": ("organisations", lambda one: one.uid),
    "body": ("bodies", lambda one: one.uid),
    "decision": ("decisions", lambda one: one.address),
    "designation": ("target-areas", lambda one: one.uid),
    "need": ("needs", lambda one: one.uid),
    "opportunity": ("opportunities", lambda one: one.uid),
    "target-group": ("target-groups", lambda one: one.uid),
}


class Licence(Schema):
    """Who may use the data, and how."""

    name: str = Field(examples=["CC BY 4.0"])
    url: str = Field(examples=["https://creativecommons.org/licenses/by/4.0/"])


class Ref(Schema):
    """Another published record."""

    kind: str = Field(examples=["organisation"])
    id: str = Field(description="Stable, and the key of its address.", examples=["bologna/savena"])
    title: str
    language: str = Field(description="Language of the title.", examples=["it"])
    href: str = Field(description="Its address in this API.")
    url: str = Field(description="Its page in the portal.")


class RecordOut(Ref):
    """What every record has."""

    uid: str = Field(description="Twelve characters that never change.", examples=["k7m2p9qrstvw"])
    is_example: bool = Field(description="An invented example of a demonstration.")
    published_at: datetime | None
    updated_at: datetime = Field(description="When the record itself was last changed.")
    license: Licence


class Asked(Schema):
    """What every list takes."""

    page: int = Field(1, ge=1, le=1_000_000, description=gettext_noop("Which page."))
    page_size: int = Field(50, ge=1, le=200, description=gettext_noop("How many items a page has."))


class Page(Schema):
    """A page of a list; each list has its own `items`."""

    total: int = Field(description="How many items the whole list has.")
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")
    previous: str | None
    license: Licence


@dataclass(frozen=True, slots=True)
class Site:
    """Absolute addresses, as the reader reached this site."""

    request: HttpRequest
    base: str

    @classmethod
    def of(cls, request: HttpRequest) -> Site:
        return cls(request, request.build_absolute_uri("/").rstrip("/"))

    def api(self, path: str) -> str:
        return f"{self.base}{BASE}/{path}"

    def portal(self, record: Record) -> str:
        path = portal_url(record)
        return f"{self.base}{path}" if path else ""

    def ref(self, record: Any) -> dict[str, Any]:
        """The record as others name it; it has passed `visible_to`."""
        collection, key = PLACES[record.KIND]
        return {
            "kind": record.KIND,
            "id": key(record),
            "title": str(record),
            "language": record.language,
            "href": self.api(f"{collection}/{quote(key(record))}"),
            "url": self.portal(record),
        }

    def maybe(self, record: Any) -> dict[str, Any] | None:
        return self.ref(record) if record else None

    def refs(self, records: Iterable[Any]) -> list[dict[str, Any]]:
        return [self.ref(record) for record in records]

    def record(self, record: Record, license: dict[str, str] | None = None) -> dict[str, Any]:  # noqa: A002 -- OpenAPI's word
        """What every record has; `license` when it is not the office's own."""
        return {
            **self.ref(record),
            "uid": record.uid,
            "is_example": record.is_example,
            "published_at": record.published_at,
            "updated_at": record.updated_at,
            "license": license or own_licence(),
        }


def own_licence() -> dict[str, str]:
    """The licence of what the office itself writes."""
    return {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL}


def licence_of(name: str) -> dict[str, str]:
    """The licence that a source gives its data; the office's own when the source names none."""
    if not name or name == settings.DATA_LICENCE:
        return own_licence()
    return {"name": name, "url": ""}


def euro(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def page_of(
    request: HttpRequest,
    asked: Asked,
    rows: QuerySet[Any] | list[Any],
    tell: Callable[[Site, list[Any]], list[Any]],
) -> dict[str, Any]:
    """The asked page of the rows, told all at once so that what they name is read once; a page beyond the last is empty."""
    paginator = Paginator(rows, asked.page_size)
    site, number = Site.of(request), asked.page
    listed = list(paginator.page(number)) if number <= paginator.num_pages else []
    return {
        "total": paginator.count,
        "page": number,
        "pages": paginator.num_pages,
        "next": _page(site, number + 1) if number < paginator.num_pages else None,
        "previous": _page(site, min(number - 1, paginator.num_pages)) if number > 1 else None,
        "license": own_licence(),
        "items": tell(site, listed),
    }


def _page(site: Site, number: int) -> str:
    asked = site.request.GET.copy()
    asked["page"] = str(number)
    return f"{site.base}{site.request.path}?{asked.urlencode()}"


def one_of(request: HttpRequest, record: Any) -> Site:
    """The site for the answer about one record, which says when that was changed."""
    setattr(request, CHANGED_AT, record.updated_at)
    return Site.of(request)


def found_in(rows: Any, **named: Any) -> Any:
    """The row of this name among those that a visitor sees; Http404 when there is none."""
    found = rows.filter(**named).first()
    if found is None:
        raise Http404
    return found


def told_one(
    request: HttpRequest, tell: Callable[[Site, list[Any]], list[Any]], rows: Any, **named: Any
) -> dict[str, Any]:
    """What a list tells of its records, of the one of this name. Http404."""
    found = found_in(rows, **named)
    told: dict[str, Any] = tell(one_of(request, found), [found])[0]
    return told
