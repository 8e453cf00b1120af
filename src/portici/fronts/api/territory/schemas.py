"""How layers, areas, places, indicators and their values are written."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

from portici.kernel.findings import gettext_noop
from portici.territory.models import Direction, LayerKind, Method, ObservationStatus, PlaceKind

from ..common import AREA_KEY, Asked, Licence, Page, RecordOut, Ref, Text

#: Four numbers, west, south, east, north; so long only that no number is absurd.
BBOX = r"^-?\d{1,3}(\.\d{1,12})?(,-?\d{1,3}(\.\d{1,12})?){3}$"
GeometryAsked = Literal["none", "simplified", "whole"]


COMPARABLE = Field(
    description="Code of a layer: values are comparable only inside one area of it. Null: everywhere.",
    examples=["comuni"],
)
APART = Field(
    description="The areas to choose from where values are comparable only inside one: without a choice none is told. Empty elsewhere."
)


class AreasAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words: name, code, other spellings."))
    layer: Text | None = Field(None, description=gettext_noop("Code of a layer."), examples=["comuni"])
    area: Text | None = Field(
        None,
        pattern=AREA_KEY,
        description=gettext_noop("Layer and code of an area: what lies within it, and itself."),
    )
    bbox: str | None = Field(
        None,
        pattern=BBOX,
        description=gettext_noop(
            "West, south, east, north in degrees (WGS84): areas whose box meets this one."
        ),
        examples=["11.2,44.4,11.5,44.6"],
    )
    geometry: GeometryAsked = Field(
        "none", description=gettext_noop("The border of each area: not, light, or whole.")
    )


class OneAreaAsked(Schema):
    geometry: GeometryAsked = Field(
        "simplified", description=gettext_noop("The border: not, light, or whole.")
    )


class LayerShapesAsked(Schema):
    indicator: Text | None = Field(
        None, description=gettext_noop("Code of an indicator whose values the areas carry.")
    )
    period: Text | None = Field(
        None, description=gettext_noop("Period of the values; the latest one when not given.")
    )
    within: Text | None = Field(
        None,
        description=gettext_noop(
            "Code of the area within which the values are asked for, where they are comparable only inside one area (`apart` tells which)."
        ),
    )
    geometry: Literal["simplified", "whole"] = Field(
        "simplified", description=gettext_noop("Light or whole borders.")
    )


class PlacesAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words: name, address."))
    area: Text | None = Field(
        None,
        pattern=AREA_KEY,
        description=gettext_noop("Layer and code of an area: what lies within it too."),
    )
    kind: PlaceKind | None = Field(None, description=gettext_noop("Kind of place."))


class IndicatorsAsked(Asked):
    q: Text | None = Field(None, description=gettext_noop("Words."))
    theme: Text | None = Field(None, description=gettext_noop("Theme, as the indicators say it."))


class ObservationsAsked(Asked):
    layer: Text | None = Field(None, description=gettext_noop("Code of a layer."))
    area: Text | None = Field(
        None,
        pattern=AREA_KEY,
        description=gettext_noop("Layer and code of an area: what lies within it too."),
    )
    period: Text | None = Field(None, description=gettext_noop("Period."), examples=["2023"])


class LayerOut(Schema):
    """One division of the territory, as one source gives it."""

    id: str = Field(examples=["comuni"])
    kind: LayerKind
    title: str
    areas: int = Field(description="How many of its areas are published.")
    source: str
    source_url: str
    vintage: str
    license: Licence
    href: str = Field(description="Address of its areas.")
    geojson: str = Field(description="Its areas as GeoJSON, for a map.")


class LayerPage(Page):
    items: list[LayerOut]


class AreaOut(RecordOut):
    """A piece of the territory, official or drawn."""

    layer: str = Field(examples=["comuni"])
    code: str = Field(examples=["037006"])
    other_names: str
    parent: Ref | None
    is_drawn: bool
    surface_km2: float | None
    lon: float | None = Field(description="Of a point inside.")
    lat: float | None
    bbox: list[float] | None = Field(description="West, south, east, north.")
    geometry: dict[str, Any] | None = Field(description="GeoJSON geometry, WGS84; null unless asked for.")
    source: str
    note: str


class AreaPage(Page):
    items: list[AreaOut]


class PartOut(Schema):
    area: Ref
    share: float = Field(description="Share of its people that is counted in, 0 to 1.")


class LyingOut(Schema):
    """Another area that shares a surface with this one; shares are of surface, not of people."""

    area: Ref
    share: float = Field(description="Share of this area's surface that lies in the other, above 0, up to 1.")
    share_of_it: float = Field(
        description="Share of the other area's surface that lies in this one, above 0, up to 1."
    )


class FigureOut(Schema):
    """The latest value of an indicator in the area."""

    indicator: Ref
    period: str
    value: float | None
    unit: str
    status: ObservationStatus
    rank: int | None = Field(
        description="1 is the highest of the layer; of those in the same area of `comparable_within` where there is one."
    )
    among: int
    comparable_within: str | None = COMPARABLE
    license: Licence
    url: str = Field(description="The rows that the value is made of, in the portal.")


class AreaWhole(AreaOut):
    ancestors: list[Ref] = Field(description="What it lies in, the largest first.")
    parts: list[PartOut] = Field(description="What it is made of.")
    lies_in: list[LyingOut] = Field(
        description="The areas that it lies in by its border, and the official ones whose border it crosses."
    )
    drawn_here: list[LyingOut] = Field(
        description="Target areas and areas drawn by hand that lie in it, or across its border."
    )
    figures: list[FigureOut]


class PlaceOut(RecordOut):
    kind_of_place: PlaceKind
    address: str
    postcode: str
    area: Ref | None
    lon: float | None
    lat: float | None
    website: str
    source: str
    note: str


class PlacePage(Page):
    items: list[PlaceOut]


class IndicatorOut(RecordOut):
    """What is measured; `license` is that of its source."""

    code: str = Field(examples=["popolazione"])
    description: str
    theme: str
    unit: str
    decimals: int
    direction: Direction
    method: Method
    comparable_within: str | None = COMPARABLE
    source: str
    source_url: str
    vintage: str
    observations: str = Field(description="Address of its values.")


class IndicatorPage(Page):
    items: list[IndicatorOut]


class IndicatorLayer(Schema):
    layer: str
    periods: list[str] = Field(description="The latest first.")
    geojson: str = Field(description="The layer with the values of the latest period.")


class IndicatorWhole(IndicatorOut):
    layers: list[IndicatorLayer]


class ObservationOut(Schema):
    """A value of the indicator in an area and a period."""

    area: Ref
    period: str
    value: float | None
    status: ObservationStatus
    url: str = Field(description="The rows that the value is made of, in the portal.")


class ObservationPage(Page):
    """Without items where these are of several areas that their values are comparable only inside of: `apart` names them."""

    indicator: Ref
    unit: str
    comparable_within: str | None = COMPARABLE
    apart: list[Ref] = APART
    items: list[ObservationOut]


class SourceOut(Schema):
    """Where data of others came from."""

    name: str
    url: str
    vintage: str
    license: Licence
    used_for: list[str] = Field(description="Layers, indicators and counts of people that it gave.")


class SourcePage(Page):
    items: list[SourceOut]


class Feature(Schema):
    type: Literal["Feature"]
    id: str = Field(examples=["comuni/037006"])
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeatureCollection(Schema):
    """GeoJSON (RFC 7946) with what the values are and who may use them."""

    type: Literal["FeatureCollection"]
    bbox: list[float] | None = None
    layer: str
    indicator: str | None
    period: str | None
    unit: str
    comparable_within: str | None = COMPARABLE
    within: Ref | None = Field(
        description="The area that the values were asked for within, of those of `apart`."
    )
    apart: list[Ref] = APART
    license: Licence
    features: list[Feature]
