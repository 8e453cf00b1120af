"""What a check finds on bodies and decisions: in the desks, and before publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max
from django.utils import translation

from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.needs.checks import not_in_future
from portici.records.models import Publication

from .meetings.seats import accounts_of
from .models import Body, BodyRules, Decision, Delegate, Member
from .sitting.verdicts import told_in_words


def next_free(body: Body, year: int) -> int:
    """The number after the last one of the body in the year."""
    last = Decision.objects.filter(body=body, year=year).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def number_taken(body: Body, year: int, number: int) -> list[Finding]:
    """An error when a decision has the number; it says which is the next free."""
    others = Decision.objects.filter(body=body, year=year, number=number)
    accepted = Message(
        gettext_noop("A number that the body has not used in %(year)s; the next free is %(next)s."),
        {"year": str(year), "next": next_free(body, year)},
    )
    todo = Message(gettext_noop("Leave the number empty: the next free is taken."))
    return [error("decision.number", str(other), accepted, todo).at("number") for other in others[:1]]


def number_shape(number: int) -> list[Finding]:
    """An error below 1."""
    if number >= 1:
        return []
    accepted = Message(gettext_noop("A number from 1 on."))
    todo = Message(gettext_noop("Leave the number empty: the next free is taken."))
    return [error("decision.number", str(number), accepted, todo).at("number")]


def number_stays(decision: Decision, changed: Mapping[str, Any]) -> list[Finding]:
    """An error for another number or year than the decision was stored with: left free, they would be given twice."""
    number, day = changed.get("number", decision.number), changed.get("decided_on", decision.decided_on)
    given = {"number": number == decision.number, "decided_on": day.year == decision.year}
    accepted = Message(
        gettext_noop("Number and year as they were first written down: %(number)s."),
        {"number": f"{decision.number}/{decision.year}"},
    )
    todo = Message(
        gettext_noop("Leave them; record another decision, and say of this one why it is withheld.")
    )
    found = {"number": number, "decided_on": day}
    return [
        error("decision.number", str(found[name]), accepted, todo).at(name)
        for name, stays in given.items()
        if not stays
    ]


def as_voted(decision: Decision, changed: Mapping[str, Any]) -> list[Finding]:
    """An error for another day or text than the vote settled, or grounds that do not begin with its verdict."""
    if decision.motion is None:
        return []
    settled = ("decided_on", "text")
    wrong = [
        name for name in settled if changed.get(name, getattr(decision, name)) != getattr(decision, name)
    ]
    if not changed.get("grounds", decision.grounds).startswith(verdict_in(decision)):
        wrong.append("grounds")
    accepted = Message(gettext_noop("Day, text and verdict as they follow from the vote."))
    todo = Message(gettext_noop("Leave them; what else it stands on is written after the verdict."))
    return [error("decision.voted", "", accepted, todo).at(name) for name in wrong]


def verdict_in(decision: Decision) -> str:
    """What of the grounds tells the verdict; all of them when its words are told otherwise since."""
    if decision.motion is None:
        return ""
    with translation.override(decision.language):
        told = told_in_words(decision.motion.verdict)
    return told if decision.grounds.startswith(told) else decision.grounds


def quorum_share(rules: BodyRules) -> list[Finding]:
    """An error for a share of nobody, of more than all, or of more than all of them."""
    share = rules.quorum
    if share is None or 0 < share < 1 or (share == 1 and not rules.quorum_strict):
        return []
    accepted = Message(gettext_noop("A share above nothing, up to all: 1/2, 2/3, 1/1."))
    todo = Message(
        gettext_noop(
            "Correct the share, or leave out that it must be passed; where no act says, leave it empty."
        )
    )
    return [error("rules.quorum", rules.quorum_share, accepted, todo).at("quorum_share")]


def rules_twice(rules: BodyRules) -> list[Finding]:
    """An error when the body has other rules from the same day."""
    others = BodyRules.objects.filter(body=rules.body, in_force_from=rules.in_force_from).exclude(pk=rules.pk)
    accepted = Message(gettext_noop("A day from which the body has no other rules."))
    todo = Message(gettext_noop("Amend the rules of that day, or say from when these hold."))
    return [error("rules.twice", str(other), accepted, todo).at("in_force_from") for other in others[:1]]


def weight_of_observer(member: Member) -> list[Finding]:
    """An error for an observer who weighs something or presides."""
    if not member.is_observer or (member.weight == 1 and not member.presides):
        return []
    accepted = Message(gettext_noop("An observer has no vote: neither a weight nor the chair."))
    todo = Message(gettext_noop("Leave the weight at 1 and the chair out, or do not mark an observer."))
    return [error("member.observer", str(member.weight), accepted, todo).at("is_observer")]


def withheld_says_why(decision: Decision) -> list[Finding]:
    """An error for what is confidential without a reason."""
    if not decision.is_confidential or decision.withheld_because.strip():
        return []
    accepted = Message(gettext_noop("The reason why the decision is confidential."))
    todo = Message(gettext_noop("Write the reason: the law that says so, or whose interest it protects."))
    return [error("decision.confidential", "", accepted, todo).at("withheld_because")]


def account_of_body(seat: Member | Delegate, body: Body) -> list[Finding]:
    """An error for an account newly said to sit that does not hold the role of member for the body.

    One that has lost the role may stay on record: a seat is ended, and a name taken away, after the role is.
    """
    stored = type(seat)._default_manager.filter(pk=seat.pk).values_list("account", flat=True).first()
    if seat.account_id in {None, stored} or accounts_of(body).filter(pk=seat.account_id).exists():
        return []
    accepted = Message(gettext_noop("An account with the role of member of this body."))
    todo = Message(gettext_noop("Have the administrator give the role, or leave the account empty."))
    return [error("seat.account", "", accepted, todo).at("account")]


#: More warnings of one kind than anybody reads.
MOST_WARNED = 10


def on_body(body: Body) -> Iterator[Finding]:
    """For publication: a warning without members."""
    yield from not_in_future(body.established_on, "established_on")
    if not body.members.exists():
        accepted = Message(gettext_noop("A body with its members."))
        yield warning("body.empty", "", accepted, Message(gettext_noop("Add who sits in it."))).at("members")


def on_decision(decision: Decision) -> Iterator[Finding]:
    """For publication: text and day; a warning without grounds, or with a body that is not published."""
    if not decision.text.strip():
        accepted = Message(gettext_noop("The text of the decision."))
        yield error("decision.text", "", accepted, Message(gettext_noop("Write the text."))).at("text")
    yield from not_in_future(decision.decided_on, "decided_on")
    if not decision.grounds.strip() and not decision.exhibits.exists():
        accepted = Message(gettext_noop("Grounds, or records that the decision stands on."))
        todo = Message(gettext_noop("Add them now: once published, the decision is not altered."))
        yield warning("decision.grounds", "", accepted, todo).at("grounds")
    yield from _begun_before(decision)
    if decision.body.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published body."))
        todo = Message(gettext_noop("Publish the body too: until then nobody outside sees this."))
        yield warning("body.hidden", decision.body.name, accepted, todo).at("body")


def _begun_before(decision: Decision) -> Iterator[Finding]:
    """A warning for each of the first activities that begin before the decision that they carry out."""
    before = decision.activities.filter(starts_on__lt=decision.decided_on).order_by("starts_on", "pk")
    for activity in before[:MOST_WARNED]:
        accepted = Message(
            gettext_noop("An activity that begins on the day of the decision or after: %(day)s."),
            {"day": decision.decided_on.isoformat()},
        )
        todo = Message(
            gettext_noop("Check the two dates; if it was under way already, let the decision's text say so.")
        )
        found = f"{activity.title}, {activity.starts_on}"
        yield warning("decision.begun", found, accepted, todo).at("activities")
