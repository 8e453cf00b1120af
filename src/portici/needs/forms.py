"""Papers for target areas and groups, needs, opportunities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.kernel import clock
from portici.records.forms import ActorForm, PickField, RecordForm
from portici.territory.models import Indicator

from .figures import speaking
from .models import (
    ConsentHow,
    Designation,
    DesignationFigure,
    Excerpt,
    Listening,
    Need,
    Opportunity,
    Origin,
    TargetGroup,
    Theme,
)


class ChooseAreaForm(ActorForm):
    """Which area it is about: asked first when the address does not say."""

    area = PickField(kind="area", label=gettext_lazy("area"))


class DesignationForm(RecordForm):
    """The words of a designation. Area and figures stay as they were."""

    class Meta:
        model = Designation
        fields = ["reason", "act", "decided_on", "until", "evidence", "language"]
        help_texts = {
            "evidence": gettext_lazy("What it rests on besides the figures: reports, meetings, voices.")
        }


class DesignationAddForm(DesignationForm):
    """A new designation: the figures that speak for it are ticked, and frozen as they stand today."""

    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("figures to freeze with it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "As they stand today, with the rank among the areas of the same layer (1 is the worst)."
        ),
    )
    field_order = ["indicators", "reason", "act", "decided_on", "until", "evidence", "language"]

    def __init__(self, *args: Any, figures: Iterable[DesignationFigure], **options: Any) -> None:
        super().__init__(*args, **options)
        by_indicator: dict[Indicator, list[DesignationFigure]] = defaultdict(list)
        for figure in figures:
            by_indicator[figure.indicator].append(figure)
        self.of_code = {indicator.code: indicator for indicator in by_indicator}
        field: Any = self.fields["indicators"]
        field.choices = [(found.code, _label(found, listed)) for found, listed in by_indicator.items()]
        if not by_indicator:
            del self.fields["indicators"]
        self.initial.setdefault(
            "indicators", [found.code for found, listed in by_indicator.items() if any(map(speaks, listed))]
        )
        self.initial.setdefault("decided_on", clock.today())

    def clean_indicators(self) -> list[Indicator]:
        return [self.of_code[code] for code in self.cleaned_data["indicators"]]


def speaks(figure: DesignationFigure) -> bool:
    """Whether the figure is among the worst third of its layer; of parts, of which some always is, a tenth."""
    share = 10 if figure.origin == Origin.PART else 3
    return bool(figure.rank and figure.of and share * figure.rank <= figure.of)


def _label(indicator: Indicator, figures: list[DesignationFigure]) -> str:
    (one,) = speaking(figures)
    told = "; ".join(map(figure_text, one.named or one.figures[:1]))
    more = len(one.values) - len(one.named)
    if more > 0:
        values = sorted(figure.value for figure in one.values if figure.value is not None)
        low, high = (formats.number_format(value, indicator.decimals) for value in (values[0], values[-1]))
        told += _(" and %(number)s more, all from %(low)s to %(high)s") % {
            "number": more,
            "low": low,
            "high": high,
        }
    return f"{indicator.name}: {told}"


def figure_text(figure: DesignationFigure) -> str:
    """A figure in words: whose it is when not the area's own, period, value with its unit, rank."""
    whose = f"{figure.of_area.name} ({figure.get_origin_display()}) " if figure.origin != "own" else ""
    if figure.value is None:
        return f"{whose}{figure.get_status_display()} ({figure.period})"
    value = formats.number_format(figure.value, figure.indicator.decimals, use_l10n=True, force_grouping=True)
    rank = _(", %(rank)s of %(of)s") % {"rank": figure.rank, "of": figure.of} if figure.rank else ""
    return f"{whose}{value} {figure.indicator.unit}".rstrip() + f" ({figure.period}){rank}"


class EndForm(ActorForm):
    """Until when an area was a target area, and why it is one no longer."""

    until = forms.DateField(label=gettext_lazy("until"))
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=300)


class TargetGroupForm(RecordForm):
    class Meta:
        model = TargetGroup
        fields = ["name", "description", "source", "language"]


class NeedForm(RecordForm):
    """What an area lacks, who says so, on which evidence."""

    class Meta:
        model = Need
        fields = [
            "area", "title", "theme", "description", "source", "listenings", "groups", "people_affected", "severity",
            "evidence",
            "indicators", "recorded_on", "language",
        ]  # fmt: skip


class OpportunityForm(RecordForm):
    """What is at hand: an organisation, a place, or a project (an activity) that is already in the
    register."""

    subject = PickField(kind="project", label=gettext_lazy("project of the register"), required=False)

    class Meta:
        model = Opportunity
        fields = [
            "area", "title", "theme", "organisation", "place", "subject", "description", "available_until",
            "language",
        ]  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.subject_kind == "activity":
            field = PickField(
                kind="activity", actor=self.actor, label=_("activity of the register"), required=False
            )
            self.fields["subject"] = field


class ListeningForm(RecordForm):
    """A session or an interview: who spoke is counted, never named."""

    class Meta:
        model = Listening
        fields = ["kind", "title", "held_on", "area", "place", "people", "led_by", "summary", "language"]


class ExcerptForm(ActorForm):
    """A passage: its theme, whom it is about, the words."""

    theme = forms.ChoiceField(label=gettext_lazy("theme"), choices=Theme.choices)
    group = PickField(kind="target-group", label=gettext_lazy("target group"), required=False)
    text = forms.CharField(
        label=gettext_lazy("words"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("As they were said, without names or anything that tells who spoke."),
    )


class ConsentForm(ActorForm):
    """How and when who spoke agreed to be quoted."""

    consent_how = forms.ChoiceField(label=gettext_lazy("how it was given"), choices=ConsentHow.choices)
    consent_on = forms.DateField(label=gettext_lazy("given on"))


class ExcerptAddForm(ExcerptForm):
    """A new passage; with how and when, consent to quote it is given already."""

    consent_how = forms.ChoiceField(
        label=gettext_lazy("consent to quote: how it was given"),
        choices=[("", gettext_lazy("Not given")), *ConsentHow.choices],
        required=False,
    )
    consent_on = forms.DateField(label=gettext_lazy("consent to quote: given on"), required=False)


def words_of(excerpt: Excerpt) -> dict[str, Any]:
    """What the paper over a passage begins with."""
    return {"theme": excerpt.theme, "group": excerpt.group, "text": excerpt.text}
