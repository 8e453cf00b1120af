"""The index as a form, which writes the specification, or as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm, RecordForm
from portici.territory.models import Direction, Indicator

from .. import choices, inputs
from ..choices import Choices, IndicatorChoice, LevelChoice
from ..models import Edition
from . import adding
from .boxes import AGGREGATES, HIGHER, OF_INDICATORS, WEIGHTS, domain_fields, indicator_fields, of_domain


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
    """The index of an edition: which indicators, in which domains, by which methods. It writes the specification.

    Only the indicators that are used have boxes; others are added by name. What a posted paper had no boxes for stays as the
    specification has it. `also` is another paper whose boxes this one has too, to be compared with it.
    """

    template_name = "office/study/specification_boxes.html"

    title = forms.CharField(label=_("title"), max_length=200)
    higher = forms.ChoiceField(label=_("a higher index means"), choices=HIGHER)
    aggregate = forms.ChoiceField(label=_("how domains become the index"), choices=AGGREGATES)
    weights = forms.ChoiceField(label=_("weights of the domains"), choices=WEIGHTS, required=False)
    add = forms.CharField(
        label=_("add an indicator"),
        required=False,
        help_text=_(
            "Type part of its name, choose from the list that opens, then press Add; a theme adds all of its own."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        instance: Edition,
        actor: Any,
        also: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.edition = instance
        self.register = inputs.indicators_of(actor, instance.study)
        self.periods = inputs.periods_of(actor, instance.study, self.register)
        self.said = choices.read(instance.specification) or Choices(title=instance.title)
        self.used = {one.code: one for one in self.said.indicators}
        data = None if data is None else self._completed(data)
        posted: Mapping[str, Any] = also if data is None and also is not None else data or {}
        shown = {*self.used, *adding.codes_in(posted, self.register)}
        self.indicators = [one for one in self.register if one.code in shown]
        self.domains = (*self.said.domains, *self._new_domains(posted))
        given = dict(self._initial()) | (options.pop("initial", None) or {})
        super().__init__(data, *args, actor=actor, initial=given, **options)
        self.fields["add"].widget.attrs |= {"list": "indicator-names", "autocomplete": "off"}
        for domain in self.domains:
            self.fields |= domain_fields(domain)
        for indicator in self.indicators:
            self.fields |= indicator_fields(indicator, self.periods.get(indicator.pk, []))

    def _completed(self, posted: Any) -> Any:
        """What was posted, with the indicators that it adds by name, and with what it had no boxes for."""
        data = posted.copy()
        added = adding.named(data.get(adding.ADD, ""), self.register)
        fresh = [one.code for one in added if f"higher-{one.code}" not in data]
        unseen = [code for code in self.used if f"higher-{code}" not in data]
        known = dict(self._initial_of([one for one in self.register if one.code in {*fresh, *unseen}]))
        for name, value in known.items():
            data[name] = _as_posted(value)
        for one in added:
            data[f"use-{one.code}"] = "on"
        if added:
            data[adding.ADD] = ""
        for domain in self.said.domains:
            if of_domain("aggregate", domain.label) not in data:
                for name in ("weight", "aggregate", "weights"):
                    data[of_domain(name, domain.label)] = _as_posted(getattr(domain, name))
        return data

    def _new_domains(self, posted: Mapping[str, Any]) -> list[LevelChoice]:
        """Domains that the paper names and the specification has not: they have boxes once the paper was shown again."""
        known = {slugify(one.label) for one in self.said.domains}
        labels = [
            str(posted.get(f"domain-{one.code}", "")).strip()
            for one in self.register
            if f"use-{one.code}" in posted
        ]
        made: list[LevelChoice] = []
        for label in dict.fromkeys(filter(None, labels)):
            is_shown = adding.PRESSED in posted or of_domain("aggregate", label) in posted
            if is_shown and slugify(label) not in known:
                known.add(slugify(label))
                made.append(LevelChoice(label=label))
        return made

    def _initial(self) -> Iterator[tuple[str, Any]]:
        yield "title", self.edition.title
        yield "higher", self.said.higher
        yield "aggregate", self.said.index.aggregate
        yield "weights", self.said.index.weights
        for domain in self.domains:
            for name in ("weight", "aggregate", "weights"):
                yield of_domain(name, domain.label), getattr(domain, name)
        yield from self._initial_of(self.indicators)

    def _initial_of(self, indicators: list[Indicator]) -> Iterator[tuple[str, Any]]:
        for indicator in indicators:
            one = self.used.get(indicator.code) or self._proposed(indicator)
            yield f"use-{indicator.code}", indicator.code in self.used
            for name in OF_INDICATORS:
                yield f"{name}-{indicator.code}", getattr(one, name)

    def _proposed(self, indicator: Indicator) -> IndicatorChoice:
        """What the paper proposes for an indicator that is not used yet: the register's direction and theme. Where the register
        takes no side, the person has to.
        """
        sides = {Direction.HIGHER_IS_WORSE: "worse", Direction.HIGHER_IS_BETTER: "better"}
        return IndicatorChoice(
            code=indicator.code,
            period=next(iter(self.periods.get(indicator.pk, [])), ""),
            higher=sides.get(Direction(indicator.direction), ""),
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
            FormRow(one.label, "", tuple(self[of_domain(name, one.label)] for name in names))
            for one in self.domains
        ]

    @property
    def indicator_rows(self) -> list[FormRow]:
        return [
            FormRow(
                one.name,
                " · ".join(filter(None, [one.unit, _as_registered(one), one.source])),
                tuple(self[f"{name}-{one.code}"] for name in OF_INDICATORS),
                self[f"use-{one.code}"],
            )
            for one in self.indicators
        ]

    @property
    def options(self) -> list[tuple[str, str]]:
        """What the box for one more indicator suggests."""
        shown = {one.code for one in self.indicators}
        return adding.options([one for one in self.register if one.code not in shown])

    @property
    def domain_names(self) -> list[str]:
        """What the boxes of domains suggest."""
        themes = [*(one.label for one in self.domains), *(one.theme for one in self.indicators)]
        return list(dict.fromkeys(filter(None, themes)))

    def clean_add(self) -> str:
        """What is still in the box means no indicator: those that it meant were added."""
        text: str = self.cleaned_data["add"]
        if text:
            raise forms.ValidationError(adding.not_found(text, self.register))
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"use-{one.code}") for one in self.indicators):
            self.add_error("add", _now("Add the indicators that the index is made of: one at least."))
        return cleaned

    @property
    def choices(self) -> Choices:
        """What the paper says, as `choices.written` takes it."""
        clean = self.cleaned_data
        used = [one for one in self.indicators if clean[f"use-{one.code}"]]
        chosen = tuple(self._chosen(one) for one in used)
        labels = dict.fromkeys(one.domain for one in chosen if one.domain)
        known = {one.label: one for one in self.domains}
        index = LevelChoice(aggregate=clean["aggregate"], weights=clean["weights"])
        domains = tuple(self._domain(label, known.get(label)) for label in labels)
        return Choices(clean["title"], clean["higher"], index, domains, chosen)

    def _chosen(self, indicator: Indicator) -> IndicatorChoice:
        said = {name: self.cleaned_data[f"{name}-{indicator.code}"] for name in OF_INDICATORS}
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
        return replace(known, **{name: self.cleaned_data[of_domain(name, label)] for name in names})

    def place_of(self, field: str) -> str:
        """The box that a finding on a part of the specification is shown beside; "" where there is none.

        A part is named by its code and the key of it that is at fault: `rent.weight`.
        """
        said = self.choices
        code, _dot, key = field.partition(".")
        names = [f"{key}-{code}", f"use-{code}"]
        if code == "index":
            names = [key]
        for label, its_code in choices.codes_of(said).items():
            if its_code == code:
                within = next((one.code for one in said.indicators if one.domain == label), "")
                # A domain that is new has no boxes yet: what is wrong with its weights shows beside its first indicator's.
                names = [of_domain(key, label), f"weight-{within}", f"use-{within}"]
        return next((name for name in names if name in self.fields), "")


def _as_posted(value: Any) -> str:
    """A value as the box of a page would send it."""
    return "" if value is None or value is False else "on" if value is True else str(value)


def _as_registered(indicator: Indicator) -> str:
    """What the register says that a higher value means."""
    return _now("in the register: %(meaning)s") % {"meaning": indicator.get_direction_display().lower()}
