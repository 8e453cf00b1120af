"""The desks of the territory."""

from .areas import amend_area, amend_layer, current_parts, draw_area, record_area, record_layer, set_parts
from .compute import compute_indicators
from .indicators import amend_indicator, record_computed_indicators, record_indicator
from .layouts import record_file_layout
from .people import Count, Counted, count_people, record_population_source
from .places import amend_place, record_place
from .readings import Reading, observe
from .removals import remove_counts, remove_observations

__all__ = [
    "Count",
    "Counted",
    "Reading",
    "amend_area",
    "amend_indicator",
    "amend_layer",
    "amend_place",
    "compute_indicators",
    "count_people",
    "current_parts",
    "draw_area",
    "observe",
    "record_area",
    "record_computed_indicators",
    "record_file_layout",
    "record_indicator",
    "record_layer",
    "record_place",
    "record_population_source",
    "remove_counts",
    "remove_observations",
    "set_parts",
]
