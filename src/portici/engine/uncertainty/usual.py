"""The choices that are varied unless somebody says otherwise: those that any index leaves to its analyst."""

from __future__ import annotations

from collections.abc import Mapping

from portici.engine.index.spec import Arithmetic, Geometric, MinMax, Percentile, Specification, ZScore

from .choices import Choices, Dirichlet, MeasurementError

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
    error: float = 0.0,
    errors: Mapping[str, float] | None = None,
) -> Choices:
    """Other scales, other means, other weights, one indicator left out at a time; `concentration` 0 leaves the weights as they are.

    `error`: the standard error of every value, as a share of it (0.05: five per cent); `errors`: that of some indicators by their
    code, in place of it. 0 takes the values as they are.

    Methods that stand in for the specification's all give values above zero, which every mean takes.
    """
    others = (None, ZScore(), MinMax(low=70.0, high=130.0), Percentile(low=70.0, high=130.0))
    codes = tuple(one.code for one in spec.indicators())
    return Choices(
        normalisations=others if normalisations else (),
        aggregations=(None, Arithmetic(), Geometric()) if aggregations else (),
        weights=Dirichlet(concentration) if concentration else None,
        left_out=codes if leave_out and len(codes) > 1 else (),
        errors={
            code: MeasurementError(relative=said)
            for code, said in (dict.fromkeys(codes, error) | dict(errors or {})).items()
            if said
        },
    )
