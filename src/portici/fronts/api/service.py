"""The API put together: its rooms' addresses behind the door, its first page, its state."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from ninja import Field, NinjaAPI, Router, Schema
from ninja.errors import ValidationError

from portici.citypack.queries import city
from portici.kernel.findings import gettext_noop

from .common import Licence, Site, own_licence
from .door import served
from .governance.views import router as decisions
from .needs.views import router as needs
from .organisations.views import router as organisations
from .problems import problem
from .programme.views import router as programme
from .refusals import accepted
from .territory.measures import router as indicators
from .territory.views import router as territory

VERSION = "1.0.0"
router = Router(tags=["service"])


class IndexOut(Schema):
    """The way to everything."""

    title: str
    city: str
    license: Licence
    openapi: str
    documentation: str = Field(description="The page for people.")
    collections: dict[str, str] = Field(description="Name of each list, and its address.")


class StatusOut(Schema):
    """The service answers and reaches its store (an empty problem, as the national guidelines have it)."""

    status: int = Field(examples=[200])
    title: str = Field(examples=["OK"])


COLLECTIONS = (
    "programmes",
    "projects",
    "activities",
    "layers",
    "areas",
    "places",
    "indicators",
    "sources",
    "organisations",
    "bodies",
    "decisions",
    "target-groups",
    "target-areas",
    "needs",
    "opportunities",
)


@router.get(
    "/",
    response=IndexOut,
    summary=gettext_noop("Where everything is"),
    url_name="index",
    operation_id="index",
)
def index(request: HttpRequest) -> Any:
    site, here = Site.of(request), city()
    return {
        "title": here.office_name if here else "Portici",
        "city": here.name if here else "",
        "license": own_licence(),
        "openapi": site.api("openapi.json"),
        "documentation": f"{site.base}{reverse('data:api')}",
        "collections": {name: site.api(name) for name in COLLECTIONS},
    }


@router.get(
    "/status",
    response=StatusOut,
    summary=gettext_noop("Whether the service answers"),
    url_name="status",
    operation_id="status",
)
def status(request: HttpRequest) -> Any:  # noqa: ARG001 (ninja knows the request by its name)
    city()
    return {"status": 200, "title": "OK"}


api = NinjaAPI(
    title="Portici",
    version=VERSION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for prefix_less in (router, programme, territory, indicators, organisations, decisions, needs):
    api.add_router("", prefix_less)


@api.exception_handler(ValidationError)
def cannot_be_used(request: HttpRequest, found: ValidationError) -> HttpResponse:
    """422 with each parameter and what is accepted; what was sent is not repeated."""
    return problem(request, 422, [(str(one["loc"][-1])[:40], accepted(one)) for one in found.errors])


@api.exception_handler(Http404)
def is_not_there(request: HttpRequest, _found: Http404) -> HttpResponse:
    """Withheld, or nowhere: the same answer."""
    return problem(request, 404)


def addresses() -> list[URLPattern]:
    """The API's addresses, each behind the door."""
    from .document import document, parameters_of

    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in patterns:
        one.callback = served(one.callback, parameters_of(str(one.name)))
    return [*patterns, document]
