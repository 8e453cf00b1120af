"""Where things happen: layers of areas, areas made of parts, places; and what official figures say of them."""

from .areas import (
    AREA_CODE,
    RESERVED_LAYERS,
    Area,
    AreaPart,
    Geometry,
    Layer,
    LayerKind,
    not_reserved,
    within_scope,
)
from .indicators import Direction, Indicator, Measurement, Method, Observation, ObservationStatus
from .layouts import FileLayout, LayoutKind
from .lying import AreaOverlap, PlaceInArea
from .places import Place, PlaceKind
from .population import OPEN_AGE, PopulationCount, PopulationSource, Sex

__all__ = [
    "AREA_CODE",
    "OPEN_AGE",
    "RESERVED_LAYERS",
    "Area",
    "AreaOverlap",
    "AreaPart",
    "Direction",
    "FileLayout",
    "Geometry",
    "Indicator",
    "Layer",
    "LayerKind",
    "LayoutKind",
    "Measurement",
    "Method",
    "Observation",
    "ObservationStatus",
    "Place",
    "PlaceInArea",
    "PlaceKind",
    "PopulationCount",
    "PopulationSource",
    "Sex",
    "not_reserved",
    "within_scope",
]
