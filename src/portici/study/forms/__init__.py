"""Papers of the studies."""

from .proposals import DesignateForm, ProposalEditForm, ProposalForm
from .specification import SpecificationForm, SpecificationTextForm
from .studies import EditionAddForm, NeighboursForm, StudyForm, SurenessForm
from .weights import WeightField, WeightsForm

__all__ = [
    "DesignateForm",
    "EditionAddForm",
    "NeighboursForm",
    "ProposalEditForm",
    "ProposalForm",
    "SpecificationForm",
    "SpecificationTextForm",
    "StudyForm",
    "SurenessForm",
    "WeightField",
    "WeightsForm",
]
