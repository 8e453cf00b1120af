"""What a check finds on sheets, projects and activities: computed when asked.

Only whether a sheet has errors is stored with it, for *what needs me*: what time alone brings is a warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from portici.kernel import clock
from portici.kernel.codes import Cup
from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, Severity, gettext_noop
from portici.kernel.money import Money
from portici.kernel.period import Period, is_likely
from portici.records.models import Publication

from .models import Activity, ActivityState, Project, Sheet

#: In the order in which money moves; none should be greater than the one before.
AMOUNTS = ("amount_programmed", "amount_admitted", "amount_committed", "amount_paid")
#: Euro; what is left unpaid of a finished project up to this much comes from rounding.
RESIDUAL = Decimal("1.00")
#: Years between the year in a CUP and the start of its project that need no second look.
CUP_YEARS = 3
LONG_YEARS = 10


def findings_on_sheet(sheet: Sheet) -> list[Finding]:
    """Everything that does not fit in a sheet as it stands. An error stops its publication.

    Real sheets are published with flaws (a start in the year 0021, more admitted than programmed): what can
    be a flaw of the source is a warning; what cannot be true, an error.
    """
    return [*_on_cup(sheet), *_on_period(sheet), *_on_amounts(sheet), *_on_residual(sheet)]


def has_errors(sheet: Sheet) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings_on_sheet(sheet))


def _on_cup(sheet: Sheet) -> Iterator[Finding]:
    if not sheet.cup.strip():
        accepted = Message(gettext_noop("The project's CUP: an act that funds it without one is null."))
        yield warning("sheet.cup.missing", "", accepted, Message(gettext_noop("Look it up in OpenCUP."))).at(
            "cup"
        )
        return
    read = Cup.parse(sheet.cup)
    yield from read.at("cup").findings
    year = read.value.year if read.value else None
    if year is None or sheet.starts_on is None or not is_likely(sheet.starts_on):
        return
    if abs(year - sheet.starts_on.year) > CUP_YEARS or (sheet.ends_on and year > sheet.ends_on.year):
        accepted = Message(
            gettext_noop(
                "A CUP of about the year in which the project starts, %(year)s; this is of %(cup)s."
            ),
            {"year": sheet.starts_on.year, "cup": year},
        )
        todo = Message(gettext_noop("Compare code and dates with the funding act."))
        yield warning("sheet.cup.year", sheet.cup, accepted, todo).at("cup")


def _on_period(sheet: Sheet) -> Iterator[Finding]:
    names = {"start": "starts_on", "end": "ends_on"}
    for finding in Period.of(sheet.starts_on, sheet.ends_on).findings:
        yield finding.at(names.get(finding.field, finding.field))
    for name, day in (("starts_on", sheet.starts_on), ("ends_on", sheet.ends_on)):
        if day is None:
            accepted = Message(gettext_noop("A date."))
            todo = Message(gettext_noop("Ask the implementing body; without it nothing can be late."))
            yield warning(f"sheet.{name}.missing", "", accepted, todo).at(name)


def _on_amounts(sheet: Sheet) -> Iterator[Finding]:
    present = [(name, amount) for name in AMOUNTS if (amount := getattr(sheet, name)) is not None]
    for name, amount in present:
        if amount < 0:
            accepted = Message(gettext_noop("An amount of zero or more."))
            yield error("sheet.amount.negative", str(amount), accepted, _check_amounts()).at(name)
    for (before, limit), (name, amount) in pairwise(present):
        if amount > limit:
            yield _too_much(before, limit, name, amount)


def _too_much(before: str, limit: Decimal, name: str, amount: Decimal) -> Finding:
    accepted = Message(
        gettext_noop(
            "At most %(limit)s, which is the amount before it: programmed, admitted, committed, paid."
        ),
        {"limit": Money(limit).format_it()},
    )
    make = error if (before, name) == ("amount_committed", "amount_paid") else warning
    return make(f"sheet.{name}.more", Money(amount).format_it(), accepted, _check_amounts()).at(name)


def _on_residual(sheet: Sheet) -> Iterator[Finding]:
    committed, paid = sheet.amount_committed, sheet.amount_paid
    ended = sheet.ends_on is not None and sheet.ends_on < clock.today()
    if committed is None or paid is None or not ended or not 0 < committed - paid <= RESIDUAL:
        return
    accepted = Message(
        gettext_noop(
            "All paid, or a residual explained: %(residual)s € of the committed amount are not paid."
        ),
        {"residual": Money(committed - paid).format_it()},
    )
    todo = Message(gettext_noop("Nothing: so small a residual comes from rounding instalments to the cent."))
    yield warning("sheet.residual", Money(paid).format_it(), accepted, todo).at("amount_paid")


def _check_amounts() -> Message:
    return Message(gettext_noop("Compare the amounts with the sheet as published."))


def on_sheet(sheet: Sheet) -> Iterator[Finding]:
    """For publication: what is on the sheet, and whether its project is open."""
    yield from findings_on_sheet(sheet)
    yield from project_open(sheet.project)


def on_project(project: Project) -> Iterator[Finding]:
    """For publication: the action's code agrees with the project's; the parent is open."""
    code, action = project.code, project.action
    if action and f"{action.code}." not in f"{code}.":
        accepted = Message(
            gettext_noop("An action whose code the project's begins with, like 3.3.1 for XX3.3.1.b.")
        )
        todo = Message(gettext_noop("Choose the action again, or correct the code."))
        yield warning("project.action", action.code, accepted, todo).at("action")
    if project.parent:
        yield from project_open(project.parent)


def project_open(project: Project) -> Iterator[Finding]:
    """A warning when the project is not published: what belongs to it stays hidden with it."""
    if project.publication != Publication.PUBLISHED:
        accepted = Message(gettext_noop("A published project."))
        todo = Message(gettext_noop("Publish the project too: until then nobody outside sees this."))
        yield warning("project.hidden", project.code, accepted, todo).at("project")


def period_of_activity(start: date | None, end: date | None) -> list[Finding]:
    """Errors when the end comes first or a year is not of these times: the plan is the office's own."""
    names = {"start": "starts_on", "end": "ends_on"}
    return [
        replace(finding, severity=Severity.ERROR).at(names.get(finding.field, finding.field))
        for finding in Period.of(start, end).findings
    ]


def on_activity(activity: Activity) -> Iterator[Finding]:
    """What does not fit in an activity as it stands; all but a wrong period are warnings."""
    start, end = activity.starts_on, activity.ends_on
    yield from period_of_activity(start, end)
    for name, day in (("starts_on", start), ("ends_on", end)):
        if day is None:
            accepted = Message(gettext_noop("A date."))
            todo = Message(gettext_noop("Give the date, so that the activity stands on the timeline."))
            yield warning(f"activity.{name}.missing", "", accepted, todo).at(name)
    if start and end and end.year - start.year > LONG_YEARS:
        accepted = Message(gettext_noop("A period of at most %(years)s years."), {"years": LONG_YEARS})
        yield warning(
            "activity.long", end.isoformat(), accepted, Message(gettext_noop("Check the year."))
        ).at("ends_on")
    if activity.responsible_id is None:
        accepted = Message(gettext_noop("An organisation that answers for the activity."))
        yield warning("activity.responsible", "", accepted, Message(gettext_noop("Say who."))).at(
            "responsible"
        )
    yield from _on_dependencies(activity)
    yield from _on_milestones(activity)
    yield from project_open(activity.project)


def _on_dependencies(activity: Activity) -> Iterator[Finding]:
    for other in activity.depends_on.all():
        if activity.starts_on and other.ends_on and activity.starts_on <= other.ends_on:
            accepted = Message(
                gettext_noop("A start after %(end)s, when what it depends on ends."),
                {"end": other.ends_on.isoformat()},
            )
            todo = Message(gettext_noop("Move one of the two, or take the dependency off."))
            yield warning("activity.early", other.title, accepted, todo).at("depends_on")
        started = activity.state in (ActivityState.RUNNING, ActivityState.DONE)
        if started and other.state in (ActivityState.PLANNED, ActivityState.CANCELLED):
            accepted = Message(gettext_noop("What it depends on under way or done."))
            todo = Message(gettext_noop("Check the state of the two activities."))
            yield warning("activity.ahead", other.title, accepted, todo).at("depends_on")


def _on_milestones(activity: Activity) -> Iterable[Finding]:
    for milestone in activity.milestones.all():
        if not Period(activity.starts_on, _end_of(activity)).contains(milestone.due_on):
            accepted = Message(gettext_noop("A day within the activity's period."))
            todo = Message(gettext_noop("Correct the day, or the period."))
            yield warning("milestone.outside", milestone.title, accepted, todo).at("milestones")
        if activity.state == ActivityState.DONE and milestone.reached_on is None:
            accepted = Message(gettext_noop("All milestones reached, in an activity that is done."))
            todo = Message(gettext_noop("Say when it was reached, or remove it with the reason."))
            yield warning("milestone.open", milestone.title, accepted, todo).at("milestones")


def _end_of(activity: Activity) -> date | None:
    start, end = activity.starts_on, activity.ends_on
    return None if start and end and end < start else end
