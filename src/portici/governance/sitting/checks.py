"""What a check finds while a meeting is held."""

from __future__ import annotations

from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

from ..models import BodyRules, Delegate, Meeting, Member, Proxy
from ..voting import mandates_of, requirement_of


def of_the_body(meeting: Meeting, member: Member) -> list[Finding]:
    """An error for a seat of another body, or not held on the meeting's day."""
    day = meeting.day
    begun = member.since is None or member.since <= day
    lasts = member.until is None or day <= member.until
    if member.body_id == meeting.body_id and begun and lasts:
        return []
    accepted = Message(gettext_noop("A seat of the body, held on the day of the meeting."))
    todo = Message(gettext_noop("Choose one of the seats of that day."))
    return [error("sitting.seat", str(member.organisation), accepted, todo).at("member")]


def may_sit(meeting: Meeting, member: Member, delegate: Delegate | None) -> list[Finding]:
    """An error for a delegate of another seat, or whose mandate does not hold on the day."""
    if delegate is None:
        return []
    mandates = [one for one in mandates_of(member) if one.manner != "holder"]
    of_seat = delegate.member_id == member.pk
    days = [one for one in mandates if one.person == delegate.person_name and one.holds(meeting.day)]
    if of_seat and days:
        return []
    accepted = Message(gettext_noop("Who may sit in the seat on the day of the meeting."))
    todo = Message(gettext_noop("Appoint them in the body's page, or correct the days of the mandate."))
    return [error("sitting.mandate", delegate.person_name, accepted, todo).at("delegate")]


def proxy(meeting: Meeting, giver: Member, carrier: Member, rules: BodyRules | None) -> list[Finding]:
    """An error for a proxy that the body's rules do not let one give or carry."""
    most = rules.most_proxies if rules else 0
    carried = Proxy.objects.filter(meeting=meeting, carrier=carrier).exclude(giver=giver).count()
    if giver == carrier or giver.is_observer or carrier.is_observer:
        accepted = Message(gettext_noop("Another seat with a vote, for a seat with a vote."))
    elif most == 0:
        accepted = Message(gettext_noop("The body's rules let no seat vote for another."))
    elif carried >= most:
        accepted = Message(
            gettext_noop("A seat votes for at most %(most)s others, by the body's rules."), {"most": most}
        )
    else:
        return []
    todo = Message(gettext_noop("Choose another seat, or let somebody of the seat come."))
    return [error("sitting.proxy", str(carrier.organisation), accepted, todo).at("carrier")]


def proxy_once(before: Proxy | None, carrier: Member) -> list[Finding]:
    """An error when the seat has given its vote to another already."""
    if before is None or before.carrier_id == carrier.pk:
        return []
    accepted = Message(gettext_noop("One proxy for a seat and a meeting."))
    todo = Message(gettext_noop("Take back the one that was given first."))
    return [error("sitting.proxy-twice", str(before.carrier.organisation), accepted, todo).at("carrier")]


def majority_said(rules: BodyRules | None, matter: str) -> list[Finding]:
    """An error where no rules say a majority for the matter: such a vote could not be counted."""
    if rules is not None and requirement_of(rules, matter) is not None:
        return []
    accepted = Message(gettext_noop("A matter for which the body's rules of that day say a majority."))
    todo = Message(gettext_noop("Write the rules in the body's page first, with the act that gives them."))
    return [error("sitting.majority", "", accepted, todo).at("matter")]


def said(name: str, text: str) -> list[Finding]:
    """An error for a text that is empty."""
    if text.strip():
        return []
    accepted = Message(gettext_noop("A text."))
    return [error("sitting.text", "", accepted, Message(gettext_noop("Write it."))).at(name)]
