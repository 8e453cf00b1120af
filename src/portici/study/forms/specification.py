"""The index as a form, which writes the specification, or as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy, slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm, RecordForm
from portici.territory.models import Direction, Indicator

from .. import choices, inputs
from ..choices import Choices, IndicatorChoice, LevelChoice
from ..models import Edition
from .weights import WeightField

HIGHER = [("worse", _("more distress")), ("better", _("less distress"))]
AGGREGATES = {
    "arithmetic": _("weighted mean: a low part makes up for a high one"),
    "geometric": _("geometric mean: a low part makes up for a high one less and less"),
    "mazziotta-pareto": _("Mazziotta-Pareto: mean, with a penalty for imbalance"),
    "adjusted-mazziotta-pareto": _("adjusted Mazziotta-Pareto, for AMPI goalposts"),
}
WEIGHTS = [
    (choices.GIVEN, _("as said beside each part, equal when none is said")),
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


@dataclass(frozen=True, slots=True)
class FormRow:
    """The boxes of an indicator, or of a domain, on the paper."""

    label: str
    note: str
    boxes: tuple[Any, ...]
    first: Any = None


class SpecificationTextForm(RecordForm):
    """The specification as text, for who knows docs/indices.md."""

    class Meta:
        model = Edition
        fields = ["title", "specification"]
        widgets = {
            "specification": forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"})
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["specification"].required = True


class SpecificationForm(ActorForm):
    """The index of an edition: which indicators, in which domains, by which methods. It writes the specification."""

    template_name = "office/study/specification_boxes.html"

    title = forms.CharField(label=_("title"), max_length=200)
    higher = forms.ChoiceField(label=_("a higher index means"), choices=HIGHER)
    aggregate = forms.ChoiceField(label=_("how domains become the index"), choices=AGGREGATES)
    weights = forms.ChoiceField(label=_("weights of the domains"), choices=WEIGHTS, required=False)

    def __init__(self, *args: Any, instance: Edition, actor: Any, **options: Any) -> None:
        self.edition = instance
        self.indicators = inputs.indicators_of(actor, instance.study)
        self.periods = inputs.periods_of(actor, instance.study, self.indicators)
        self.said = choices.read(instance.specification) or Choices(title=instance.title)
        given = dict(self._initial()) | (options.pop("initial", None) or {})
        super().__init__(*args, actor=actor, initial=given, **options)
        for domain in self.said.domains:
            self.fields |= _domain_fields(domain)
        for indicator in self.indicators:
            self.fields |= _indicator_fields(indicator, self.periods.get(indicator.pk, []))

    def _initial(self) -> Iterator[tuple[str, Any]]:
        yield "title", self.edition.title
        yield "higher", self.said.higher
        yield "aggregate", self.said.index.aggregate
        yield "weights", self.said.index.weights
        for domain in self.said.domains:
            for name in ("weight", "aggregate", "weights"):
                yield _of_domain(name, domain.label), getattr(domain, name)
        used = {one.code: one for one in self.said.indicators}
        for indicator in self.indicators:
            one = used.get(indicator.code) or self._proposed(indicator)
            yield f"use-{indicator.code}", indicator.code in used
            for name in ("period", "domain", "higher", "weight", "normalise", "missing"):
                yield f"{name}-{indicator.code}", getattr(one, name)

    def _proposed(self, indicator: Indicator) -> IndicatorChoice:
        """What the paper proposes for an indicator that is not used yet: the register's direction and theme."""
        worse = indicator.direction != Direction.HIGHER_IS_BETTER
        return IndicatorChoice(
            code=indicator.code,
            period=next(iter(self.periods.get(indicator.pk, [])), ""),
            higher="worse" if worse else "better",
            domain=indicator.theme,
        )

    @property
    def general(self) -> list[Any]:
        """The boxes on the index as a whole."""
        return [self[name] for name in ("title", "higher", "aggregate", "weights")]

    @property
    def domain_rows(self) -> list[FormRow]:
        names = ("weight", "aggregate", "weights")
        return [
            FormRow(one.label, "", tuple(self[_of_domain(name, one.label)] for name in names))
            for one in self.said.domains
        ]

    @property
    def indicator_rows(self) -> list[FormRow]:
        names = ("period", "domain", "higher", "weight", "normalise", "missing")
        return [
            FormRow(
                one.name,
                " · ".join(filter(None, [one.unit, one.source])),
                tuple(self[f"{name}-{one.code}"] for name in names),
                self[f"use-{one.code}"],
            )
            for one in self.indicators
        ]

    @property
    def domain_names(self) -> list[str]:
        """What the boxes of domains suggest."""
        themes = [*(one.label for one in self.said.domains), *(one.theme for one in self.indicators)]
        return list(dict.fromkeys(filter(None, themes)))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"use-{one.code}") for one in self.indicators):
            self.add_error(None, _now("Tick the indicators that the index is made of: one at least."))
        return cleaned

    @property
    def choices(self) -> Choices:
        """What the paper says, as `choices.written` takes it."""
        clean = self.cleaned_data
        used = [one for one in self.indicators if clean[f"use-{one.code}"]]
        chosen = tuple(self._chosen(one) for one in used)
        labels = dict.fromkeys(one.domain for one in chosen if one.domain)
        known = {one.label: one for one in self.said.domains}
        index = LevelChoice(aggregate=clean["aggregate"], weights=clean["weights"])
        domains = tuple(self._domain(label, known.get(label)) for label in labels)
        return Choices(clean["title"], clean["higher"], index, domains, chosen)

    def _chosen(self, indicator: Indicator) -> IndicatorChoice:
        names = ("period", "domain", "higher", "weight", "normalise", "missing")
        said = {name: self.cleaned_data[f"{name}-{indicator.code}"] for name in names}
        return IndicatorChoice(
            code=indicator.code,
            label=indicator.name,
            unit=indicator.unit,
            source=indicator.source,
            **said | {"domain": said["domain"].strip()},
        )

    def _domain(self, label: str, known: LevelChoice | None) -> LevelChoice:
        if known is None:
            return LevelChoice(label=label)
        names = ("weight", "aggregate", "weights")
        return replace(known, **{name: self.cleaned_data[_of_domain(name, label)] for name in names})

    def place_of(self, field: str) -> str:
        """The box that a finding on a part of the specification is shown beside; "" where there is none.

        A part is named by its code and the key of it that is at fault: `rent.weight`.
        """
        said = self.choices
        code, _dot, key = field.partition(".")
        names = [f"{key}-{code}", f"use-{code}"]
        if code == "index":
            names = [key]
        for label, of_domain in choices.codes_of(said).items():
            if of_domain == code:
                within = next((one.code for one in said.indicators if one.domain == label), "")
                # A domain that is new has no boxes yet: what is wrong with its weights shows beside its first indicator's.
                names = [_of_domain(key, label), f"weight-{within}", f"use-{within}"]
        return next((name for name in names if name in self.fields), "")


def _of_domain(name: str, label: str) -> str:
    return f"{name}-of-{slugify(label)}"


def _domain_fields(domain: LevelChoice) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {
        "weight": WeightField(label=_("weight"), required=False),
        "aggregate": forms.ChoiceField(label=_("how its indicators are put together"), choices=AGGREGATES),
        "weights": forms.ChoiceField(label=_("weights of its indicators"), choices=WEIGHTS, required=False),
    }
    return {_of_domain(name, domain.label): _named(one, domain.label) for name, one in made.items()}


def _indicator_fields(indicator: Indicator, periods: list[str]) -> dict[str, forms.Field]:
    domain = forms.CharField(label=_("domain"), max_length=60, required=False)
    domain.widget.attrs["list"] = "domain-names"
    made: dict[str, forms.Field] = {
        "use": forms.BooleanField(label=_("use it"), required=False),
        "period": forms.ChoiceField(
            label=_("period"), choices=[(one, one) for one in periods], required=bool(periods)
        ),
        "domain": domain,
        "higher": forms.ChoiceField(label=_("a higher value means"), choices=HIGHER),
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
