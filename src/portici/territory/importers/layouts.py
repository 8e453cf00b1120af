"""The layouts of published boundaries: which property is the code, the name, the parent; what the layer is.

A layout is recognised by its properties alone, so that a newer file of the same publisher is taken without
saying anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..models import LayerKind

_BOLOGNA = "Comune di Bologna, opendata.comune.bologna.it"
_BOLOGNA_URL = "https://opendata.comune.bologna.it/"
_CC_BY = "CC BY 4.0"


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
    source: str = _BOLOGNA
    source_url: str = _BOLOGNA_URL
    licence: str = _CC_BY
    vintage: str = ""

    def fits(self, properties: Collection[str]) -> bool:
        needed = {self.code_property, *self.marks} | ({self.name_property} if self.name_property else set())
        return needed <= set(properties) and not set(self.without) & set(properties)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        layer="aree-statistiche",
        kind=LayerKind.STATISTICAL_AREA.value,
        name="Aree statistiche",
        order=40,
        code_property="id_area_statistica",
        name_property="nome_area_statistica",
        parent_property="id_zona",
        parent_layer="zone",
    ),
    Layout(
        layer="zone",
        kind=LayerKind.ZONE.value,
        name="Zone",
        order=30,
        code_property="id_zona",
        name_property="nome_zona",
        parent_property="id_quartiere",
        parent_layer="quartieri",
        without=("id_area_statistica",),
    ),
    Layout(
        layer="quartieri",
        kind=LayerKind.QUARTIERE.value,
        name="Quartieri",
        order=20,
        code_property="id_quartiere",
        name_property="nome_quartiere",
        parent_code="037006",
        parent_layer="comuni",
        without=("id_zona",),
    ),
    Layout(
        layer="sezioni-elettorali",
        kind=LayerKind.SECTION.value,
        name="Sezioni elettorali",
        order=50,
        code_property="id_sezione",
        name_property=None,
        name_pattern="Sezione %s",
    ),
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
    ),
    Layout(
        layer="aree-fragilita-climatica",
        kind=LayerKind.STATISTICAL_AREA.value,
        name="Aree dell'indice di fragilità con il clima",
        order=45,
        code_property="cod_area",
        name_property="area_stati",
        parent_property="cod_zona",
        parent_layer="zone",
        marks=("fragility1",),
        vintage="2021",
    ),
    Layout(
        layer="aree-clima",
        kind=LayerKind.STATISTICAL_AREA.value,
        name="Aree dell'indice di fragilità climatica",
        order=46,
        code_property="codice_are",
        name_property="area_stati",
        parent_property="cod_zona",
        parent_layer="zone",
        marks=("CSI_avg",),
        vintage="2021",
    ),
)


def recognised(properties: Mapping[str, str]) -> Layout | None:
    """The layout that the properties of a feature are of."""
    return next((layout for layout in LAYOUTS if layout.fits(properties)), None)
