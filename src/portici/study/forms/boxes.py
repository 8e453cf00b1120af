"""The boxes of the paper on an index: what each offers, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy, slugify
from django.utils.translation import gettext_lazy as _

from portici.territory.models import Indicator

from .. import choices
from ..choices import LevelChoice
from .weights import NumberField, WeightField

#: The layers that values may be comparable inside one area of: (code, name).
Layers = Sequence[tuple[str, str]]

HIGHER = [("worse", _("more distress")), ("better", _("less distress"))]
#: The boxes of an indicator besides the one that says whether it is used; and those that are opened when they are wanted.
OF_INDICATORS = ("period", "domain", "higher", "weight", "normalise", "missing")
MORE_OF_INDICATORS = ("transform", "outliers", "lowest", "highest", "comparable_within")
#: Those of a domain.
OF_DOMAINS, MORE_OF_DOMAINS = (
    ("weight", "aggregate", "weights"),
    ("missing", "normalise", "comparable_within"),
)
#: Those of the index.
OF_INDEX, MORE_OF_INDEX = ("aggregate", "weights"), ("missing", "normalise", "comparable_within")
AGGREGATES = {
    "arithmetic": _("weighted mean: a low part makes up for a high one"),
    "geometric": _("geometric mean: a low part makes up for a high one less and less"),
    "harmonic": _("harmonic mean: the lowest parts weigh most"),
    "mazziotta-pareto": _("Mazziotta-Pareto: mean, with a penalty for imbalance"),
    "adjusted-mazziotta-pareto": _("adjusted Mazziotta-Pareto, for AMPI goalposts"),
    "sum": _("sum of the parts, each times its weight"),
    "maximum": _("the highest part alone"),
    "minimum": _("the lowest part alone"),
}
WEIGHTS = [
    (choices.GIVEN, _("as said beside each part, equal when none is said")),
    (choices.DIVIDED, _("as said beside each part, divided by their sum")),
    (choices.COMPONENTS, _("from the first principal component")),
]
NORMALISATIONS = {
    "z-score": _("z-score, mean 100, deviation 10"),
    "standard": _("z-score, mean 0, deviation 1"),
    "min-max": _("from 0 (lowest) to 1 (highest)"),
    "min-max-100": _("from 0 (lowest) to 100 (highest)"),
    "ampi": _("AMPI goalposts, 70 to 130"),
    "rank": _("rank"),
    "percentile": _("percentile, 0 to 100"),
    "normal-scores": _("normal scores of the ranks"),
    "exponential": _("exponential of the rank (deprivation indices)"),
    "ratio": _("ratio to the mean, which is 100"),
    "groups": _("group of five as large as one another, 1 to 5"),
    "none": _("as it is"),
}
MISSINGS = {
    "refuse": _("stop, and say who lacks it"),
    "leave-out": _("leave the area out"),
    "keep": _("leave it missing: what it stands in decides"),
    "mean": _("the mean of the areas"),
    "median": _("the median of the areas"),
    "parent-mean": _("the mean of the areas beside it"),
    "regression": _("estimated from the other indicators"),
    "zero": _("zero in its place"),
}
LEVEL_MISSINGS = {
    "refuse": _("stop, and say who lacks it"),
    "leave-out": _("the area has no score"),
    "present": _("go on with the parts that are there, from half the weight on"),
    "two-thirds": _("go on with the parts that are there, from two thirds of the weight on"),
}
TRANSFORMS = {
    "none": _("no: as it is"),
    "log": _("logarithm (values above zero)"),
    "log1p": _("logarithm of the value plus one (zeros too)"),
    "sqrt": _("square root"),
}
OUTLIERS = {
    "none": _("they stay"),
    "percentiles": _("brought to the 5th and the 95th percentile"),
    "iqr": _("brought to 1.5 interquartile ranges from the quartiles"),
    "skew-kurtosis": _("drawn in until skewness and kurtosis are small"),
}
#: What of docs/indices.md is said as text alone.
TEXT_ONLY = [
    _("a domain in a domain, or one that is a column of its own"),
    _("an indicator made of several of the register: a ratio, a sum, a difference, a factor"),
    _("the same indicator in two parts, such as two of its periods"),
    _(
        "goalposts and bounds of one's own, or of a reference vintage; scores by steps; several methods in turn"
    ),
    _("arcsine, logit, powers and inverses of values; power means of other exponents; products"),
    _("residents counted in means and shares (population, over)"),
    _("what the principal components take for weights; other shares, percentiles and fences"),
    _("ties and decimals of ranks; a direction of its own for a domain"),
]


def of_domain(name: str, label: str) -> str:
    """What a box of a domain is called."""
    return f"{name}-of-{slugify(label)}"


def index_fields(layers: Layers) -> dict[str, forms.Field]:
    """What more there is to say of the index as a whole."""
    made: dict[str, forms.Field] = {
        "missing": _chosen(_("where an area lacks a part"), LEVEL_MISSINGS),
        "normalise": _chosen(_("the index is then brought to"), NORMALISATIONS),
        "comparable_within": _within(layers),
        "source": forms.CharField(label=_("source"), max_length=300, required=False),
        "note": forms.CharField(
            label=_("note"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
        ),
    }
    for field in made.values():
        field.label = capfirst(field.label)
    return made


def domain_fields(domain: LevelChoice, layers: Layers) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "weight": WeightField(label=_("weight"), required=False),
        "aggregate": forms.ChoiceField(label=_("how its indicators are put together"), choices=AGGREGATES),
        "weights": forms.ChoiceField(label=_("weights of its indicators"), choices=WEIGHTS, required=False),
        "missing": _chosen(_("where an area lacks an indicator"), LEVEL_MISSINGS),
        "normalise": _chosen(_("its score is then brought to one scale by"), NORMALISATIONS),
        "comparable_within": _within(layers),
    }
    return {of_domain(name, domain.label): _named(one, domain.label) for name, one in made.items()}


def indicator_fields(indicator: Indicator, periods: list[str], layers: Layers) -> dict[str, forms.Field]:
    domain = forms.CharField(label=_("domain"), max_length=60, required=False)
    domain.widget.attrs["list"] = "domain-names"
    made: dict[str, forms.Field] = {
        "use": forms.BooleanField(label=_("use it"), required=False),
        "period": forms.ChoiceField(
            label=_("period"),
            choices=[(one, one or _("the latest")) for one in periods],
            required=bool(periods) and "" not in periods,
        ),
        "domain": domain,
        "higher": forms.ChoiceField(label=_("a higher value means"), choices=[("", _("choose")), *HIGHER]),
        "weight": WeightField(label=_("weight"), required=False),
        "normalise": forms.ChoiceField(label=_("brought to one scale by"), choices=NORMALISATIONS),
        "missing": forms.ChoiceField(label=_("where the value is missing"), choices=MISSINGS),
        "transform": _chosen(_("made of the value first"), TRANSFORMS),
        "outliers": _chosen(_("values far out"), OUTLIERS),
        "lowest": NumberField(label=_("no value is below"), required=False),
        "highest": NumberField(label=_("no value is above"), required=False),
        "comparable_within": _within(layers),
    }
    return {f"{name}-{indicator.code}": _named(one, indicator.name) for name, one in made.items()}


def _chosen(label: Any, offered: Mapping[str, Any]) -> forms.Field:
    return forms.ChoiceField(label=label, choices=list(offered.items()))


def _within(layers: Layers) -> forms.Field:
    return forms.ChoiceField(
        label=_("comparable only inside one area of"), choices=[("", _("anywhere")), *layers], required=False
    )


def _named(field: forms.Field, whose: str) -> forms.Field:
    """The field with a label that says whose it is, read aloud and told beside an error."""
    short = capfirst(field.label)
    field.widget.attrs["aria-label"] = format_lazy("{}: {}", short, whose)
    field.short = short  # type: ignore[attr-defined] # what the paper writes above the box, below a heading that says whose it is
    field.label = format_lazy("{}: {}", short, whose)
    return field
