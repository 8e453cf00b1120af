"""Papers of the studies."""

from .proposals import DesignateForm, ProposalEditForm, ProposalForm
from .published import PublishedIndexForm
from .specification import SpecificationForm, SpecificationTextForm
from .studies import EditionAddForm, NeighboursForm, StudyForm, SurenessForm
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
