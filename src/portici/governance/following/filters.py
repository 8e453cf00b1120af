"""What lists of follow-ups and guidelines can be narrowed by, and lists of decisions by what became of them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import VISITOR, Actor
from portici.kernel.text import fold
from portici.records.filters import PickFilter, RecordFilter

from ..models import FollowUp, Guideline
from .plan import carrying, keys_below
from .queries import not_overtaken, overtaken
from .states import DecisionState, StepState, in_decision_state, in_step_state, late

IN_FORCE, OVERTAKEN = "yes", "no"
FORCE = [(IN_FORCE, _("In force")), (OVERTAKEN, _("Revoked or superseded"))]


class FollowUpFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="filter_words", label=_("Words"))
    state = django_filters.ChoiceFilter(label=_("How far"), choices=StepState.choices, method="filter_state")
    owner = PickFilter(kind="organisation", label=_("Who sees to it"))
    body = PickFilter(kind="body", field_name="decision__body", label=_("Body"))
    decision = PickFilter(kind="decision", label=_("Decision"))
    late = django_filters.BooleanFilter(label=_("Late"), method="filter_late")

    class Meta:
        model = FollowUp
        fields = ["q", "state", "owner", "body", "decision", "late"]

    def filter_words(self, rows: Any, _name: str, text: str) -> Any:
        for word in text.split():
            rows = rows.filter(Q(what__icontains=word) | Q(decision__search_text__contains=fold(word)))
        return rows

    def filter_state(self, rows: Any, _name: str, state: str) -> Any:
        return in_step_state(reader(self.request), rows, state)

    def filter_late(self, rows: Any, _name: str, asked: bool) -> Any:
        overdue = late(reader(self.request), FollowUp.objects.all()).values("pk")
        return rows.filter(pk__in=overdue) if asked else rows.exclude(pk__in=overdue)


class GuidelineFilter(RecordFilter):
    body = PickFilter(kind="body", label=_("Body"))
    year = django_filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Guideline
        fields = ["q", "body", "year", "publication"]


def by_state(actor: Actor, rows: Any, state: str) -> Any:
    """Decisions that are so far."""
    return rows.filter(in_decision_state(actor, DecisionState(state)))


def by_force(actor: Actor, rows: Any, force: str) -> Any:
    """Decisions in force, or those that a later one took the force from."""
    return rows.filter(not_overtaken(actor) if force == IN_FORCE else overtaken(actor))


def by_guideline(actor: Actor, rows: Any, guideline: Guideline) -> Any:
    """Decisions that carry out a guideline or one below it."""
    return rows.filter(carrying(keys_below(actor, guideline)))


def reader(request: Any) -> Actor:
    """Who asks for the list."""
    actor: Actor = getattr(request, "actor", VISITOR)
    return actor
