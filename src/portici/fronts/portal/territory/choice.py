"""What a map shows: a layer, an indicator, a period; chosen in the address, else the usual ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.citypack.queries import city
from portici.kernel.actor import VISITOR
from portici.territory import queries
from portici.territory.models import Direction, Indicator, Layer, LayerKind


@dataclass(frozen=True, slots=True)
class Choice:
    """`unknown` are the words of the address that name nothing that there is; `replaced` those that name
    something that is not measured here, or not then.
    """

    layers: list[Layer]
    indicators: list[Indicator]
    periods: list[str]
    layer: Layer | None
    indicator: Indicator | None
    period: str
    unknown: tuple[str, ...]
    replaced: tuple[str, ...]

    @property
    def form(self) -> ChoiceForm:
        return ChoiceForm(self)

    @property
    def query(self) -> str:
        return f"indicator={self.indicator.code}&period={self.period}" if self.indicator else ""


def choose(params: Mapping[str, Any], indicator: Indicator | None = None) -> Choice:
    """The choice of an address; with `indicator` given, among the layers that it was observed in."""
    layers = list(queries.layers(VISITOR))
    if indicator:
        observed = set(indicator.observations.order_by().values_list("area__layer", flat=True).distinct())
        layers = [layer for layer in layers if layer.pk in observed]
    layer, lost_layer = _named(layers, params.get("layer", ""))
    layer = layer or _usual(layers)
    offered = [indicator] if indicator else _indicators(layer)
    chosen, lost_indicator = _named(offered, "" if indicator else params.get("indicator", ""))
    # Of other layers: whoever changes the layer has done nothing wrong.
    elsewhere = lost_indicator if _is_published(lost_indicator) else ""
    chosen = chosen or _usual_indicator(offered)
    periods = queries.periods_of_indicator(VISITOR, chosen, layer) if chosen and layer else []
    asked = params.get("period", "")
    period, lost_period = (asked, "") if asked in periods else (next(iter(periods), ""), asked)
    unknown = tuple(filter(None, (lost_layer, "" if elsewhere else lost_indicator)))
    replaced = tuple(filter(None, (elsewhere, lost_period)))
    return Choice(layers, offered, periods, layer, chosen, period, unknown, replaced)


def _is_published(code: str) -> bool:
    return bool(code) and Indicator.objects.visible_to(VISITOR).filter(code=code).exists()


def _indicators(layer: Layer | None) -> list[Indicator]:
    return list(queries.indicators(VISITOR, layer=layer)) if layer else []


def _named(offered: list[Any], code: str) -> tuple[Any, str]:
    found = next((one for one in offered if one.code == code), None)
    return found, "" if found else code


def _usual(layers: list[Layer]) -> Layer | None:
    """The one that the city's pack names, else the comuni, else the first layer with something to compare."""
    here = city()
    named = [layer for layer in layers if here is not None and layer.code == here.map_layer]
    comuni = [layer for layer in layers if layer.kind == LayerKind.COMUNE]
    several = [layer for layer in layers if layer.areas_count > 1]  # type: ignore[attr-defined] # the query counts them
    return next(iter([*named, *comuni, *several, *layers]), None)


def _usual_indicator(offered: list[Indicator]) -> Indicator | None:
    """The first that says who is worse or better off, else any index, rate or change, before a count: the
    colours of totals show where many people live, and little else.
    """
    comparable = [one for one in offered if not one.adds_up]
    judged = [one for one in comparable if one.direction != Direction.NEUTRAL]
    return next(iter([*judged, *comparable, *offered]), None)


class ChoiceForm(forms.Form):
    """The choice as a form that a reader sends by GET."""

    layer = forms.ChoiceField(label=_("Divide the territory by"))
    indicator = forms.ChoiceField(label=_("Show"))
    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, choice: Choice) -> None:
        super().__init__(
            initial={
                "layer": choice.layer.code if choice.layer else "",
                "indicator": choice.indicator.code if choice.indicator else "",
                "period": choice.period,
            }
        )
        self._offer("layer", [(layer.code, layer.name) for layer in choice.layers])
        self._offer("indicator", [(one.code, one.name) for one in choice.indicators])
        self._offer("period", [(period, period) for period in choice.periods])
        for field in self.fields.values():
            field.required = False

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        if options:
            self.fields[name].choices = options  # type: ignore[attr-defined] # a field that chooses
        else:
            del self.fields[name]
