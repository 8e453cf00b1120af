"""The layouts of published boundaries: which property is the code, the name, the parent; what the layer is.

A layout is recognised by its properties alone, so that a newer file of the same publisher is taken without
saying anything. Those of a city's own publishers come from its pack (`models.FileLayout`); here is the national
one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..models import FileLayout, LayerKind, LayoutKind


@dataclass(frozen=True, slots=True)
class Layout:
    """A published file of boundaries. `parent_code` is for a parent that is the same for all."""

    layer: str
    kind: str
    name: str
    order: int
    code_property: str
    #: None: the areas have no name of their own, and `name_pattern` makes one of the code.
    name_property: str | None
    name_pattern: str = "%s"
    other_names: tuple[str, ...] = ()
    parent_property: str = ""
    parent_code: str = ""
    parent_layer: str = ""
    #: Properties that must be there besides the code and the name, and those that must not.
    marks: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source: str = ""
    source_url: str = ""
    licence: str = ""
    vintage: str = ""

    def fits(self, properties: Collection[str]) -> bool:
        needed = {self.code_property, *self.marks} | ({self.name_property} if self.name_property else set())
        return needed <= set(properties) and not set(self.without) & set(properties)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A published table of counts of people: the column that names its areas, their layer, who counted."""

    layer: str
    area_column: str
    publisher: str
    source: str
    source_url: str = ""
    licence: str = ""


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        layer="comuni",
        kind=LayerKind.COMUNE.value,
        name="Comuni",
        order=10,
        code_property="com_istat_code",
        name_property="name",
        other_names=("com_catasto_code",),
        parent_property="prov_istat_code",
        parent_layer="citta-metropolitana",
        source="ISTAT, confini delle unità amministrative, via openpolis/geojson-italy",
        source_url="https://github.com/openpolis/geojson-italy",
        licence="CC BY 4.0",
    ),
)


def specs_of(kind: LayoutKind) -> list[dict[str, Any]]:
    """The layouts of a kind that the city pack has told, by code. One query."""
    rows = FileLayout.objects.filter(kind=kind).order_by("code").values_list("spec", flat=True)
    return [
        {name: tuple(value) if isinstance(value, list) else value for name, value in spec.items()}
        for spec in rows
    ]


def people_tables() -> dict[str, PeopleTable]:
    """The tables of counts that the city's publishers lay out in their own way, by the column of the area."""
    tables = [PeopleTable(**spec) for spec in specs_of(LayoutKind.POPULATION)]
    return {table.area_column: table for table in tables}


def recognised(properties: Mapping[str, str]) -> Layout | None:
    """The layout that the properties of a feature are of; the city's own come before the national one."""
    told = (Layout(**spec) for spec in specs_of(LayoutKind.BOUNDARIES))
    return next((layout for layout in (*told, *LAYOUTS) if layout.fits(properties)), None)
