"""Papers for attendance that was written down late, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm

from ..meetings.forms import moment
from ..models import Delegate, Member, SitsAs


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


class PresenceForm(HoursForm):
    """Who was there, of those who may sit: a seat's holder, its delegates and substitutes."""

    who = forms.ChoiceField(label=_("Who it was"))
    is_remote = forms.BooleanField(label=_("from afar"), required=False)
    field_order = ("who", "is_remote", "came_at", "left_at", "reason")

    def __init__(self, *args: object, seats: Iterable[Member], **options: object) -> None:
        super().__init__(*args, **options)
        self.sitters: dict[str, tuple[Member, Delegate | None]] = {}
        choices = [("", "---------")]
        for seat in seats:
            for delegate in (None, *seat.delegates.all()):
                key = f"{seat.uid}-{delegate.uid}" if delegate else seat.uid
                self.sitters[key] = (seat, delegate)
                choices.append((key, _sitter(seat, delegate)))
        self.fields["who"].choices = choices  # type: ignore[attr-defined] # a ChoiceField, by its declaration

    @property
    def values(self) -> dict[str, Any]:
        """As the desk takes them: the seat, and who sat there for its holder."""
        said = super().values
        seat, delegate = self.sitters[str(said.pop("who"))]
        return said | {"member": seat, "delegate": delegate}


def _sitter(seat: Member, delegate: Delegate | None) -> str:
    if delegate is None:
        return f"{seat.organisation}: {seat.person_name or SitsAs.HOLDER.label}"
    return f"{seat.organisation}: {delegate.person_name} ({delegate.get_manner_display()})"
