"""The paper for hours of attendance that were written down late."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm

from ..meetings.forms import moment


class HoursForm(ActorForm):
    """When somebody came and left, and why it is corrected."""

    came_at = forms.DateTimeField(label=_("Came"))
    left_at = forms.DateTimeField(
        label=_("Left"), required=False, help_text=_("Empty for who stayed to the end.")
    )
    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=300,
        help_text=_("It stays in the journal: write no names of people."),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type] # handed on as they came
        for name in ("came_at", "left_at"):
            moment(self.fields[name])
