"""Papers of the proposals: the rule, and which of the chosen areas to designate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.records.forms import ActorForm

from .. import inputs, queries
from ..models import Edition, Proposal, ProposalArea
from ..proposals.candidates import counts_of, is_turned, layers_above
from ..proposals.rule import Covers, RuleKind, Stated, Together, stated_of
from ..proposals.sentences import figure
from .weights import NumberField

KINDS = [
    (RuleKind.WORST.value, _("The most distressed: a number of areas")),
    (RuleKind.THRESHOLD.value, _("A threshold: every area that reaches a value of the index")),
    (RuleKind.BEST.value, _("The best set: the areas that cover most within limits")),
]
COVERS = [
    (Covers.PLACE.value, _("residents, the more the more distressed the place of their area")),
    (Covers.INDEX.value, _("residents times the index, which must not go below 0")),
    (Covers.COUNT.value, _("people in distress, as an indicator counts them")),
]
TOGETHER = [
    (Together.NO.value, _("no: they may lie apart")),
    (Together.AS_ONE.value, _("yes, all of them")),
    (Together.IN_EACH.value, _("yes, those in the same area of the higher layer")),
]


class ProposalForm(ActorForm):
    """The rule by which target areas are proposed from an edition: its kind, and what that kind asks."""

    template_name = "office/study/proposal_boxes.html"

    title = forms.CharField(label=_("title"), max_length=200)
    note = forms.CharField(
        label=_("why this rule"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by everybody beside the proposal."),
    )
    kind = forms.ChoiceField(label=_("rule"), choices=KINDS, widget=forms.RadioSelect)
    number = forms.IntegerField(label=_("how many areas"), required=False, min_value=1)
    threshold = NumberField(label=_("threshold"), required=False)
    most_areas = forms.IntegerField(label=_("at most how many areas"), required=False, min_value=1)
    most_residents = forms.IntegerField(label=_("at most how many residents"), required=False, min_value=1)
    coverage = forms.ChoiceField(label=_("what the set covers"), choices=COVERS, required=False)
    distressed = forms.ChoiceField(label=_("count of people in distress"), required=False)
    layer = forms.ChoiceField(label=_("at least one area in each area of"), required=False)
    contiguous = forms.ChoiceField(label=_("must they hang together"), choices=TOGETHER, required=False)
    residents = forms.ChoiceField(
        label=_("count of residents"),
        required=False,
        help_text=_("With it the proposal says how many people live in the areas. The best set needs it."),
    )

    def __init__(self, *args: Any, actor: Actor, edition: Edition, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.edition = edition
        columns = list(_columns(actor, edition))
        boxes: Any = self.fields
        boxes["residents"].choices = [("", _("none")), *columns]
        boxes["distressed"].choices = [("", _("none")), *columns]
        layers = layers_above(actor, edition.study)
        boxes["layer"].choices = [
            ("", _("no layer: wherever they lie")),
            *((one.code, one.name) for one in layers),
        ]
        boxes["threshold"].help_text = _range_of(actor, edition)

    @property
    def general(self) -> list[Any]:
        return [self[name] for name in ("title", "note", "kind")]

    @property
    def rules(self) -> list[tuple[str, Any, list[Any]]]:
        """For each kind of rule its boxes, below what the kind is called."""
        boxes = {
            RuleKind.WORST.value: ("number",),
            RuleKind.THRESHOLD.value: ("threshold",),
            RuleKind.BEST.value: (
                "most_areas",
                "most_residents",
                "coverage",
                "distressed",
                "layer",
                "contiguous",
            ),
        }
        return [(kind, label, [self[name] for name in boxes[kind]]) for kind, label in KINDS]

    @property
    def stated(self) -> Stated:
        """The rule that the paper states."""
        said = {one.name: self.cleaned_data[one.name] for one in fields(Stated)}
        said["coverage"] = said["coverage"] or Covers.PLACE.value
        said["contiguous"] = said["contiguous"] or Together.NO.value
        return Stated(**said)

    @property
    def values(self) -> dict[str, Any]:
        """What the desks take."""
        return {
            "title": self.cleaned_data["title"],
            "note": self.cleaned_data["note"],
            "stated": self.stated,
        }


class ProposalEditForm(ProposalForm):
    """The rule of a proposal that is there."""

    def __init__(self, *args: Any, instance: Proposal, **options: Any) -> None:
        given = asdict(stated_of(instance.rule)) | {"title": instance.title, "note": instance.note}
        initial = given | (options.pop("initial", None) or {})
        super().__init__(*args, edition=instance.edition, initial=initial, **options)


def _columns(actor: Actor, edition: Edition) -> Any:
    """The counts that a rule may read: column, and what it is called."""
    counts = counts_of(actor, edition.study)
    periods = inputs.periods_of(actor, edition.study, counts)
    for one in counts:
        for period in periods.get(one.pk, []):
            yield f"{one.code}{inputs.AT}{period}", f"{one.name}, {period}"


def _range_of(actor: Actor, edition: Edition) -> str:
    """From where to where the index goes, and which end is the distressed one."""
    values = [row.index for row in queries.results_of(actor, edition) if row.index is not None]
    if not values:
        return ""
    said = {"low": figure(round(min(values), 2)), "high": figure(round(max(values), 2))}
    if is_turned(edition):
        return (
            _now(
                "The index goes from %(low)s, the most distressed, to %(high)s; proposed is what does not pass the threshold."
            )
            % said
        )
    return (
        _now(
            "The index goes from %(low)s to %(high)s, the most distressed; proposed is what reaches the threshold."
        )
        % said
    )


class DesignateForm(ActorForm):
    """Which of the chosen areas become target areas, by which act, since when, why."""

    areas = forms.MultipleChoiceField(
        label=_("areas to designate"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick one area at least.")},
    )
    act = forms.CharField(
        label=_("act"), max_length=200, required=False, help_text=_("Number, date and body of the act.")
    )
    decided_on = forms.DateField(label=_("decided on"))
    until = forms.DateField(label=_("until"), required=False)
    reason = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, actor: Actor, chosen: Sequence[ProposalArea], held: set[int], **options: Any
    ) -> None:
        super().__init__(*args, actor=actor, **options)
        free = [row for row in chosen if row.area_id not in held]
        boxes: Any = self.fields
        boxes["areas"].choices = [(row.code, row.name) for row in free]
        self.initial.setdefault("areas", [row.code for row in free])
        self.initial.setdefault("decided_on", clock.today())
