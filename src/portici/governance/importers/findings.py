"""What reading a register of decisions may find: what was found, what is accepted, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from portici.kernel.codes.parsed import error, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.text import fold

BODY = gettext_noop("The body that decided, by its code or its name.")
BODY_TODO = gettext_noop("Add the column “organo”, or choose one body for all when you bring the file in.")
DAY = gettext_noop("The day of the decision, or its year.")
DAY_TODO = gettext_noop("Add the date from the act.")
TITLE = gettext_noop("The title of the decision.")
TITLE_TODO = gettext_noop("Write what the decision is about.")


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """The names that are most like the text, at most three; a name's beginning counts too."""
    by_fold = {fold(name): name for name in names}
    wanted = fold(text)
    found = get_close_matches(wanted, by_fold, cutoff=0.5)
    found += [name for name in by_fold if wanted and name.startswith(wanted) and name not in found]
    return [by_fold[name] for name in found[:3]]


def missing(field: str, accepted: str, todo: str) -> Finding:
    return error("missing", "", Message(accepted), Message(todo)).at(field)


def unknown(field: str, text: str, near: Sequence[str]) -> Finding:
    """A body, an organisation, a project or an activity that is not there."""
    if near:
        accepted = Message(
            gettext_noop("One that is recorded; the nearest names: %(names)s."), {"names": "; ".join(near)}
        )
    else:
        accepted = Message(gettext_noop("One that is recorded; none has a like name."))
    todo = Message(gettext_noop("Correct the name, or record it first and bring the row in again."))
    return error("register.unknown", text, accepted, todo).at(field)


def several(field: str, text: str, count: int) -> Finding:
    accepted = Message(gettext_noop("A name that only one has; %(count)s have this one."), {"count": count})
    todo = Message(gettext_noop("Write its code or its reference instead."))
    return error("register.several", text, accepted, todo).at(field)


def bad_number(text: str) -> Finding:
    accepted = Message(gettext_noop("A number from 1 on, alone or with its year: 12, 12/2019."))
    return error("register.number", text, accepted, Message(gettext_noop("Correct the number."))).at("number")


def bad_day(field: str, text: str) -> Finding:
    accepted = Message(gettext_noop("A day that exists: 13/01/2021 or 2021-01-13."))
    return error("register.day", text, accepted, Message(gettext_noop("Correct the date."))).at(field)


def in_future(field: str, text: str, today: date) -> Finding:
    accepted = Message(gettext_noop("A day until today, %(day)s."), {"day": today.isoformat()})
    return error("register.future", text, accepted, Message(gettext_noop("Correct the date."))).at(field)


def too_old(text: str, first: int) -> Finding:
    accepted = Message(gettext_noop("A year from %(year)s on."), {"year": str(first)})
    return error("register.old", text, accepted, Message(gettext_noop("Correct the date."))).at("date")


def years_differ(year: int, day: date) -> Finding:
    accepted = Message(gettext_noop("The year of the date: %(year)s."), {"year": str(day.year)})
    todo = Message(gettext_noop("Correct the one or the other: the number is of the body and the year."))
    return error("register.year", str(year), accepted, todo).at("year")


def year_alone(year: int) -> Finding:
    accepted = Message(gettext_noop("The day of the decision; the first of January stands for it."))
    todo = Message(gettext_noop("Write the day on the decision's page, from the act."))
    return warning("register.year_alone", str(year), accepted, todo).at("date")


def taken_in_store(address: str, number: str) -> Finding:
    """Its address alone is told: whoever reads the run may not read the decision."""
    accepted = Message(
        gettext_noop("A number that no other decision has; %(address)s has this one, with another title."),
        {"address": address},
    )
    todo = Message(
        gettext_noop("Correct the number or the title; decisions that are there are not altered by a file.")
    )
    return error("register.taken", number, accepted, todo).at("number")


def taken_in_file(line: int, number: str) -> Finding:
    accepted = Message(
        gettext_noop(
            "A number that no other decision of the file has; line %(line)s has it with another title."
        ),
        {"line": line},
    )
    todo = Message(gettext_noop("Correct the number, or the title if it is the same decision."))
    return error("register.twice", number, accepted, todo).at("number")


def untold_text() -> Finding:
    accepted = Message(gettext_noop("The text of the decision; its title stands for it."))
    todo = Message(gettext_noop("Write the text on the decision's page before it is published."))
    return warning("register.text", "", accepted, todo).at("text")


def public_without_text() -> Finding:
    accepted = Message(gettext_noop("The text of a decision that is to be published."))
    todo = Message(gettext_noop("Write the text, or leave the column of the publication empty."))
    return error("register.public", "", accepted, todo).at("text")


def withheld_why() -> Finding:
    accepted = Message(gettext_noop("The reason why it is not published."))
    todo = Message(gettext_noop("Add the column “motivo”, or write the reason on the decision's page."))
    return warning("register.withheld", "", accepted, todo).at("withheld")


def unknown_word(field: str, text: str, words: Iterable[str]) -> Finding:
    accepted = Message(gettext_noop("One of: %(words)s."), {"words": ", ".join(words)})
    return error("register.word", text, accepted, Message(gettext_noop("Write the nearest one."))).at(field)


def due_before(due_on: date, decided_on: date) -> Finding:
    accepted = Message(gettext_noop("A day after the decision, %(day)s."), {"day": decided_on.isoformat()})
    todo = Message(gettext_noop("Check the two dates; the row was taken as it is."))
    return warning("register.due", due_on.isoformat(), accepted, todo).at("due")


def state_follows(text: str) -> Finding:
    accepted = Message(
        gettext_noop("Nothing: how far it is follows from the activity that the follow-up was placed on.")
    )
    todo = Message(gettext_noop("Check the activity's state; the word of the file was not kept."))
    return warning("register.follows", text, accepted, todo).at("state")


def which_activity(code: str, titles: Sequence[str]) -> Finding:
    accepted = Message(
        gettext_noop("The activity, when the project has several: %(titles)s."), {"titles": "; ".join(titles)}
    )
    todo = Message(
        gettext_noop(
            "Add the activity's title, or choose it on the decision's page; the state was kept as said."
        )
    )
    return warning("register.activity", code, accepted, todo).at("project")


def not_there(field: str, text: str) -> Finding:
    accepted = Message(
        gettext_noop("An earlier decision that is recorded or stands in the file: 12/2019, or its address.")
    )
    todo = Message(gettext_noop("Add that decision to the file, or correct its number."))
    return error("register.earlier", text, accepted, todo).at(field)


def not_earlier(field: str, text: str) -> Finding:
    accepted = Message(gettext_noop("A decision taken before this one."))
    return error(
        "register.order", text, accepted, Message(gettext_noop("Correct the number or the dates."))
    ).at(field)


def no_force(field: str, text: str, address: str) -> Finding:
    accepted = Message(
        gettext_noop("A decision that is in force; %(address)s took its place."), {"address": address}
    )
    todo = Message(gettext_noop("Name the decision that took its place."))
    return error("register.gone", text, accepted, todo).at(field)
