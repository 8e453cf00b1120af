"""Papers of the territory: areas drawn or made of parts, places, indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.fields import GeoJsonField
from portici.records.forms import ActorForm, PickManyField, RecordForm

from . import queries
from .models import Area, Indicator, Place


class AreaDrawForm(ActorForm):
    """A target area: drawn on the map, or made of official areas."""

    name = forms.CharField(label=_("name"), max_length=160)
    drawn = GeoJsonField(
        label=_("border (GeoJSON)"),
        required=False,
        help_text=_(
            "What is drawn on the map is written here; it can be pasted too."
            " Leave it empty to take the parts' own border."
        ),
    )
    parts = PickManyField(
        kind="area",
        label=_("official areas that it is made of"),
        required=False,
        help_text=_("Its figures are summed from these."),
    )
    note = forms.CharField(label=_("note"), required=False, widget=forms.Textarea)


class AreaForm(RecordForm):
    """Name and notes of an area; of a drawn one the border too."""

    shape = GeoJsonField(label=_("border (GeoJSON)"), required=False)

    class Meta:
        model = Area
        fields = ["name", "other_names", "note", "source", "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.is_drawn:
            del self.fields["shape"]
        elif hasattr(self.instance, "geometry"):
            self.initial.setdefault("shape", self.instance.geometry.whole)

    @property
    def new_shape(self) -> str | None:
        """The border, when it is another than the stored one."""
        shape = self.cleaned_data.get("shape") or None
        return shape if shape != self.initial.get("shape") else None


class PartsForm(ActorForm):
    """What an area is made of."""

    parts = PickManyField(kind="area", label=_("official areas that it is made of"), required=False)
    reshape = forms.BooleanField(
        label=_("take their border as its own"),
        required=False,
        help_text=_("Else the border that it has stays."),
    )


class PlaceForm(RecordForm):
    """A building or an open space."""

    class Meta:
        model = Place
        fields = [
            "name", "kind", "area", "address", "postcode", "lon", "lat", "code", "website", "note",
            "source", "language",
        ]  # fmt: skip


class RemoveValuesForm(ActorForm):
    """Which values of an indicator are taken out, and why."""

    layer: Any = forms.ModelChoiceField(label=_("layer"), queryset=None)
    period = forms.CharField(label=_("period"), max_length=10)
    reason = forms.CharField(label=_("reason"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["layer"].queryset = queries.layers(self.actor)  # type: ignore[attr-defined] # a field that chooses


class RemoveCountsForm(RemoveValuesForm):
    """Which counts of people are taken out, and why."""

    period = None  # type: ignore[assignment] # so Django takes away a field of the base
    year = forms.IntegerField(label=_("year"), min_value=1850, max_value=2100)
    field_order = ("layer", "year", "reason")


class IndicatorForm(RecordForm):
    """What is measured."""

    class Meta:
        model = Indicator
        fields = [
            "name", "code", "description", "theme", "kind", "is_headline", "unit", "decimals", "direction", "is_additive", "method", "formula",
            "comparable_within", "source",
            "source_url", "licence", "vintage", "order", "language",
        ]  # fmt: skip
        help_texts = {
            "formula": _(
                'Only for computed ones, for example {"bands": [[65, null]]}: see the handbook of indicators.'
            )
        }

    def clean_formula(self) -> dict[str, Any]:
        return self.cleaned_data["formula"] or {}
