"""The choices that are varied unless somebody says otherwise: those that any index leaves to its analyst."""

from __future__ import annotations

from portici.engine.index.spec import Arithmetic, Geometric, MinMax, Percentile, Specification, ZScore

from .choices import Choices, Dirichlet

#: How near the drawn weights stay to the given ones.
CONCENTRATION = 50.0
#: Pairs of draws at most for the shares of the choices: they are then known to within a few hundredths.
PAIRS = 1_024


def usual_choices(
    spec: Specification,
    *,
    concentration: float = CONCENTRATION,
    normalisations: bool = True,
    aggregations: bool = True,
    leave_out: bool = True,
) -> Choices:
    """Other scales, other means, other weights, one indicator left out at a time; `concentration` 0 leaves the weights as they are.

    Methods that stand in for the specification's all give values above zero, which every mean takes.
    """
    others = (None, ZScore(), MinMax(low=70.0, high=130.0), Percentile(low=70.0, high=130.0))
    codes = tuple(one.code for one in spec.indicators())
    return Choices(
        normalisations=others if normalisations else (),
        aggregations=(None, Arithmetic(), Geometric()) if aggregations else (),
        weights=Dirichlet(concentration) if concentration else None,
        left_out=codes if leave_out and len(codes) > 1 else (),
    )
