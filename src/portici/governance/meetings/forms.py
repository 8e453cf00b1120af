"""Papers of meetings, their agenda and what waits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.records.forms import ActorForm, RecordForm

from ..models import AgendaItem, Body, Meeting, Member, Option, Reply
from . import queries

MOMENTS = ("starts_at", "ends_at")
SAID = ("title", "manner", "place", "remote_address", "asked_by", "urgent_because")


class MeetingForm(RecordForm):
    """When and where a body meets. Hours are those of the office."""

    class Meta:
        model = Meeting
        fields = [*MOMENTS, *SAID, "chair", "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        seats = Member.objects.filter(body=self._body()).select_related("organisation", "body")
        self.fields["chair"].queryset = seats  # type: ignore[attr-defined] # the field is a choice of models
        for name in MOMENTS:
            moment(self.fields[name])

    def _body(self) -> Body | None:
        return self.instance.body if self.instance.pk else None


class MeetingAddForm(MeetingForm):
    """A new meeting: of which body; who chairs it is said once it is there."""

    class Meta(MeetingForm.Meta):
        fields = ["body", *MOMENTS, *SAID, "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super(MeetingForm, self).__init__(*args, **options)
        for name in MOMENTS:
            moment(self.fields[name])


class SeriesForm(MeetingAddForm):
    """Meetings at even intervals, from the first one."""

    name = forms.CharField(label=_("name of the series"), max_length=120, required=False)
    every_months = forms.IntegerField(label=_("every so many months"), min_value=1, max_value=24, initial=1)
    times = forms.IntegerField(label=_("how many meetings"), min_value=2, max_value=36, initial=12)

    class Meta(MeetingAddForm.Meta):
        fields = ["body", *MOMENTS, "manner", "place", "remote_address", "language"]

    field_order = ["body", "name", "starts_at", "ends_at", "every_months", "times"]


class ItemForm(RecordForm):
    """A thing to treat."""

    class Meta:
        model = AgendaItem
        fields = [
            "kind",
            "title",
            "text",
            "minutes_planned",
            "rapporteur",
            "is_confidential",
            "confidential_because",
            "language",
        ]


class ItemAddForm(ItemForm):
    """A thing to treat that waits for a meeting: of which body."""

    class Meta(ItemForm.Meta):
        fields = ["body", *ItemForm.Meta.fields]


class CarryForm(ActorForm):
    """Where an item that is put off goes."""

    to = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label=_("to the agenda of"),
        required=False,
        empty_label=_("none yet: it waits"),
    )

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].queryset = queries.targets_for(self.actor, item)  # type: ignore[attr-defined] # the field is a choice of models
        self.fields["to"].label_from_instance = _when  # type: ignore[attr-defined]


class OptionForm(RecordForm):
    """One of the ways to decide."""

    class Meta:
        model = Option
        fields = ["title", "text", "cost"]


class ReplyForm(ActorForm):
    """What a seat answers to the convocation."""

    answer = forms.ChoiceField(label=_("answer"), choices=Reply.Answer.choices, widget=forms.RadioSelect)


def _when(meeting: Meeting) -> str:
    return f"{meeting} ({meeting.starts_at.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M})"


def moment(field: Any) -> None:
    """Let a field take a day and an hour as browsers and people write them."""
    field.widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    field.widget.is_required = field.required
    field.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
