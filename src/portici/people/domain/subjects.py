"""Desks for a person's data over all rooms: handed over, erased, deleted at the end of their term."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from portici.journal.domain import write_entry
from portici.kernel import clock
from portici.kernel.actor import Actor, system_actor
from portici.kernel.findings import Finding, Invalid, Message, Severity, ensure, gettext_noop
from portici.kernel.subjects import SHORTEST, Found, Outcome, Person, holders
from portici.people import rules
from portici.people.models import User
from portici.records.models import new_uid

HOUSE = system_actor("personal data")
KIND = "subject"


def export_subject(*, actor: Actor, email: str, names: Collection[str] = ()) -> list[Found]:
    """All that the house knows of the person, place by place; told in the journal without saying of whom.

    `names`: what else names the person, and was not found with the address. Raises Refused, Invalid.
    """
    ensure(rules.may_handle_subjects(actor))
    person = person_of(email, names)
    found = [Found(holder.holding, holder.find(person)) for holder in holders()]
    with transaction.atomic():
        counts = {one.holding.name: len(one.rows) for one in found if one.rows}
        write_entry(actor=actor, verb="export-subject", kind=KIND, ref=new_uid(), counts=counts)
    return found


def erase_subject(*, actor: Actor, email: str, reason: str, names: Collection[str] = ()) -> list[Outcome]:
    """Erase all that names the person, in one transaction; what the law keeps is in the outcomes with its ground.

    Raises Refused; Invalid when there is no reason, it names the person, or a name is too short to be theirs alone.
    """
    ensure(rules.may_handle_subjects(actor))
    person = person_of(email, names)
    if actor.uid and actor.uid == person.uid:
        raise Invalid([_own()])
    if not reason.strip() or any(text.lower() in reason.lower() for text in person.words):
        raise Invalid([_bad_reason()])
    with transaction.atomic():
        outcomes = [holder.erase(person, HOUSE, reason) for holder in holders()]
        counts = {one.holding.name: one.erased for one in outcomes if one.erased}
        write_entry(actor=actor, verb="erase-subject", kind=KIND, ref=new_uid(), counts=counts, reason=reason)
    return outcomes


def dispose_due(*, actor: Actor) -> dict[str, int]:
    """Delete what is past its period, place by place; how many rows went. Raises Refused."""
    ensure(rules.may_handle_subjects(actor))
    today = clock.today()
    with transaction.atomic():
        gone = {holder.holding.name: holder.dispose(HOUSE, today) for holder in holders()}
        counts = {name: count for name, count in gone.items() if count}
        if counts:
            write_entry(actor=actor, verb="retention", kind=KIND, ref=str(today), counts=counts)
    return gone


def person_of(email: str, names: Collection[str] = ()) -> Person:
    """The person of an address, with what the rooms know to be theirs. Raises Invalid."""
    short = [name for name in names if len(name.strip()) < SHORTEST]
    if "@" not in email or short:
        raise Invalid([_not_a_person(short[0] if short else email)])
    address = email.strip().lower()
    texts = {text for holder in holders() for text in holder.texts_of(address)}
    uid = User.objects.filter(email__iexact=address).values_list("uid", flat=True).first()
    return Person(address, frozenset(texts | {name.strip() for name in names}), uid or "")


def _finding(code: str, found: str, accepted: str, todo: str, field: str) -> Finding:
    return Finding(Severity.ERROR, code, found, Message(accepted), Message(todo), field)


def _bad_reason() -> Finding:
    accepted = gettext_noop("A reason, which stays in the journal and so does not name the person.")
    return _finding(
        "subject.reason",
        "",
        accepted,
        gettext_noop("Write the number of the request, for example."),
        "reason",
    )


def _not_a_person(found: str) -> Finding:
    accepted = gettext_noop(
        "An e-mail address, and names of at least five letters: a shorter one is in words about others."
    )
    return _finding(
        "subject.person", found, accepted, gettext_noop("Give the address and the whole name."), "email"
    )


def _own() -> Finding:
    accepted = gettext_noop("The address of somebody else: nobody erases the own data alone.")
    return _finding("subject.own", "", accepted, gettext_noop("Ask another administrator."), "email")
