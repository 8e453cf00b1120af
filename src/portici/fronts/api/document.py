"""The OpenAPI document: what ninja writes of the addresses, with the errors, the headers and the licence that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from .common import BASE
from .door import served
from .problems import CONTENT_TYPE

DESCRIPTION = """What the office has published: projects, activities, areas, indicators, organisations, decisions. Read only, without
a key. Whoever asks gets what any visitor of the portal sees. An ETag tells whether an answer has changed: send it back as If-None-Match
and an answer that is the same costs 304. Errors are application/problem+json, in Italian or English by Accept-Language."""
PROBLEM = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "status", "title", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["about:blank"]},
        "status": {"type": "integer", "examples": [422]},
        "title": {"type": "string", "examples": ["Some parameters cannot be used"]},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "examples": ["page_size"]},
                    "message": {"type": "string", "examples": ["A number up to 200."]},
                },
            },
        },
    },
}
ETAG = {
    "description": "Tells this answer from others; send it back as If-None-Match.",
    "schema": {"type": "string"},
}
LAST_MODIFIED = {
    "description": "When the record itself was last changed, where the answer is about one.",
    "schema": {"type": "string"},
}


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The document, the same for every reader."""
    from .service import VERSION, api

    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"{BASE}/".lstrip("/")))
    told["info"] = {
        "title": "Portici",
        "version": VERSION,
        "description": DESCRIPTION.replace("\n", " "),
        "license": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
    }
    told["servers"] = [{"url": "/"}]
    told["components"]["schemas"]["Problem"] = PROBLEM_SCHEMA
    told["components"]["headers"] = {"ETag": ETAG, "Last-Modified": LAST_MODIFIED}
    for address, methods in told["paths"].items():
        _complete(address, methods["get"])
    return told


def _complete(address: str, operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        _plain(parameter)
    if address.endswith(".geojson"):
        content = operation["responses"][200]["content"]
        content["application/geo+json"] = content.pop("application/json")
    operation["responses"][200]["headers"] = {
        name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Last-Modified")
    }
    operation["responses"] |= {304: {"description": "The reader holds this answer."}, **_errors(operation)}
    if operation["operationId"] == "organisation":
        operation["responses"][301] = {"description": "It was merged into the organisation at Location."}


def _errors(operation: dict[str, Any]) -> dict[int, Any]:
    by_path = any(parameter["in"] == "path" for parameter in operation["parameters"])
    told = {
        **({404: "Nothing is published at this address."} if by_path else {}),
        406: "JSON is not what was asked for.",
        422: "A parameter cannot be used, or there is no such parameter.",
    }
    return {
        status: {"description": text, "content": {CONTENT_TYPE: {"schema": PROBLEM}}}
        for status, text in told.items()
    }


def _plain(parameter: dict[str, Any]) -> None:
    """A parameter that may be left out is no null; its example is OpenAPI's, not JSON Schema's."""
    schema = parameter["schema"]
    if "anyOf" in schema:
        wanted = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema.update(wanted[0])
    if schema.get("default", "") is None:
        del schema["default"]
    examples = schema.pop("examples", None)
    parameter.pop("examples", None)
    if examples:
        parameter["example"] = examples[0]


def parameters_of(name: str) -> Callable[[], frozenset[str]]:
    """The query parameters of the operation of this name, asked for at the first request."""
    return lambda: _query_parameters().get(name, frozenset())


@lru_cache(maxsize=1)
def _query_parameters() -> dict[str, frozenset[str]]:
    operations = [methods["get"] for methods in openapi()["paths"].values()]
    return {
        one["operationId"]: frozenset(
            parameter["name"] for parameter in one["parameters"] if parameter["in"] == "query"
        )
        for one in operations
    }


def _answer(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(openapi(), content_type="application/openapi+json")


document = path("openapi.json", served(_answer, frozenset), name="openapi")
