"""What search engines read of a page: schema.org as JSON-LD. A block of data, which the content policy lets stand because nothing
in it is run."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from portici.citypack.queries import city
from portici.fronts import addresses
from portici.fronts.pictures import address, fallback_of, widths_of
from portici.records.models import Record

Data = dict[str, Any]
#: What would end the block, or be taken for markup, is written as JavaScript's escapes, which JSON shares.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script(data: Data) -> SafeString:
    """The block as it stands in the page's head."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, default=str)
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')  # noqa: S308 - escaped above


def _named(request: HttpRequest, kind: str, record: Record, **more: Any) -> Data:
    url = addresses.portal_url(record)
    data = {
        "@type": kind,
        "url": request.build_absolute_uri(url) if url else None,
        "inLanguage": record.language,
        **more,
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def publisher() -> Data:
    here = city()
    return {"@type": "GovernmentOrganization", "name": here.body_name or here.office_name} if here else {}


def project(request: HttpRequest, record: Any) -> Data:
    return _named(
        request, "Project", record, name=record.title, identifier=record.code, parentOrganization=publisher()
    )


def organisation(request: HttpRequest, record: Any) -> Data:
    return _named(request, "Organization", record, name=record.name)


def area(request: HttpRequest, record: Any) -> Data:
    return _named(request, "AdministrativeArea", record, name=record.name, identifier=record.code)


def page(request: HttpRequest, record: Any) -> Data:
    """A piece of news, or a page of text."""
    shared: Data = {
        "headline": record.title,
        "description": getattr(record, "summary", ""),
        "publisher": publisher(),
    }
    if record.KIND != "news":
        return _named(request, "WebPage", record, name=record.title, **shared)
    picture = record.picture
    return _named(
        request,
        "NewsArticle",
        record,
        datePublished=record.dated.isoformat(),
        dateModified=record.last_published_at and record.last_published_at.isoformat(),
        image=picture
        and request.build_absolute_uri(address(picture, widths_of(picture)[-1], fallback_of(picture))),
        **shared,
    )
