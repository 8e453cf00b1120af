"""Papers of the studies."""

from .proposals import DesignateForm, ProposalEditForm, ProposalForm
from .published import PublishedIndexForm
from .specification import SpecificationForm
from .studies import EditionAddForm, NeighboursForm, StudyForm, SurenessForm
from .text import SpecificationTextForm
from .weights import WeightField, WeightsForm

__all__ = [
    "DesignateForm",
    "EditionAddForm",
    "NeighboursForm",
    "ProposalEditForm",
    "ProposalForm",
    "PublishedIndexForm",
    "SpecificationForm",
    "SpecificationTextForm",
    "StudyForm",
    "SurenessForm",
    "WeightField",
    "WeightsForm",
]
