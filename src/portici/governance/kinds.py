"""The kinds of records of this room, put in where lower rooms and the fronts meet them."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.journal.queries import confine
from portici.kernel.actor import Actor
from portici.records.models import Record
from portici.records.registry import Kind, register

from . import checks, facts, rules
from .meetings.rules import may_amend_meeting
from .models import AgendaItem, BoardDossier, Body, Decision, Guideline, Meeting, Minutes
from .papers import rules as papers
from .papers.checks import on_minutes


def put_in() -> None:
    """Register the kinds, and keep the entries about what is confidential from those who may not read it."""
    _bodies_and_decisions()
    _meetings()
    confine(_confidential)


def _bodies_and_decisions() -> None:
    register(
        Kind(
            model=Body,
            label=_("body"),
            label_plural=_("bodies"),
            may_add=rules.may_write,
            may_edit=rules.may_write,
            may_publish=rules.may_publish,
            check=checks.on_body,
            facts=facts.of_body,
        )
    )
    register(
        Kind(
            model=Decision,
            label=_("decision"),
            label_plural=_("decisions"),
            may_add=rules.may_write,
            may_edit=rules.may_amend_decision,
            may_publish=rules.may_publish_decision,
            check=checks.on_decision,
            facts=facts.of_decision,
            select_related=("body",),
        )
    )
    register(
        Kind(
            model=Guideline,
            label=_("guideline"),
            label_plural=_("guidelines"),
            may_add=rules.may_write,
            may_edit=rules.may_write,
            may_publish=rules.may_publish,
            select_related=("body",),
        )
    )


def _meetings() -> None:
    register(
        Kind(
            model=Meeting,
            label=_("meeting"),
            label_plural=_("meetings"),
            may_add=rules.may_write,
            may_edit=may_amend_meeting,
            may_publish=rules.may_publish,
            select_related=("body",),
        )
    )
    register(
        Kind(
            model=AgendaItem,
            label=_("agenda item"),
            label_plural=_("agenda items"),
            may_add=rules.may_write,
            may_edit=rules.may_write,
            may_publish=rules.may_publish_item,
            select_related=("body", "meeting__body"),
        )
    )
    register(
        Kind(
            model=Minutes,
            label=_("minutes"),
            label_plural=pgettext_lazy("several", "minutes"),
            may_add=rules.may_write,
            may_edit=papers.may_amend_minutes,
            may_publish=papers.may_publish_minutes,
            check=on_minutes,
            facts=facts.of_minutes,
            select_related=("meeting__body",),
        )
    )
    register(
        Kind(
            model=BoardDossier,
            label=_("dossier of a meeting"),
            label_plural=_("dossiers of meetings"),
            may_add=rules.may_write,
            may_edit=papers.may_amend_dossier,
            may_publish=papers.never_published,
            select_related=("meeting__body",),
        )
    )


def _confidential(actor: Actor) -> Q:
    """The entries about items and decisions that the actor may not read; empty when there are none."""
    found = Q()
    for model in (AgendaItem, Decision):
        found |= _kept_from(actor, model)
    return found


def _kept_from(actor: Actor, model: type[Record]) -> Q:
    confined = model.confined_to(actor)
    if actor.is_system or not confined:
        return Q()
    rows = model._default_manager.exclude(confined).order_by()
    return Q(kind=model.KIND, ref__in=rows.values("uid"))
