"""Desks for target areas: designate with the figures as they stand, correct the words, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only
from portici.territory.models import Area, Indicator

from .. import checks, figures, rules
from ..models import Designation, DesignationFigure

AMENDABLE = ("act", "decided_on", "until", "reason", "evidence", "language")


def designate_target_area(
    *,
    actor: Actor,
    area: Area,
    decided_on: date,
    reason: str,
    act: str = "",
    until: date | None = None,
    evidence: str = "",
    indicators: Sequence[Indicator] | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Designation:
    """Record that the area is a target area, with its figures frozen (see `figures.freeze`).

    `indicators`: whose figures speak for it; None for all published ones that have a value there.
    Raises Refused; Invalid without a reason, for dates out of order, when the area is a target area already.
    """
    ensure(rules.may_designate(actor))
    with transaction.atomic():
        # Two designations of one area at the same time wait for each other.
        area = records.locked(area)
        ensure_valid(
            [
                *checks.not_in_future(decided_on, "decided_on"),
                *checks.in_order(decided_on, until, "until"),
                *checks.already_designated(area, decided_on, until),
            ]
        )
        designation = Designation(
            area=area,
            act=act,
            decided_on=decided_on,
            until=until,
            reason=reason.strip(),
            evidence=evidence,
            language=language,
            is_example=is_example,
        )
        records.add(actor=actor, record=designation)
        frozen = figures.freeze(area, indicators)
        for figure in frozen:
            figure.designation = designation
        DesignationFigure.objects.bulk_create(frozen)
    return designation


def amend_designation(
    *,
    actor: Actor,
    designation: Designation,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Designation:
    """Correct act, dates, words. The area and the figures stay: another area is another designation.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_designate(actor, designation))
    changed = only(values, AMENDABLE)
    decided_on = changed.get("decided_on", designation.decided_on)
    until = changed.get("until", designation.until)
    with transaction.atomic():
        area = records.locked(designation.area)
        ensure_valid(
            [
                *checks.not_in_future(decided_on, "decided_on"),
                *checks.in_order(decided_on, until, "until"),
                *checks.already_designated(area, decided_on, until, but=designation),
            ]
        )
        return records.amend(actor=actor, record=designation, values=changed, version=version, reason=reason)


def end_designation(
    *, actor: Actor, designation: Designation, until: date, reason: str, version: int | None = None
) -> Designation:
    """Say until when the area was a target area (that day included), and why it is one no longer.

    Raises Refused; Invalid without a reason or when the end comes before the beginning; Conflict.
    """
    ensure(rules.may_designate(actor, designation))
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the designation ends."))])
    ensure_valid(checks.in_order(designation.decided_on, until, "until"))
    return records.amend(
        actor=actor, record=designation, values={"until": until}, version=version, reason=reason, verb="end"
    )
