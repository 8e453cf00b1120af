"""Papers of the bodies and their decisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portici.kernel import clock
from portici.programme.models import Activity
from portici.records.forms import ActorForm, PickField, PickManyField, RecordForm
from portici.records.links import seen
from portici.records.models import Record

from .checks import next_free
from .models import Body, Decision

#: What the paper offers as exhibits; others that a decision has already stay.
EXHIBITS = {
    "designation": _("target areas that it stands on"),
    "need": _("needs that it stands on"),
    "opportunity": _("opportunities that it stands on"),
    "project": _("projects that it stands on"),
    "edition": _("studies that it stands on"),
}


class BodyForm(RecordForm):
    """A body that decides."""

    class Meta:
        model = Body
        fields = ["name", "code", "description", "established_by", "established_on", "source", "language"]


class MemberForm(ActorForm):
    """A seat of a body."""

    organisation = PickField(kind="organisation", label=_("organisation"))
    person_name = forms.CharField(
        label=_("person"), max_length=120, required=False, help_text=_("Only when a source names them.")
    )
    role = forms.CharField(label=_("role in the body"), max_length=80, required=False)
    since = forms.DateField(label=_("since"), required=False)
    until = forms.DateField(label=_("until"), required=False)


class UntilForm(ActorForm):
    """The last day of something."""

    until = forms.DateField(label=_("until"))


class DecisionForm(RecordForm):
    """A draft decision: its number, words, and the records that it stands on."""

    class Meta:
        model = Decision
        fields = ["number", "decided_on", "title", "text", "grounds", "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].required = False
        self.fields["number"].help_text = _("Left empty: the next free number of the body in the year.")
        language = self.fields.pop("language")
        for kind, label in EXHIBITS.items():
            self.fields[f"exhibit_{kind}"] = PickManyField(
                kind=kind, actor=self.actor, label=capfirst(label), required=False
            )
        self.fields["language"] = language

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if not name.startswith("exhibit_")}

    @property
    def exhibits(self) -> list[Record]:
        """The records chosen, of all kinds."""
        return [record for kind in EXHIBITS for record in self.cleaned_data[f"exhibit_{kind}"]]


class DecisionAddForm(DecisionForm):
    """A new decision: of which body, and with the activities that carry it out when there are some
    already."""

    class Meta(DecisionForm.Meta):
        fields = ["body", "number", "decided_on", "title", "text", "grounds", "activities", "language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("decided_on", clock.today())
        self.initial.setdefault("body", self._usual_body())
        body = self.initial.get("body")
        if isinstance(body, Body):
            self.initial.setdefault("number", next_free(body, clock.today().year))

    def _usual_body(self) -> Body | None:
        """The only body or, of several, the one that decided last."""
        bodies = seen(Body, self.actor)
        last = Decision.objects.filter(body__in=bodies.values("pk")).order_by("-decided_on", "-id").first()
        if last is not None:
            found: Body = last.body
            return found
        first = list(bodies[:2])
        return first[0] if len(first) == 1 else None

    @property
    def links(self) -> dict[str, Any]:
        return {"activities": self.cleaned_data["activities"]}


class CarryOutForm(ActorForm):
    """Which activities carry a decision out: all of them."""

    activities = PickManyField(kind=Activity.KIND, label=_("activities that carry it out"), required=False)
