"""Papers of guidelines, follow-ups and ties between decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.records.fields import MoneyField
from portici.records.forms import ActorForm, PickField, PickManyField, RecordForm

from ..models import DecisionTie, Guideline, SaidState


class GuidelineForm(RecordForm):
    """A line of a plan; body and year stay."""

    class Meta:
        model = Guideline
        fields = ["code", "title", "text", "parent", "adopted_by", "source", "language"]


class GuidelineAddForm(GuidelineForm):
    """A new line, of which body's plan of which year."""

    class Meta(GuidelineForm.Meta):
        fields = ["body", "year", *GuidelineForm.Meta.fields]


class FollowUpForm(ActorForm):
    """What a decision asks for: who, by when, with which money, and what should come of it."""

    what = forms.CharField(
        label=_("What is to be done"), max_length=300, help_text=_("One thing that one can see done.")
    )
    owner = PickField(kind="organisation", label=_("Who sees to it"), required=False)
    due_on = forms.DateField(label=pgettext_lazy("a day", "By"), required=False)
    activity = PickField(
        kind="activity",
        label=_("Activity"),
        required=False,
        help_text=_("With an activity, how far it is follows from the activity and is not said beside it."),
    )
    project = PickField(kind="project", label=_("Project whose money pays it"), required=False)
    budget_line = forms.CharField(label=_("Budget line"), max_length=120, required=False)
    amount = MoneyField(label=_("Amount, in euro"), required=False)
    indicator = PickField(kind="indicator", label=_("Indicator"), required=False)
    expected = forms.CharField(label=_("Expected result"), max_length=200, required=False)


class ProgressForm(ActorForm):
    """How far it is, in a state and in words."""

    state = forms.ChoiceField(label=_("How far"), choices=SaidState.choices)
    text = forms.CharField(
        label=_("In words"),
        max_length=500,
        required=False,
        help_text=_("Public with the decision: no names of people."),
    )


class ServeForm(ActorForm):
    """Which guidelines a decision carries out: all of them."""

    guidelines = PickManyField(kind="guideline", label=_("guidelines that it carries out"), required=False)


class TieForm(ActorForm):
    """What the decision does to an earlier one."""

    kind = forms.ChoiceField(label=_("This decision"), choices=DecisionTie.Kind.choices)
    earlier = PickField(kind="decision", label=_("which earlier decision"))


class WhyForm(ActorForm):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


def values_of(row: Any, form: type[ActorForm]) -> dict[str, Any]:
    """What a row says, for the paper over it."""
    return {name: getattr(row, name) for name in form.base_fields}
