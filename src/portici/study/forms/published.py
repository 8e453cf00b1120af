"""The paper on which the city's own published index is named."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm
from portici.territory.models import Direction, Indicator

from .. import inputs
from ..models import Edition


class PublishedIndexForm(ActorForm):
    """An indicator of the register and its period, in one choice; only those that say whether more is worse or better."""

    index = forms.ChoiceField(
        label=_("the city's published index"),
        required=False,
        help_text=_("An indicator with a direction and with values in the study's areas, and its period."),
    )

    def __init__(self, *args: Any, instance: Edition, **options: Any) -> None:
        said = _key(instance.published_index, instance.published_period) if instance.published_index else ""
        super().__init__(*args, initial={"index": said} | (options.pop("initial", None) or {}), **options)
        study = instance.study
        offered = [
            one for one in inputs.indicators_of(self.actor, study) if one.direction != Direction.NEUTRAL
        ]
        periods = inputs.periods_of(self.actor, study, offered)
        self.offered = {
            _key(one, period): (one, period) for one in offered for period in periods.get(one.pk, ())
        }
        listed = [(key, f"{one.name}, {period}") for key, (one, period) in self.offered.items()]
        self.fields["index"].choices = [("", _("none")), *listed]  # type: ignore[attr-defined] # it is a field of choices

    @property
    def chosen(self) -> tuple[Indicator | None, str]:
        """The indicator and its period; (None, "") for none."""
        return self.offered.get(self.cleaned_data["index"], (None, ""))


def _key(indicator: Indicator, period: str) -> str:
    return f"{indicator.code}{inputs.AT}{period}"
