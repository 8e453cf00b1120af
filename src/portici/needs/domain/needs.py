"""Desks for needs: record, amend, close, open again; answered follows from what answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import Links, kept, only, unseen
from portici.territory.models import Area, Indicator

from .. import answers, checks, rules
from ..models import Listening, Need, NeedState, TargetGroup

AMENDABLE = (
    "area", "theme", "title", "description", "source", "people_affected", "severity", "evidence",
    "recorded_on", "language",
)  # fmt: skip
LINKS = ("groups", "indicators", "listenings")


def record_need(
    *,
    actor: Actor,
    area: Area,
    theme: str,
    title: str,
    source: str,
    description: str = "",
    groups: Sequence[TargetGroup] = (),
    people_affected: int | None = None,
    severity: int = 3,
    evidence: str = "",
    indicators: Sequence[Indicator] = (),
    listenings: Sequence[Listening] = (),
    recorded_on: date | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Need:
    """Record what an area lacks, who says so and on which evidence (today, unless told when).

    Raises Refused; Invalid for a theme or severity (1-5) out of the list, a day to come, no source, a number of people
    that no city has.
    """
    ensure(rules.may_record_need(actor, area))
    links: Links = {"groups": groups, "indicators": indicators, "listenings": listenings}
    need = Need(
        area=area,
        theme=theme,
        title=title.strip(),
        description=description,
        source=source.strip(),
        people_affected=people_affected,
        severity=severity,
        evidence=evidence,
        recorded_on=recorded_on or clock.today(),
        language=language,
        is_example=is_example,
    )
    findings = [
        *checks.not_in_future(need.recorded_on, "recorded_on"),
        *checks.people_counted(people_affected, "people_affected"),
    ]
    ensure_valid([*findings, *unseen(actor, {}, links)])
    return records.add(actor=actor, record=need, links=links)


def amend_need(
    *,
    actor: Actor,
    need: Need,
    values: Mapping[str, Any],
    links: Links | None = None,
    version: int | None = None,
    reason: str = "",
) -> Need:
    """Change fields and links, except the state. Whoever moves it to another area must be at home in both.

    Raises Refused, Invalid, Conflict.
    """
    ensure(rules.may_amend_need(actor, need))
    changed, chosen = only(values, AMENDABLE), only(links or {}, LINKS)
    if "area" in changed:
        ensure(rules.may_record_need(actor, changed["area"]))
    findings = [
        *checks.not_in_future(changed.get("recorded_on"), "recorded_on"),
        *checks.people_counted(changed.get("people_affected"), "people_affected"),
    ]
    ensure_valid([*findings, *unseen(actor, changed, chosen)])
    changed, chosen = kept(actor, need, changed, chosen)
    return records.amend(
        actor=actor, record=need, values=changed, links=chosen, version=version, reason=reason
    )


def close_need(*, actor: Actor, need: Need, reason: str, version: int | None = None) -> Need:
    """Close a need, with the reason: it is met, or no longer there. Raises Refused, Invalid, Conflict."""
    return _move(actor, need, NeedState.CLOSED, reason, version, verb="close")


def reopen_need(*, actor: Actor, need: Need, reason: str, version: int | None = None) -> Need:
    """Open a closed need again; it is answered at once when something answers it.

    Raises Refused, Invalid, Conflict.
    """
    with transaction.atomic():
        _move(actor, need, NeedState.OPEN, reason, version, verb="reopen")
        mark_answered(actor=actor, needs=[need])
    need.refresh_from_db()
    return need


def mark_answered(*, actor: Actor, needs: Iterable[Need]) -> None:
    """Make the needs' state follow from what answers them now; closed ones stay closed.

    Called by the upper rooms' desks after their own rule book has said yes.
    """
    keys = {need.pk for need in needs}
    if not keys:
        return
    answered = answers.answered(keys)
    with transaction.atomic():
        for need in Need.objects.filter(pk__in=keys).exclude(state=NeedState.CLOSED).order_by("pk"):
            state = NeedState.ANSWERED if need.pk in answered else NeedState.OPEN
            records.amend(actor=actor, record=need, values={"state": state}, verb="answer")


def _move(actor: Actor, need: Need, state: NeedState, reason: str, version: int | None, *, verb: str) -> Need:
    ensure(rules.may_amend_need(actor, need))
    if not reason.strip():
        raise Invalid([records.missing("reason", gettext_noop("Write why the need changes its state."))])
    with transaction.atomic():
        ensure(rules.NEED_STATES.allows(NeedState(records.locked(need).state), state))
        return records.amend(
            actor=actor, record=need, values={"state": state}, version=version, reason=reason, verb=verb
        )
