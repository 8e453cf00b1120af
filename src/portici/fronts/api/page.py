"""Data and API, for people: what there is, how it is asked for, with addresses that can be followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.kit import PortalView

from .common import BASE, own_licence
from .document import openapi
from .examples import examples

#: The tags of the operations, in the order of the page.
PARTS = {
    "service": _("The service"),
    "programme": _("Programme"),
    "territory": _("Territory"),
    "indicators": _("Indicators"),
    "organisations": _("Network"),
    "decisions": _("Decisions"),
    "needs": _("Needs"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    text: str
    accepted: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An address with what it takes; `example` can be followed, "" when nothing is published yet."""

    key: str
    path: str
    summary: str
    parameters: tuple[Parameter, ...]
    example: str


class DataPage(PortalView):
    template_name = "portal/data.html"
    title = _("Data and API")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            base=BASE,
            host=self.request.build_absolute_uri("/").rstrip("/"),
            parts=_parts(),
            licence=own_licence(),
            openapi_url=reverse("api:openapi"),
            **kwargs,
        )


def _parts() -> list[tuple[Any, list[Operation]]]:
    followed = examples()
    told: dict[str, list[Operation]] = {tag: [] for tag in PARTS}
    for address, methods in openapi()["paths"].items():
        operation = methods["get"]
        told[operation["tags"][0]].append(_operation(address, operation, followed))
    return [(PARTS[tag], operations) for tag, operations in told.items()]


def _operation(address: str, operation: dict[str, Any], followed: dict[str, str]) -> Operation:
    asked = [one for one in operation["parameters"] if one["in"] == "query"]
    summary: str = operation["summary"]
    return Operation(
        key=operation["operationId"],
        path=address,
        summary=gettext(summary),
        parameters=tuple(_parameter(one) for one in asked),
        example=followed.get(operation["operationId"], ""),
    )


def _parameter(told: dict[str, Any]) -> Parameter:
    schema = _resolved(told["schema"])
    accepted = ", ".join(map(str, schema.get("enum", ())))
    description: str = told.get("description", "")
    return Parameter(told["name"], gettext(description), accepted)


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = openapi()["components"]["schemas"][name] if name else schema
    return {"enum": [found["const"]], **found} if "const" in found else found
