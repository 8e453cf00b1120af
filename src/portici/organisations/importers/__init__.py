"""The files that the network takes."""

from .positions import SchoolPositionsImporter
from .pupils import PupilsImporter
from .schools import SchoolsImporter
from .table import OrganisationsImporter

__all__ = ["OrganisationsImporter", "PupilsImporter", "SchoolPositionsImporter", "SchoolsImporter"]
