"""Papers of minutes and dossiers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.records.forms import ActorForm, PickField, RecordForm

from ..models import AgendaItem, BoardDossier, Meeting, Minutes
from .queries import where_approved


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
    """In which meeting the body approved them: the last one that has begun, unless another is chosen."""

    approved_in = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), label=_("Approved in the meeting"), empty_label=None
    )

    def __init__(self, *args: Any, minutes: Minutes, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["approved_in"]
        field.queryset = where_approved(self.actor, minutes)  # type: ignore[attr-defined] # the field is a choice of models
        if not field.queryset.exists():  # type: ignore[attr-defined]
            field.help_text = _(
                "No later meeting of the body has begun: open the one that approves them first."
            )


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
