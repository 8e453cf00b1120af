"""What a check finds on agreements and what hangs from them: in the desks, and before publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from portici.kernel import clock
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop

from ..models import Agreement, Commitment, Organisation, Pledge, PledgeKind, Unit, in_force

#: What each kind of pledge is measured in.
UNITS: dict[str, tuple[Unit, ...]] = {
    PledgeKind.MONEY: (Unit.EURO,),
    PledgeKind.TIME: (Unit.HOURS, Unit.DAYS, Unit.PEOPLE),
    PledgeKind.PLACE: (Unit.ROOMS, Unit.SQUARE_METRES, Unit.HOURS, Unit.DAYS),
    PledgeKind.EQUIPMENT: (Unit.PIECES, Unit.HOURS, Unit.DAYS),
}


def in_order(start: date | None, end: date | None, field: str) -> list[Finding]:
    """An error when the end comes before the start."""
    if start is None or end is None or start <= end:
        return []
    accepted = Message(gettext_noop("A day on or after the first, %(first)s."), {"first": start.isoformat()})
    todo = Message(gettext_noop("Correct one of the two dates."))
    return [error("period.order", end.isoformat(), accepted, todo).at(field)]


def not_later(day: date | None, field: str) -> list[Finding]:
    """An error when the day has not come yet."""
    if day is None or day <= clock.today():
        return []
    accepted = Message(gettext_noop("Today, %(today)s, or before."), {"today": clock.today().isoformat()})
    return [
        error("date.future", day.isoformat(), accepted, Message(gettext_noop("Correct the date."))).at(field)
    ]


def is_party(agreement: Agreement, organisation: Organisation) -> list[Finding]:
    """An error when the organisation is not party to the agreement today."""
    rows = agreement.parties.filter(in_force(clock.today()), organisation=organisation)
    if rows.exists():
        return []
    accepted = Message(gettext_noop("An organisation that is party to the agreement today."))
    todo = Message(gettext_noop("Add it to the parties, or take its adhesion in first."))
    return [error("agreement.party", str(organisation), accepted, todo).at("organisation")]


def not_party(agreement: Agreement, organisation: Organisation) -> list[Finding]:
    """An error when the organisation is party to the agreement already."""
    if not agreement.parties.filter(in_force(clock.today()), organisation=organisation).exists():
        return []
    accepted = Message(gettext_noop("An organisation that is not party to the agreement yet."))
    todo = Message(gettext_noop("Open the agreement: it is among the parties."))
    return [error("agreement.twice", str(organisation), accepted, todo).at("organisation")]


def open_to_all(agreement: Agreement) -> list[Finding]:
    """An error when the agreement takes no further actors, or is closed."""
    if agreement.is_open and agreement.closed_on is None:
        return []
    accepted = Message(gettext_noop("An agreement that is open to further actors."))
    todo = Message(gettext_noop("Choose another, or open the agreement first."))
    return [error("agreement.shut", str(agreement), accepted, todo).at("agreement")]


def measured(kind: str, quantity: Decimal | None, unit: str) -> list[Finding]:
    """Errors for nothing at all, and for a unit that the kind is not measured in."""
    findings = []
    if quantity is None or quantity <= 0:
        accepted = Message(gettext_noop("A quantity above zero."))
        todo = Message(gettext_noop("Write how much is offered."))
        findings.append(error("pledge.quantity", str(quantity or ""), accepted, todo).at("quantity"))
    if kind in UNITS and unit not in UNITS[kind]:
        accepted = Message(
            gettext_noop("For what is offered, one of: %(units)s."),
            {"units": ", ".join(str(one.label) for one in UNITS[kind])},
        )
        todo = Message(gettext_noop("Choose the unit that fits what is offered."))
        findings.append(error("pledge.unit", unit, accepted, todo).at("unit"))
    return findings


def on_agreement(agreement: Agreement) -> Iterator[Finding]:
    """For publication: an error for dates out of order; warnings without parties, act or signature."""
    yield from in_order(agreement.starts_on, agreement.ends_on, "ends_on")
    if agreement.pk and not agreement.parties.exists():
        yield _lacking("parties", gettext_noop("Add who is party to it."))
    if agreement.signed_on is None:
        yield _lacking("signed_on", gettext_noop("Write when it was signed."))
    if not agreement.act.strip():
        yield _lacking("act", gettext_noop("Write the act that approves it."))


def _lacking(field: str, todo: str) -> Finding:
    accepted = Message(gettext_noop("It can be published without."))
    return warning("agreement.lacking", "", accepted, Message(todo)).at(field)


def facts(agreement: Agreement) -> dict[str, object]:
    """What anybody may see of an agreement: what an exhibit's digest is taken of."""
    parties = agreement.parties.select_related("organisation")
    return {
        "uid": agreement.uid,
        "kind": agreement.kind,
        "title": agreement.title,
        "purpose": agreement.purpose,
        "act": agreement.act,
        "signed_on": agreement.signed_on,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "closed_on": agreement.closed_on,
        "text": agreement.text,
        "parties": sorted(f"{party.organisation.uid}:{party.role}" for party in parties),
        "commitments": sorted(_told(one) for one in agreement.commitments.select_related("organisation")),
    }


def _told(commitment: Commitment) -> str:
    return f"{commitment.organisation.uid}:{commitment.text}:{commitment.due_on or ''}:{commitment.done_on or ''}"


def offered(pledge: Pledge) -> list[Finding]:
    """What is wrong with a pledge as it stands."""
    return [
        *measured(pledge.kind, pledge.quantity, pledge.unit),
        *in_order(pledge.offered_on, pledge.answer_by, "answer_by"),
    ]
