"""Papers of the studies."""

from .published import PublishedIndexForm
from .specification import SpecificationForm, SpecificationTextForm
from .studies import EditionAddForm, StudyForm, SurenessForm
from .weights import WeightField, WeightsForm

__all__ = [
    "EditionAddForm",
    "PublishedIndexForm",
    "SpecificationForm",
    "SpecificationTextForm",
    "StudyForm",
    "SurenessForm",
    "WeightField",
    "WeightsForm",
]
