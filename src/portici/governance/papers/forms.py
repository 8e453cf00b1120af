"""Papers of minutes and dossiers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm, PickField, RecordForm

from ..models import AgendaItem, BoardDossier, Minutes


class MinutesAddForm(ActorForm):
    """Of which meeting minutes are made."""

    meeting = PickField(kind="meeting", label=_("Meeting"))


class MinutesForm(RecordForm):
    """How minutes begin and end; the rest is made of the record."""

    class Meta:
        model = Minutes
        fields = ["opening", "closing", "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opening"].help_text = _("For all to read: write nothing confidential here.")


class MinutedForm(RecordForm):
    """What the minutes say of an item."""

    class Meta:
        model = AgendaItem
        fields = ["minuted"]


class ApproveForm(ActorForm):
    """In which meeting the body approved them."""

    approved_in = PickField(kind="meeting", label=_("Approved in the meeting"))


class DossierAddForm(ActorForm):
    """Of which meeting, and a word to its members."""

    meeting = PickField(kind="meeting", label=_("Meeting"))
    note = forms.CharField(
        label=_("word to the members"),
        required=False,
        widget=forms.Textarea,
        help_text=_("A few lines that open the dossier. Write nothing confidential here."),
    )


class DossierForm(RecordForm):
    """The word to the members."""

    class Meta:
        model = BoardDossier
        fields = ["note", "language"]
