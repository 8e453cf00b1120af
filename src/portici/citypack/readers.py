"""How the value of a key or of a cell is read: each reader takes what TOML or CSV gives and answers with a
`Parsed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from portici.kernel.codes import Cup, FiscalCode, ProjectCode
from portici.kernel.codes.parsed import Parsed, error
from portici.kernel.findings import Message, gettext_noop
from portici.kernel.money import Money
from portici.kernel.parsing import is_null, parse_decimal
from portici.kernel.uploads.archives import is_plain

T = TypeVar("T")
Reader = Callable[[object], Parsed[T]]

_OFFSET = re.compile(r"-?[0-9]{1,4}")
_REF = re.compile(r"[\w.()'/-]{1,80}")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def text(value: object) -> Parsed[str]:
    """A text; a number stands for its digits."""
    if isinstance(value, str) and "\0" in value:
        return _not_a(
            value,
            gettext_noop("A text without the character NUL."),
            gettext_noop("Write it again by hand: it was damaged."),
        )
    if isinstance(value, str):
        return Parsed(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Parsed(str(value))
    return _not_a(value, gettext_noop("A text."), gettext_noop("Put it between quotes."))


def verbatim(value: object) -> Parsed[str]:
    """A text with its lines where they are, since what is wrong with one of them is told by its number."""
    parsed = text(value)
    return Parsed(str(value)) if parsed.value else parsed


def ref(value: object) -> Parsed[str]:
    """A short name by which other files of the pack speak of the item."""
    if isinstance(value, str) and _REF.fullmatch(value.strip()):
        return Parsed(value.strip())
    return _not_a(
        value,
        gettext_noop("A short name without blanks, like comune-capoluogo."),
        gettext_noop("Use letters, digits, points, strokes and dashes only."),
    )


def texts(value: object) -> Parsed[tuple[str, ...]]:
    """A list of texts; in a CSV cell they are divided by `|`."""
    if "\0" in str(value) or (isinstance(value, list) and any("\0" in str(part) for part in value)):
        return _not_a(
            value,
            gettext_noop("A list of texts without the character NUL."),
            gettext_noop("Write it again by hand: it was damaged."),
        )
    if isinstance(value, str):
        return Parsed(tuple(part.strip() for part in value.split("|") if part.strip()))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return Parsed(tuple(part.strip() for part in value))
    return _not_a(
        value, gettext_noop("A list of texts."), gettext_noop('Write ["one", "two"], in a CSV cell one|two.')
    )


def boolean(value: object) -> Parsed[bool]:
    if isinstance(value, bool):
        return Parsed(value)
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return Parsed(value.strip().lower() == "true")
    return _not_a(value, gettext_noop("true or false."), gettext_noop("Write one of the two."))


def whole(value: object) -> Parsed[int | None]:
    """A whole number of zero or more; nothing for an empty cell."""
    if isinstance(value, str) and is_null(value):
        return Parsed(None)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Parsed(value)
    if isinstance(value, str) and value.strip().isdecimal():
        return Parsed(int(value))
    return _not_a(value, gettext_noop("A whole number."), gettext_noop("Write the digits only."))


def count(value: object) -> Parsed[int]:
    """A whole number of zero or more, which must be there."""
    parsed = whole(value)
    if parsed.value is None and parsed.ok:
        return _not_a(value, gettext_noop("A whole number."), gettext_noop("Write the digits only."))
    return Parsed(parsed.value, parsed.findings)


def offset(value: object) -> Parsed[int | None]:
    """A whole number of days, below zero for days that have passed."""
    text = str(value).strip()
    if isinstance(value, int | str) and not isinstance(value, bool) and _OFFSET.fullmatch(text):
        return Parsed(int(text))
    accepted = gettext_noop("A whole number of days, with a minus for days that have passed: -45, 14.")
    return _not_a(value, accepted, gettext_noop("Write the digits only."))


def hour(value: object) -> Parsed[time | None]:
    """An hour of the day."""
    if isinstance(value, time):
        return Parsed(value)
    try:
        return Parsed(time.fromisoformat(str(value).strip()))
    except ValueError:
        accepted = gettext_noop("An hour of the day: 09:30.")
        return _not_a(value, accepted, gettext_noop("Write hours and minutes."))


def decimal(value: object) -> Parsed[float | None]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Parsed(float(value))
    parsed = parse_decimal(str(value))
    return Parsed(None if parsed.value is None else float(parsed.value), parsed.findings)


def day(value: object) -> Parsed[date | None]:
    """A day: a TOML date or 2021-03-30; nothing for an empty cell. Any year that a calendar has is taken as
    published.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return Parsed(value)
    if isinstance(value, str) and is_null(value):
        return Parsed(None)
    try:
        return Parsed(date.fromisoformat(str(value).strip()))
    except ValueError:
        return _not_a(
            value,
            gettext_noop("A day of the calendar, like 2021-03-30."),
            gettext_noop("Write year, month and day, or leave it out when it is not known."),
        )


def day_or_never(value: object) -> Parsed[date | None]:
    """A day, or the word never."""
    if isinstance(value, str) and value.strip() == "never":
        return Parsed(None)
    parsed = day(value)
    if parsed.value is None:
        return _not_a(
            value,
            gettext_noop("A day like 2026-03-30, or “never”."),
            gettext_noop("Write the day when the address was last tried."),
        )
    return parsed


def inner_path(value: object) -> Parsed[str]:
    """The path of a file below a folder, which it cannot leave."""
    if isinstance(value, str) and is_plain(value.strip()):
        return Parsed(value.strip())
    return _not_a(
        value,
        gettext_noop("A path below the folder of the data, like scuole/statali.csv, without “..”."),
        gettext_noop("Put the file into the folder and write its path from there."),
    )


def sha256(value: object) -> Parsed[str]:
    """The SHA-256 of a file in hexadecimal digits; empty when it is not pinned."""
    if isinstance(value, str) and re.fullmatch(r"(?:[0-9a-fA-F]{64})?", value.strip()):
        return Parsed(value.strip().lower())
    return _not_a(
        value,
        gettext_noop("A SHA-256: 64 digits from 0 to 9 and a to f."),
        gettext_noop("Copy it from the publisher's page, or from the output of sha256sum."),
    )


def amount(value: object) -> Parsed[Decimal | None]:
    """Euro with two decimals; nothing for an empty cell. A TOML float is refused: it is not exact."""
    if isinstance(value, float | bool):
        return _not_a(
            value,
            gettext_noop("An exact amount."),
            gettext_noop('Put it between quotes, like "412248.84".'),
        )
    parsed = Money.parse(str(value))
    return Parsed(None if parsed.value is None else parsed.value.amount, parsed.findings)


def cup(value: object) -> Parsed[str]:
    """A CUP in its one spelling; empty when the source has none."""
    if is_null(str(value)):
        return Parsed("")
    parsed = Cup.parse(str(value))
    return Parsed(None if parsed.value is None else str(parsed.value), parsed.findings)


def fiscal_code(value: object) -> Parsed[str]:
    """An organisation's fiscal code; empty when no document gives it."""
    if is_null(str(value)):
        return Parsed("")
    parsed = FiscalCode.parse_organisation(str(value))
    return Parsed(None if parsed.value is None else str(parsed.value), parsed.findings)


def project_code(value: object) -> Parsed[str]:
    """A project code in its one spelling; empty for none."""
    if is_null(str(value)):
        return Parsed("")
    parsed = ProjectCode.parse(str(value))
    return Parsed(None if parsed.value is None else str(parsed.value), parsed.findings)


def email(value: object) -> Parsed[str]:
    if isinstance(value, str) and (not value.strip() or _ADDRESS.fullmatch(value.strip())):
        return Parsed(value.strip().lower())
    return _not_a(
        value,
        gettext_noop("An e-mail address such as name@body.example."),
        gettext_noop("Correct the address."),
    )


def web_address(value: object) -> Parsed[str]:
    if isinstance(value, str) and (not value.strip() or re.match(r"https?://[^\s/]+", value.strip())):
        return Parsed(value.strip())
    return _not_a(
        value,
        gettext_noop("An address that begins with https:// or http://."),
        gettext_noop("Correct the address."),
    )


def choice(options: type[Enum]) -> Reader[str]:
    """One of the values of an enumeration of the house."""
    accepted = [str(option.value) for option in options]

    def read(value: object) -> Parsed[str]:
        if isinstance(value, str) and value.strip() in accepted:
            return Parsed(value.strip())
        return Parsed(
            None,
            (
                error(
                    "pack.choice",
                    str(value),
                    Message(
                        gettext_noop("One of: %(accepted)s."), {"accepted": ", ".join(filter(None, accepted))}
                    ),
                    Message(gettext_noop("Choose one of them.")),
                ),
            ),
        )

    return read


def table(value: object) -> Parsed[Mapping[str, Any]]:
    """A table of the file, kept as it is (a formula, options); in a CSV cell `name=text|name=text`."""
    if isinstance(value, dict):
        return Parsed(value)
    if isinstance(value, str):
        pairs = [part.partition("=") for part in value.split("|") if part.strip()]
        if all(mark for _name, mark, _text in pairs):
            return Parsed({name.strip(): said.strip() for name, _mark, said in pairs})
    return _not_a(
        value,
        gettext_noop("A table."),
        gettext_noop("Write {name = value}, in a CSV cell name=text|name=text."),
    )


def _each(value: object, read: Reader[str]) -> Parsed[tuple[str, ...]]:
    listed = texts(value)
    if listed.value is None:
        return listed
    parts = [read(part) for part in listed.value]
    findings = tuple(finding for part in parts for finding in part.findings)
    if any(not part.ok for part in parts):
        return Parsed(None, findings)
    return Parsed(tuple(part.value or "" for part in parts), findings)


def _not_a(value: object, accepted: str, todo: str) -> Parsed[Any]:
    return Parsed(None, (error("pack.value", str(value), Message(accepted), Message(todo)),))
