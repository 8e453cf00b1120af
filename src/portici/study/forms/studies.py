"""Papers of the studies: the study itself, a new edition, how sure its ranking is to be asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.fields import NumberField
from portici.records.forms import ActorForm, RecordForm

from .. import queries
from ..models import Edition, Study
from ..neighbours import Neighbourhood, Rule
from ..neighbours import as_values as neighbourhood_values
from ..sureness import Asked, as_values, asked_of

#: How near drawn weights stay to the given ones: a Dirichlet's concentration.
NEARNESS = [
    ("0", _("not varied")),
    ("200", _("very near the given ones")),
    ("50", _("near the given ones")),
    ("10", _("far from the given ones")),
]


#: Who counts as a neighbour.
RULES = [
    (Rule.QUEEN.value, _("areas that touch, be it at one point")),
    (Rule.ROOK.value, _("areas with a stretch of border in common")),
    (Rule.NEAREST.value, _("the nearest areas")),
    (Rule.NONE.value, _("nobody: clusters are not looked for")),
]


class StudyForm(RecordForm):
    """Whose areas are compared, and what for."""

    class Meta:
        model = Study
        fields = ["title", "code", "purpose", "layer", "within", "notes", "language"]


class EditionAddForm(ActorForm):
    """A new edition of a study, empty or copied from another."""

    title = forms.CharField(label=_("title"), max_length=200)
    copy_of = forms.ChoiceField(label=_("copied from"), required=False)

    def __init__(self, *args: Any, study: Study, **options: Any) -> None:
        super().__init__(*args, **options)
        self.editions = {one.uid: one for one in queries.editions_of(self.actor, study)}
        named = [(uid, f"{one.number}. {one.title}") for uid, one in self.editions.items()]
        self.fields["copy_of"].choices = [("", _("none: begin empty")), *named]  # type: ignore[attr-defined] # it is a field of choices

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"copy_of": self.editions.get(self.cleaned_data["copy_of"])}


PER_CENT = 100


class SurenessForm(ActorForm):
    """What the run varies, to see how sure the ranking is."""

    draws = forms.IntegerField(
        label=_("draws"), min_value=0, help_text=_("1000 are soon done; 0: how sure it is is not asked.")
    )
    k = forms.IntegerField(label=_("how many areas are the most distressed"), min_value=1)
    concentration = forms.ChoiceField(label=_("weights are drawn"), choices=NEARNESS)
    normalisations = forms.BooleanField(label=_("other ways to one scale too"), required=False)
    aggregations = forms.BooleanField(label=_("other ways to put together too"), required=False)
    leave_out = forms.BooleanField(label=_("one indicator left out at a time too"), required=False)
    error = NumberField(
        label=_("error of measurement, in per cent of each value"),
        min_value=0,
        max_value=100,
        help_text=_("The standard error of every indicator; 0 takes the values as they are."),
    )
    seed = forms.IntegerField(
        label=_("seed"), min_value=0, help_text=_("The same seed gives the same draws.")
    )

    def __init__(self, *args: Any, instance: Edition, **options: Any) -> None:
        said = asked_of(instance.uncertainty) or Asked(draws=1000)
        given = as_values(said) | {
            "concentration": f"{said.concentration:g}",
            "error": round(said.error * PER_CENT, 6),
        }
        super().__init__(*args, initial=given | (options.pop("initial", None) or {}), **options)
        nearness: Any = self.fields["concentration"]
        if given["concentration"] not in dict(NEARNESS):
            nearness.choices = [*NEARNESS, (given["concentration"], given["concentration"])]

    @property
    def asked(self) -> Asked | None:
        """What the paper asks; None for no draws."""
        said = self.cleaned_data
        if not said["draws"]:
            return None
        numbers = {
            "concentration": float(said["concentration"]),
            "error": said["error"] / PER_CENT,
        }
        return Asked(**said | numbers)


class NeighboursForm(ActorForm):
    """Who counts as a neighbour; how the test is made stays as the edition has it."""

    rule = forms.ChoiceField(label=_("neighbours are"), choices=RULES)
    k = forms.IntegerField(
        label=_("how many of the nearest"), min_value=1, help_text=_("Asked only of the nearest areas.")
    )
    tolerance = NumberField(
        label=_("tolerance between borders (metres)"),
        min_value=0,
        help_text=_("Borders drawn apart do not match to the digit; asked only of areas that touch."),
    )
    seed = forms.IntegerField(
        label=_("seed"), min_value=0, help_text=_("The same seed gives the same draws.")
    )

    def __init__(self, *args: Any, instance: Edition, **options: Any) -> None:
        self.said = neighbourhood_values(Neighbourhood()) | instance.clusters
        given = {name: self.said[name] for name in ("rule", "k", "tolerance", "seed")}
        super().__init__(*args, initial=given | (options.pop("initial", None) or {}), **options)

    @property
    def asked(self) -> Neighbourhood:
        """What the paper asks."""
        return Neighbourhood(**self.said | self.cleaned_data)
