"""Papers of the studies."""

from .specification import SpecificationForm, SpecificationTextForm
from .studies import EditionAddForm, StudyForm, SurenessForm
from .weights import WeightField, WeightsForm

__all__ = [
    "EditionAddForm",
    "SpecificationForm",
    "SpecificationTextForm",
    "StudyForm",
    "SurenessForm",
    "WeightField",
    "WeightsForm",
]
