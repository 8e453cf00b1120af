"""Reading the territory: what every query answers has passed `visible_to(actor)`."""

from .areas import (
    ancestors,
    area_at,
    area_by_address,
    area_ids_within,
    areas_of_layer,
    children,
    layers,
    parts_covering,
    parts_of,
    place_by_uid,
    places_in,
    wholes_of,
)
from .explain import Component, Explanation, Line, explain
from .maps import collection_digest, feature_collection
from .values import (
    AreaValue,
    Figure,
    indicators,
    layers_of_indicator,
    observations_of_area,
    periods_of_indicator,
    spreads_of_area,
    values_of_indicator,
)

__all__ = [
    "AreaValue",
    "Component",
    "Explanation",
    "Figure",
    "Line",
    "ancestors",
    "area_at",
    "area_by_address",
    "area_ids_within",
    "areas_of_layer",
    "children",
    "collection_digest",
    "explain",
    "feature_collection",
    "indicators",
    "layers",
    "layers_of_indicator",
    "observations_of_area",
    "parts_covering",
    "parts_of",
    "periods_of_indicator",
    "place_by_uid",
    "places_in",
    "spreads_of_area",
    "values_of_indicator",
    "wholes_of",
]
