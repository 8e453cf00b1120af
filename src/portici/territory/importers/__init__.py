"""The files that the territory takes."""

from .boundaries import BoundariesImporter
from .indicators import IndicatorsImporter
from .places import PlacesImporter
from .population import PopulationImporter

__all__ = ["BoundariesImporter", "IndicatorsImporter", "PlacesImporter", "PopulationImporter"]
