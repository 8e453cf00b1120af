"""The index as a form, which writes the specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm
from portici.territory import queries as territory
from portici.territory.models import Direction, Indicator

from .. import choices, inputs
from ..choices import Choices, IndicatorChoice, LevelChoice
from ..models import Edition
from . import adding
from .boxes import (
    AGGREGATES,
    HIGHER,
    MORE_OF_DOMAINS,
    MORE_OF_INDEX,
    MORE_OF_INDICATORS,
    OF_DOMAINS,
    OF_INDEX,
    OF_INDICATORS,
    TEXT_ONLY,
    WEIGHTS,
    domain_fields,
    index_fields,
    indicator_fields,
    of_domain,
)
from .rows import FormRow, as_posted, as_registered


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
        self.indicators = sorted((one for one in self.register if one.code in shown), key=self._turn)
        self.domains = (*self.said.domains, *self._new_domains(posted))
        given = dict(self._initial()) | (options.pop("initial", None) or {})
        super().__init__(data, *args, actor=actor, initial=given, **options)
        self.fields["add"].widget.attrs |= {"list": "indicator-names", "autocomplete": "off"}
        layers = self._layers()
        self.fields |= index_fields(layers)
        for domain in self.domains:
            self.fields |= domain_fields(domain, layers)
        for indicator in self.indicators:
            self.fields |= indicator_fields(indicator, self._periods_of(indicator), layers)

    def _turn(self, indicator: Indicator) -> int:
        """Indicators stand as the specification has them, those that are added after them."""
        used = list(self.used)
        return used.index(indicator.code) if indicator.code in self.used else len(used)

    def _periods_of(self, indicator: Indicator) -> list[str]:
        """The periods observed; also the one that the specification says, be it of no period, or of one that is not there."""
        observed = self.periods.get(indicator.pk, [])
        said = self.used.get(indicator.code)
        return observed if said is None or said.period in observed else [said.period, *observed]

    def _layers(self) -> list[tuple[str, str]]:
        """The layers inside one area of which values may be comparable; also what the specification names instead."""
        found = territory.layers(self.actor).exclude(pk=self.edition.study.layer_id)
        listed = [(one.code, one.name) for one in found]
        levels = (self.said.index, *self.said.domains)
        named = {one.comparable_within for one in levels} | {
            one.comparable_within for one in self.said.indicators
        }
        others = named - {"", *dict(listed)}
        return [*listed, *((code, code) for code in sorted(others))]

    @property
    def lost(self) -> list[IndicatorChoice]:
        """The indicators of the specification that have no boxes, since they have no values here for who fills the paper in."""
        known = {one.code for one in self.register}
        return [one for one in self.said.indicators if one.code not in known]

    def _completed(self, posted: Any) -> Any:
        """What was posted, with the indicators that it adds by name, and with what it had no boxes for."""
        data = posted.copy()
        added = adding.named(data.get(adding.ADD, ""), self.register)
        wanted = {*self.used, *(one.code for one in added)}
        bare = [code for code in wanted if f"higher-{code}" not in data]
        known = dict(self._initial_of([one for one in self.register if one.code in bare]))
        for name, value in known.items():
            data[name] = as_posted(value)
        for name, value in self._folded(data):
            data.setdefault(name, as_posted(value))
        for one in added:
            data[f"use-{one.code}"] = "on"
        if added:
            data[adding.ADD] = ""
        for domain in self.said.domains:
            if of_domain("aggregate", domain.label) not in data:
                for name in OF_DOMAINS:
                    data[of_domain(name, domain.label)] = as_posted(getattr(domain, name))
        return data

    def _folded(self, data: Any) -> Iterator[tuple[str, Any]]:
        """What the boxes that are folded away hold when nobody opened them."""
        yield from self._initial_of_index()
        for domain in (*self.said.domains, *self._new_domains(data)):
            for name in MORE_OF_DOMAINS:
                yield of_domain(name, domain.label), getattr(domain, name)
        for code in adding.codes_in(data, self.register):
            one = self.used.get(code) or IndicatorChoice(code, "", "")
            for name in MORE_OF_INDICATORS:
                yield f"{name}-{code}", getattr(one, name)

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
        yield from self._initial_of_index()
        for domain in self.domains:
            for name in (*OF_DOMAINS, *MORE_OF_DOMAINS):
                yield of_domain(name, domain.label), getattr(domain, name)
        yield from self._initial_of(self.indicators)

    def _initial_of_index(self) -> Iterator[tuple[str, Any]]:
        for name in MORE_OF_INDEX:
            yield name, getattr(self.said.index, name)
        yield "source", self.said.source
        yield "note", self.said.note

    def _initial_of(self, indicators: list[Indicator]) -> Iterator[tuple[str, Any]]:
        for indicator in indicators:
            one = self.used.get(indicator.code) or self._proposed(indicator)
            yield f"use-{indicator.code}", indicator.code in self.used
            for name in (*OF_INDICATORS, *MORE_OF_INDICATORS):
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
        return [self[name] for name in ("title", "higher", *OF_INDEX)]

    @property
    def more(self) -> FormRow:
        """What more there is to say of the index as a whole."""
        return FormRow("", "", (), tuple(self[name] for name in (*MORE_OF_INDEX, "source", "note")))

    @property
    def text_only(self) -> list[Any]:
        return TEXT_ONLY

    @property
    def domain_rows(self) -> list[FormRow]:
        def boxes(label: str, names: Iterable[str]) -> tuple[Any, ...]:
            return tuple(self[of_domain(name, label)] for name in names)

        return [
            FormRow(one.label, "", boxes(one.label, OF_DOMAINS), boxes(one.label, MORE_OF_DOMAINS))
            for one in self.domains
        ]

    @property
    def indicator_rows(self) -> list[FormRow]:
        return [
            FormRow(
                one.name,
                " · ".join(filter(None, [one.unit, as_registered(one), one.source])),
                tuple(self[f"{name}-{one.code}"] for name in OF_INDICATORS),
                tuple(self[f"{name}-{one.code}"] for name in MORE_OF_INDICATORS),
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
        if self.lost:
            self.add_error(None, _now("Amend the text instead: saving this paper would take them out."))
        return cleaned

    @property
    def choices(self) -> Choices:
        """What the paper says, as `choices.written` takes it."""
        clean = self.cleaned_data
        chosen = tuple(self._chosen(one) for one in self.indicators if clean[f"use-{one.code}"])
        labels = {one.domain for one in chosen} - {""}
        known = {one.label: one for one in self.domains if one.label in labels}
        fresh = [one.domain for one in chosen if one.domain and one.domain not in known]
        said = {name: clean[name] for name in (*OF_INDEX, *MORE_OF_INDEX)}
        return Choices(
            title=clean["title"],
            higher=clean["higher"],
            index=LevelChoice(**said),
            domains=tuple(self._domain(label, known.get(label)) for label in dict.fromkeys((*known, *fresh))),
            indicators=chosen,
            source=clean["source"],
            note=clean["note"].replace("\r\n", "\n"),
        )

    def _chosen(self, indicator: Indicator) -> IndicatorChoice:
        """The indicator as its boxes say; what has none is the specification's, of one that is added the register's."""
        names = (*OF_INDICATORS, *MORE_OF_INDICATORS)
        said = {name: self.cleaned_data[f"{name}-{indicator.code}"] for name in names}
        known = self.used.get(indicator.code) or IndicatorChoice(
            indicator.code,
            "",
            "",
            label=indicator.name,
            unit=indicator.unit,
            source=indicator.source,
        )
        return replace(known, **said | {"domain": said["domain"].strip()})

    def _domain(self, label: str, known: LevelChoice | None) -> LevelChoice:
        if known is None:
            return LevelChoice(label=label)
        names = (*OF_DOMAINS, *MORE_OF_DOMAINS)
        return replace(known, **{name: self.cleaned_data[of_domain(name, label)] for name in names})

    def place_of(self, field: str) -> str:
        """The box that a finding on a part of the specification is shown beside; "" where there is none.

        A part is named by its code and the key of it that is at fault: `rent.weight`.
        """
        said = self.choices
        code, _dot, key = field.partition(".")
        own = next((one.code for one in said.indicators if one.called == code), code)
        names = [f"{key}-{own}", f"use-{own}"]
        if code == "index":
            names = [key]
        for label, its_code in choices.codes_of(said).items():
            if its_code == code:
                within = next((one.code for one in said.indicators if one.domain == label), "")
                # A domain that is new has no boxes yet: what is wrong with its weights shows beside its first indicator's.
                names = [of_domain(key, label), f"weight-{within}", f"use-{within}"]
        return next((name for name in names if name in self.fields), "")
