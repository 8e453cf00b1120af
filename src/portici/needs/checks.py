"""What a check finds on designations, needs, opportunities and listening sessions: in the desks, and before publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from portici.kernel import clock
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.traces import Trace, masked, traces
from portici.records.models import Publication
from portici.territory.models import Area

from .models import Designation, Listening, Need, Opportunity

#: No metropolitan city of Italy has as many inhabitants.
MOST_PEOPLE = 5_000_000


def not_in_future(day: date | None, field: str) -> list[Finding]:
    """An error when the day has not come yet."""
    if day is None or day <= clock.today():
        return []
    accepted = Message(gettext_noop("Today, %(today)s, or before."), {"today": clock.today().isoformat()})
    return [error("date.future", day.isoformat(), accepted, _correct()).at(field)]


def people_counted(people: int | None, field: str) -> list[Finding]:
    """An error when nobody, or more people than can live in a metropolitan city, would be affected."""
    if people is None or 1 <= people <= MOST_PEOPLE:
        return []
    accepted = Message(gettext_noop("A whole number from 1 to %(most)s."), {"most": MOST_PEOPLE})
    todo = Message(gettext_noop("Correct it, or leave it empty when there is no estimate."))
    return [error("need.people", str(people), accepted, todo).at(field)]


def in_order(start: date | None, end: date | None, field: str) -> list[Finding]:
    """An error, at the end's field, when the end comes before the start."""
    if start is None or end is None or start <= end:
        return []
    accepted = Message(
        gettext_noop("The end comes on or after the start, %(start)s."), {"start": start.isoformat()}
    )
    return [error("period.order", end.isoformat(), accepted, _correct()).at(field)]


def already_designated(
    area: Area, decided_on: date, until: date | None, *, but: Designation | None = None
) -> list[Finding]:
    """An error when another designation of the area holds on a day of this one."""
    others = holding([area], decided_on, until)
    if but is not None:
        others = others.exclude(pk=but.pk)
    accepted = Message(gettext_noop("One designation of an area at a time."))
    todo = Message(gettext_noop("End the one in force first, or amend it."))
    return [error("designation.twice", str(other), accepted, todo).at("area") for other in others[:1]]


def holding(areas: Iterable[Area], decided_on: date, until: date | None) -> QuerySet[Designation]:
    """The designations of these areas that hold on a day from `decided_on` to `until`; none that was withdrawn."""
    found = Designation.objects.filter(Q(until=None) | Q(until__gte=decided_on), area__in=list(areas))
    if until is not None:
        found = found.filter(decided_on__lte=until)
    return found.exclude(publication=Publication.WITHDRAWN).select_related("area")


def on_designation(designation: Designation) -> Iterable[Finding]:
    """For publication: a reason, and figures or written evidence; the area published."""
    if not designation.reason.strip():
        accepted = Message(gettext_noop("The reason of the designation."))
        todo = Message(gettext_noop("Write the reason."))
        yield error("designation.reason", "", accepted, todo).at("reason")
    if not designation.evidence.strip() and not designation.figures.exists():
        accepted = Message(gettext_noop("At least one figure, or written evidence."))
        todo = Message(gettext_noop("Import indicators of the area, or write what the designation rests on."))
        yield error("designation.evidence", "", accepted, todo).at("evidence")
    yield from in_order(designation.decided_on, designation.until, "until")
    yield from area_open(designation.area)


def on_need(need: Need) -> Iterable[Finding]:
    """For publication: who said it; a warning without evidence or people."""
    if not need.source.strip():
        accepted = Message(gettext_noop("Who said it, where, when."))
        yield error("need.source", "", accepted, Message(gettext_noop("Write the source."))).at("source")
    yield from not_in_future(need.recorded_on, "recorded_on")
    if not need.evidence.strip() and not need.indicators.exists():
        accepted = Message(gettext_noop("Written evidence, or indicators that speak for the need."))
        todo = Message(gettext_noop("Add what is known; the need can be published without."))
        yield warning("need.evidence", "", accepted, todo).at("evidence")
    yield from area_open(need.area)


def on_opportunity(opportunity: Opportunity) -> Iterable[Finding]:
    """For publication: something that is at hand."""
    if not (opportunity.organisation_id or opportunity.place_id or opportunity.subject_ref):
        accepted = Message(gettext_noop("An organisation, a place, or a project of the register."))
        yield error("opportunity.subject", "", accepted, Message(gettext_noop("Say what is at hand."))).at(
            "organisation"
        )
    until = opportunity.available_until
    if until is not None and until < clock.today():
        accepted = Message(gettext_noop("A day to come."))
        todo = Message(gettext_noop("Check whether it is still available."))
        yield warning("opportunity.past", until.isoformat(), accepted, todo).at("available_until")
    yield from area_open(opportunity.area)


def area_open(area: Area) -> Iterable[Finding]:
    """A warning when the area is not published: what hangs from it stays hidden with it."""
    if area.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published area."))
        todo = Message(gettext_noop("Publish the area too: until then nobody outside sees this."))
        yield warning("area.hidden", area.name, accepted, todo).at("area")


def on_listening(listening: Listening) -> Iterable[Finding]:
    """For publication: the day and the area; a warning for what looks like the trace of a person."""
    yield from not_in_future(listening.held_on, "held_on")
    known = _names_around(listening)
    yield from of_people(listening.summary, "summary", known)
    for excerpt in listening.excerpts.exclude(text="").order_by("pk"):
        yield from of_people(excerpt.text, "excerpts", known)
    yield from area_open(listening.area)


def of_people(text: str, field: str, known: Iterable[str] = ()) -> Iterable[Finding]:
    """A warning for each thing in the text that looks like a name, a telephone, an e-mail address, a fiscal code.

    What was found is masked: the warning is shown to more people than the text.
    """
    for kind, found in traces(text, known):
        todo = Message(gettext_noop("Look at the words again: take out what tells who spoke."))
        yield warning(f"person.{kind.name.lower()}", masked(found), Message(_TRACES[kind]), todo).at(field)


_TRACES = {
    Trace.NAME: gettext_noop("No names of people: this looks like one."),
    Trace.PHONE: gettext_noop("No telephone numbers: this looks like one."),
    Trace.EMAIL: gettext_noop("No e-mail addresses: this looks like one."),
    Trace.FISCAL_CODE: gettext_noop("No fiscal codes: this looks like one."),
}


def _names_around(listening: Listening) -> list[str]:
    """What is spoken of there and is no person: its area and place, who led it."""
    around = (listening.area, listening.place, listening.led_by)
    return [record.name for record in around if record is not None]


def _correct() -> Message:
    return Message(gettext_noop("Correct the date."))
