"""The boxes of the paper on an index: what each offers, and what they are called."""

from __future__ import annotations

from django import forms
from django.utils.text import capfirst, format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from portici.territory.models import Indicator

from .. import choices
from ..choices import LevelChoice
from .weights import WeightField

HIGHER = [("worse", _("more distress")), ("better", _("less distress"))]
#: The boxes of an indicator besides the one that says whether it is used.
OF_INDICATORS = ("period", "domain", "higher", "weight", "normalise", "missing")
AGGREGATES = {
    "arithmetic": _("weighted mean: a low part makes up for a high one"),
    "geometric": _("geometric mean: a low part makes up for a high one less and less"),
    "mazziotta-pareto": _("Mazziotta-Pareto: mean, with a penalty for imbalance"),
    "adjusted-mazziotta-pareto": _("adjusted Mazziotta-Pareto, for AMPI goalposts"),
}
WEIGHTS = [
    (choices.GIVEN, _("as said beside each part, equal when none is said")),
    (choices.DIVIDED, _("as said beside each part, divided by their sum")),
    (choices.COMPONENTS, _("from the first principal component")),
]
NORMALISATIONS = {
    "z-score": _("z-score, mean 100, deviation 10"),
    "min-max": _("from 0 (lowest) to 1 (highest)"),
    "ampi": _("AMPI goalposts, 70 to 130"),
    "rank": _("rank"),
    "percentile": _("percentile, 0 to 100"),
    "exponential": _("exponential of the rank (deprivation indices)"),
    "none": _("as it is"),
}
MISSINGS = {
    "refuse": _("stop, and say who lacks it"),
    "leave-out": _("leave the area out"),
    "mean": _("the mean of the areas"),
    "median": _("the median of the areas"),
    "parent-mean": _("the mean of the areas beside it"),
    "regression": _("estimated from the other indicators"),
}


def of_domain(name: str, label: str) -> str:
    """What a box of a domain is called."""
    return f"{name}-of-{slugify(label)}"


def domain_fields(domain: LevelChoice) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "weight": WeightField(label=_("weight"), required=False),
        "aggregate": forms.ChoiceField(label=_("how its indicators are put together"), choices=AGGREGATES),
        "weights": forms.ChoiceField(label=_("weights of its indicators"), choices=WEIGHTS, required=False),
    }
    return {of_domain(name, domain.label): _named(one, domain.label) for name, one in made.items()}


def indicator_fields(indicator: Indicator, periods: list[str]) -> dict[str, forms.Field]:
    domain = forms.CharField(label=_("domain"), max_length=60, required=False)
    domain.widget.attrs["list"] = "domain-names"
    made: dict[str, forms.Field] = {
        "use": forms.BooleanField(label=_("use it"), required=False),
        "period": forms.ChoiceField(
            label=_("period"), choices=[(one, one) for one in periods], required=bool(periods)
        ),
        "domain": domain,
        "higher": forms.ChoiceField(label=_("a higher value means"), choices=[("", _("choose")), *HIGHER]),
        "weight": WeightField(label=_("weight"), required=False),
        "normalise": forms.ChoiceField(label=_("brought to one scale by"), choices=NORMALISATIONS),
        "missing": forms.ChoiceField(label=_("where the value is missing"), choices=MISSINGS),
    }
    return {f"{name}-{indicator.code}": _named(one, indicator.name) for name, one in made.items()}


def _named(field: forms.Field, whose: str) -> forms.Field:
    """The field with a label that says whose it is, read aloud and told beside an error."""
    short = capfirst(field.label)
    field.widget.attrs["aria-label"] = format_lazy("{}: {}", short, whose)
    field.short = short  # type: ignore[attr-defined] # what the paper writes above the box, below a heading that says whose it is
    field.label = format_lazy("{}: {}", short, whose)
    return field
