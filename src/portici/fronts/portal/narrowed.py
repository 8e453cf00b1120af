"""What a list's address narrows it by that its form has no box for: each is named, and can be taken off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from portici.fronts.portal.territory.reading import visible
from portici.governance.models import Decision, Guideline, Meeting
from portici.kernel.codes import ProjectCode
from portici.needs.models import Need
from portici.organisations.models import Agreement, Organisation
from portici.programme.models import Activity, Project
from portici.records import registry
from portici.records.models import Record
from portici.territory.models import Place

#: Parameter of the address -> the kind of record that it names, and the field that it names it by.
NAMED: dict[str, tuple[type[Record], str]] = {
    "project": (Project, "code"),
    "parent": (Project, "code"),
    "organisation": (Organisation, "uid"),
    "agreement": (Agreement, "uid"),
    "place": (Place, "uid"),
    "need": (Need, "uid"),
    "activity": (Activity, "uid"),
    "decision": (Decision, "address"),
    "meeting": (Meeting, "address"),
    "guideline": (Guideline, "uid"),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One such parameter: what it names (None: nothing that is public), and the address without it."""

    label: Any
    record: Record | None
    without: str


def narrowed(request: HttpRequest, *names: str) -> list[Narrowing]:
    """The parameters of `names` that the address has."""
    return [_narrowing(request, name) for name in names if request.GET.get(name)]


def _narrowing(request: HttpRequest, name: str) -> Narrowing:
    model, field = NAMED[name]
    asked = request.GET[name]
    code = ProjectCode.parse(asked).value if field == "code" else None
    rest = request.GET.copy()
    for dropped in (name, "page"):
        rest.pop(dropped, None)
    record = visible(model).filter(**{field: str(code) if code else asked}).first()
    without = f"{request.path}?{rest.urlencode()}" if rest else request.path
    return Narrowing(registry.kind(model.KIND).label, record, without)
