"""Desks that take out figures loaded by mistake: what was computed of them goes too, what was frozen with a
designation stays."""

from __future__ import annotations

from django.db import transaction

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Invalid, Message, ensure, gettext_noop
from portici.records import domain as records

from .. import rules
from ..models import Indicator, Layer, Observation, PopulationCount
from .compute import dependents, refresh


def remove_observations(*, actor: Actor, indicator: Indicator, layer: Layer, period: str, reason: str) -> int:
    """Take out an indicator's values of one layer and period; gives how many. Raises Refused, also for values
    that are computed; Invalid without a reason, or when there is none.
    """
    ensure(rules.may_remove_values(actor, indicator))
    _ensure_reason(reason)
    with transaction.atomic():
        stored = Observation.objects.filter(indicator=indicator, area__layer=layer, period=period)
        total = stored.delete()[0]
        if not total:
            raise Invalid([_nothing(period).at("period")])
        write_entry(
            actor=actor,
            verb="remove-values",
            kind=Indicator.KIND,
            ref=indicator.uid,
            changes={"values": FieldChange(f"{layer.name}, {period}", "")},
            reason=reason.strip(),
            counts={"removed": total},
        )
    return total


def remove_counts(*, actor: Actor, layer: Layer, year: int, reason: str) -> int:
    """Take out the counts of people of one layer and year, and what was computed of them; gives how many rows.
    Raises Refused; Invalid without a reason, or when there are none.
    """
    ensure(rules.may_write(actor))
    _ensure_reason(reason)
    with transaction.atomic():
        stored = PopulationCount.objects.filter(area__layer=layer, year=year)
        areas = set(stored.order_by().values_list("area_id", flat=True).distinct())
        if not areas:
            raise Invalid([_nothing(str(year)).at("year")])
        affected = dependents(areas)
        total = stored.delete()[0]
        refresh(affected)
        write_entry(
            actor=actor,
            verb="remove-counts",
            kind="layer",
            ref=layer.code,
            changes={"population": FieldChange(f"{layer.name}, {year}", "")},
            reason=reason.strip(),
            counts={"removed": total},
        )
    return total


def _ensure_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why these figures are taken out."))])


def _nothing(found: str) -> Finding:
    accepted = Message(gettext_noop("A layer and a period of which there are values."))
    todo = Message(gettext_noop("Look at the indicator's values and choose theirs."))
    return error("figures.nothing_there", found, accepted, todo)
