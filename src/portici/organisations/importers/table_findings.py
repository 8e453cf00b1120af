"""What reading an office's table may find, and its dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from portici.kernel.codes import Parsed
from portici.kernel.codes.parsed import error, shown, warning
from portici.kernel.findings import Finding, Message, gettext_noop
from portici.kernel.parsing import is_null

from ..models import CodeScheme, Organisation, OrganisationType

_DAY = re.compile(r"(?:(?P<y>[12][0-9]{3})(?:-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2}))?)(?:[T ].*)?")
_ITALIAN_DAY = re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[12][0-9]{3})")


def parse_day(text: str) -> Parsed[date]:
    """A day, 2021-01-13 or 13/01/2021; of a year its first day."""
    if is_null(text):
        return Parsed(None)
    match = _DAY.fullmatch(text.strip()) or _ITALIAN_DAY.fullmatch(text.strip())
    try:
        if match:
            return Parsed(date(int(match["y"]), int(match["m"] or 1), int(match["d"] or 1)))
    except ValueError:
        pass
    accepted = Message(gettext_noop("A date like 13/01/2021 or 2021-01-13, or a year."))
    todo = Message(gettext_noop("Correct the date; the row was taken without it."))
    return Parsed(None, (error("date.shape", text, accepted, todo),))


def nameless() -> Finding:
    accepted = Message(gettext_noop("A name in every row."))
    return error("missing", "", accepted, Message(gettext_noop("Write the organisation's name."))).at("name")


def typeless() -> Finding:
    accepted = Message(
        gettext_noop("One of the types: %(types)s."), {"types": ", ".join(map(str, OrganisationType.labels))}
    )
    todo = Message(
        gettext_noop("Add a column “tipo”, or choose one type for all when you bring the file in.")
    )
    return error("type.missing", "", accepted, todo).at("type")


def unknown_type(text: str) -> Finding:
    accepted = Message(
        gettext_noop("One of the types: %(types)s."), {"types": ", ".join(map(str, OrganisationType.labels))}
    )
    todo = Message(gettext_noop("Write the nearest one."))
    return error("type.unknown", text, accepted, todo).at("type")


def unknown_comune(text: str, nearest: Sequence[str]) -> Finding:
    """The organisation may sit elsewhere: a warning, and the row is taken with the name as it was found."""
    if nearest:
        accepted = Message(
            gettext_noop("A comune of the territory that is loaded; the nearest names: %(names)s."),
            {"names": ", ".join(nearest)},
        )
    else:
        accepted = Message(gettext_noop("A comune of the territory that is loaded; none has a like name."))
    todo = Message(
        gettext_noop(
            "Correct the name, unless the seat is elsewhere; without a comune it is on no area's page."
        )
    )
    return warning("comune.unknown", text, accepted, todo).at("town")


def unknown_scheme(text: str) -> Finding:
    accepted = Message(
        gettext_noop("Codes each with its kind, such as fiscal:01232710374; the kinds are %(kinds)s."),
        {"kinds": ", ".join(CodeScheme.values)},
    )
    todo = Message(gettext_noop("Write the kind before the code, with a blank between two codes."))
    return error("codes.shape", text, accepted, todo).at("codes")


def no_whole(name: str) -> Finding:
    accepted = Message(
        gettext_noop(
            "The name of one organisation that is there, or stands in the rows before or near this one."
        )
    )
    todo = Message(gettext_noop("Bring the file in again once it is there, or say it on the record's page."))
    return warning("organisation.no_whole", name, accepted, todo).at("part_of")


def type_guessed(name: str, guess: str) -> Finding:
    accepted = Message(gettext_noop("The type was taken from the name: %(type)s."), {"type": guess})
    todo = Message(gettext_noop("Check it, and amend it if it is another."))
    return warning("type.guessed", name, accepted, todo).at("type")


def several(name: str, count: int) -> Finding:
    accepted = Message(
        gettext_noop("A name that only one organisation has; %(count)s have this one."), {"count": count}
    )
    todo = Message(gettext_noop("Add a code to the row, so that it is clear which one is meant."))
    return error("organisation.ambiguous", name, accepted, todo).at("name")


def likely(scores: Mapping[int, float]) -> Finding:
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:3]
    names = "; ".join(Organisation.objects.filter(pk__in=best).values_list("name", flat=True))
    accepted = Message(
        gettext_noop("It was added as new; it may be one that is there: %(names)s."), {"names": names}
    )
    todo = Message(gettext_noop("Open both, and merge them if they are one."))
    return warning("organisation.duplicate", shown(names), accepted, todo).at("name")
