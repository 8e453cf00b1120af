"""Papers of the bodies and their decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from portici.engine.voting import Requirement
from portici.kernel import clock
from portici.people.models import User
from portici.programme.models import Activity
from portici.records.forms import ActorForm, PickField, PickManyField, RecordForm
from portici.records.links import seen
from portici.records.models import Record

from .checks import next_free
from .counting import Hand
from .domain.bodies import AMENDABLE as BODY_FIELDS
from .domain.decisions import AMENDABLE as DECISION_FIELDS
from .domain.rulebooks import FIELDS as RULE_FIELDS
from .meetings.seats import accounts_of
from .models import Body, BodyRules, Decision, Manner, Matter, Member
from .sentences import majorities, majority_said

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
        fields = list(BODY_FIELDS)


class AccountForm(ActorForm):
    """Who sits: the account is one of those that are a member's for the body, or the one that stands."""

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        stands = getattr(self.initial.get("account"), "pk", None)
        offered = accounts_of(body) | User.objects.filter(pk=stands)
        self.fields["account"].queryset = offered  # type: ignore[attr-defined] # the field is a choice of models


def _account() -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("account"),
        required=False,
        help_text=_("Who signs in for the seat. Accounts with the role of member of this body are offered."),
    )


class MemberForm(AccountForm):
    """A seat of a body."""

    organisation = PickField(kind="organisation", label=_("organisation"))
    person_name = forms.CharField(
        label=_("person"), max_length=120, required=False, help_text=_("Only when a source names them.")
    )
    account = _account()
    role = forms.CharField(label=_("role in the body"), max_length=80, required=False)
    weight = forms.IntegerField(
        label=_("voting weight"),
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        help_text=_("Whole numbers: 1 and 2 rather than 0.5 and 1. Empty: 1."),
    )
    is_observer = forms.BooleanField(label=_("observer, without a vote"), required=False)
    presides = forms.BooleanField(label=_("presides the body"), required=False)
    since = forms.DateField(label=_("since"), required=False)
    until = forms.DateField(label=_("until"), required=False)

    def clean_weight(self) -> int:
        return int(self.cleaned_data["weight"] or 1)


class DelegateForm(AccountForm):
    """Who may sit in a seat."""

    person_name = forms.CharField(label=_("person"), max_length=120)
    account = _account()
    manner = forms.ChoiceField(label=_("sits as"), choices=Manner.choices)
    act = forms.CharField(label=_("act of appointment"), max_length=200, required=False)
    since = forms.DateField(label=_("since"), required=False)
    until = forms.DateField(label=_("until"), required=False)


class RulesForm(RecordForm):
    """The rules of a body, with a majority for each kind of matter."""

    class Meta:
        model = BodyRules
        fields = ["in_force_from", *RULE_FIELDS]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["in_force_from"].help_text = _("Empty: since the body is there.")
        choices = [(code_of(one), majority_said(one)) for one in majorities()]
        for matter in Matter:
            ordinary = matter == Matter.ORDINARY
            none = _("not said by the act") if ordinary else _("as for ordinary matters")
            self.fields[f"majority_{matter}"] = forms.ChoiceField(
                label=format_lazy("{}: {}", _("Majority"), matter.label),
                choices=[("", none), *choices],
                required=False,
            )

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if not name.startswith("majority_")}

    @property
    def majorities(self) -> dict[str, Requirement]:
        """The majority chosen, by matter."""
        known = {code_of(one): one for one in majorities()}
        chosen = {matter.value: self.cleaned_data[f"majority_{matter}"] for matter in Matter}
        return {matter: known[code] for matter, code in chosen.items() if code}


def code_of(requirement: Requirement) -> str:
    """How a paper writes a majority: "two_thirds:present:0"."""
    return f"{requirement.majority}:{requirement.of}:{requirement.objections}"


class HandsForm(ActorForm):
    """What is voted on, and how each seat votes."""

    matter = forms.ChoiceField(label=_("matter"), choices=Matter.choices)

    def __init__(self, *args: Any, seats: Sequence[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        for seat in seats:
            self.fields[f"seat-{seat.uid}"] = forms.ChoiceField(
                label=_seat_label(seat), choices=Hand.choices, initial=Hand.ABSENT
            )

    @property
    def hands(self) -> dict[str, str]:
        """How each seat votes, by its reference."""
        marked = {name.partition("-"): value for name, value in self.cleaned_data.items()}
        return {uid: value for (word, _mark, uid), value in marked.items() if word == "seat"}


def _seat_label(seat: Member) -> str:
    return str(seat.organisation) if seat.weight == 1 else f"{seat.organisation} ({seat.weight})"


class UntilForm(ActorForm):
    """The last day of something."""

    until = forms.DateField(label=_("until"))


class DecisionForm(RecordForm):
    """A draft decision: its number, words, and the records that it stands on."""

    class Meta:
        model = Decision
        fields = list(DECISION_FIELDS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self._leave_out_what_stays(self.instance)
        else:
            self.fields["number"].required = False
            self.fields["number"].help_text = _("Left empty: the next free number of the body in the year.")
        language = self.fields.pop("language")
        for kind, label in EXHIBITS.items():
            self.fields[f"exhibit_{kind}"] = PickManyField(
                kind=kind, actor=self.actor, label=capfirst(label), required=False
            )
        self.fields["language"] = language

    def _leave_out_what_stays(self, decision: Decision) -> None:
        for name in ("number", "decided_on", "text") if decision.motion is not None else ("number",):
            del self.fields[name]
        if decision.motion is not None:
            self.fields["grounds"].help_text = _(
                "They begin with the verdict, which stays; what else it stands on is written after it."
            )
        if decision.is_confidential:
            self.fields["reason"] = forms.CharField(
                label=capfirst(_("reason why it is open to all")),
                max_length=300,
                required=False,
                help_text=_("Asked for when the mark of confidentiality is taken away."),
            )

    @property
    def values(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().values.items()
            if name != "reason" and not name.startswith("exhibit_")
        }

    @property
    def exhibits(self) -> list[Record]:
        """The records chosen, of all kinds."""
        return [record for kind in EXHIBITS for record in self.cleaned_data[f"exhibit_{kind}"]]


class DecisionAddForm(DecisionForm):
    """A new decision: of which body, and with the activities that carry it out when there are some
    already."""

    class Meta(DecisionForm.Meta):
        fields = [
            "body", "number", "decided_on", "kind", "title", "text", "grounds", "guidelines", "activities",
            "is_confidential", "withheld_because", "language",
        ]  # fmt: skip

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
        return {name: self.cleaned_data[name] for name in ("activities", "guidelines")}


class CarryOutForm(ActorForm):
    """Which activities carry a decision out: all of them."""

    activities = PickManyField(kind=Activity.KIND, label=_("activities that carry it out"), required=False)
