"""From asking to join an agreement to adhering to it: proposed, assessed, admitted or not, adhered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from portici.kernel import clock
from portici.kernel.actor import Actor
from portici.kernel.findings import Invalid, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only, unseen

from ... import queries
from ...domain.memberships import join
from ...models import Agreement, Candidacy, CandidacyState, Organisation
from ...rules import standing
from .. import checks, rules
from .parties import take_in

AMENDABLE = frozenset({"reason", "proposed_on", "language"})


def propose_candidacy(
    *,
    actor: Actor,
    agreement: Agreement,
    organisation: Organisation,
    reason: str,
    proposed_on: date | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Candidacy:
    """Record that an organisation asks to join. Raises Refused; Invalid when it is a party, or asks already."""
    organisation = standing(organisation)
    ensure(rules.may_propose_for(actor, organisation))
    day = proposed_on or clock.today()
    named = {"agreement": agreement, "organisation": organisation}
    with transaction.atomic():
        current = records.locked(agreement)
        ensure_valid(
            [
                *unseen(actor, named),
                *checks.not_later(day, "proposed_on"),
                *checks.open_to_all(current),
                *checks.not_party(current, organisation),
            ]
        )
        candidacy = Candidacy(
            **named, reason=reason, proposed_on=day, language=language, is_example=is_example
        )
        return records.add(actor=actor, record=candidacy)


def amend_candidacy(
    *, actor: Actor, candidacy: Candidacy, values: Mapping[str, Any], version: int | None = None
) -> Candidacy:
    """Change what it says, until it is assessed. Raises Refused, Invalid, Conflict."""
    given = only(values, AMENDABLE)
    with transaction.atomic():
        ensure(rules.may_amend_candidacy(actor, records.locked(candidacy)))
        ensure_valid(checks.not_later(given.get("proposed_on"), "proposed_on"))
        return records.amend(actor=actor, record=candidacy, values=given, version=version)


def assess_candidacy(
    *, actor: Actor, candidacy: Candidacy, assessment: str, version: int | None = None
) -> Candidacy:
    """Write what the office finds. Raises Refused, Invalid without words, Conflict."""
    if not assessment.strip():
        raise Invalid([records.missing("assessment", gettext_noop("Write what the office finds."))])
    return _move(actor, candidacy, CandidacyState.ASSESSED, "assess", version, assessment=assessment)


def decide_candidacy(
    *,
    actor: Actor,
    candidacy: Candidacy,
    admitted: bool,
    outcome: str,
    act: str = "",
    decided_on: date | None = None,
    version: int | None = None,
) -> Candidacy:
    """Admit it or not, with the reason. Raises Refused, Invalid without a reason, Conflict."""
    day = decided_on or clock.today()
    findings = checks.not_later(day, "decided_on")
    if not outcome.strip():
        findings.append(records.missing("outcome", gettext_noop("Write the reason.")))
    ensure_valid(findings)
    to = CandidacyState.ADMITTED if admitted else CandidacyState.REFUSED
    return _move(actor, candidacy, to, "decide", version, outcome=outcome, act=act, decided_on=day)


def adhere(
    *,
    actor: Actor,
    candidacy: Candidacy,
    adhered_on: date | None = None,
    act: str = "",
    version: int | None = None,
) -> Candidacy:
    """Take the adhesion in: the organisation becomes party to the agreement, and a member of the network that it founds.

    Raises Refused, Invalid, Conflict.
    """
    day = adhered_on or clock.today()
    ensure_valid(checks.not_later(day, "adhered_on"))
    with transaction.atomic():
        agreement = records.locked(candidacy.agreement)
        values = {"adhered_on": day, **({"act": act} if act else {})}
        done = _move(actor, candidacy, CandidacyState.ADHERED, "adhere", version, **values)
        ensure_valid([*checks.open_to_all(agreement), *checks.not_party(agreement, done.organisation)])
        said = act or done.act
        take_in(actor=actor, agreement=agreement, organisation=done.organisation, since=day, reason=said)
        _join_network(actor, agreement, done.organisation, day, said)
    return done


def _join_network(
    actor: Actor, agreement: Agreement, organisation: Organisation, since: date, source: str
) -> None:
    """Make it a member of the network that the agreement founds, unless it is one today."""
    if agreement.network is None:
        return
    network = standing(agreement.network)
    if not queries.memberships_of(actor, organisation, on=since).filter(network=network).exists():
        join(actor=actor, member=organisation, network=network, since=since, source=source)


def renounce_candidacy(
    *, actor: Actor, candidacy: Candidacy, outcome: str, version: int | None = None
) -> Candidacy:
    """Give up asking, saying why. Raises Refused, Invalid without a reason, Conflict."""
    if not outcome.strip():
        raise Invalid([records.missing("outcome", gettext_noop("Write the reason."))])
    return _move(actor, candidacy, CandidacyState.RENOUNCED, "renounce", version, outcome=outcome)


def _move(
    actor: Actor, candidacy: Candidacy, to: CandidacyState, verb: str, version: int | None, **values: Any
) -> Candidacy:
    """To the next state, if it is open: the row is locked before it is asked."""
    with transaction.atomic():
        ensure(rules.may_move_candidacy(actor, records.locked(candidacy), to))
        return records.amend(
            actor=actor, record=candidacy, values={"state": to, **values}, version=version, verb=verb
        )
