"""What reading a text gives: the value, or nothing, with what was found on the way.

Every reader of the kernel (codes, money, dates, numbers) answers with a `Parsed`, so that an import can
collect the findings of a whole file and a form can show those of one field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..findings import Finding, Invalid, Message, Severity, gettext_noop

T = TypeVar("T")

_FOUND_LENGTH = 80
# Blanks, the marks without width that come with copied text, and the dashes that people write between groups.
_BETWEEN = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad\\-\u2010-\u2015\u2212]+")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """The value read, or None, with its findings.

    An error leaves no value; warnings stay beside it. A text that stands for "no value" (`n.d.`), where the
    reader takes one, gives neither a value nor an error: it is `ok`, and `require()` refuses it.

    >>> Parsed("x").ok, Parsed("x").require()
    (True, 'x')
    """

    value: T | None
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing found is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    def at(self, name: str) -> Parsed[T]:
        """The same, with every finding said of the field `name`."""
        return Parsed(self.value, tuple(finding.at(name) for finding in self.findings))

    def require(self) -> T:
        """The value; raises `Invalid`, with the findings, when there is none."""
        if self.value is None:
            raise Invalid(self.findings or (_missing(),))
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A code in its one spelling. Make it with the class's `parse`; the constructor trusts its caller."""

    text: str

    def __str__(self) -> str:
        return self.text


def error(code: str, found: str, accepted: Message, todo: Message) -> Finding:
    """A finding that stops the value."""
    return Finding(Severity.ERROR, code, shown(found), accepted, todo)


def warning(code: str, found: str, accepted: Message, todo: Message) -> Finding:
    """A finding that lets the value in."""
    return Finding(Severity.WARNING, code, shown(found), accepted, todo)


def shown(text: str) -> str:
    """The text as a finding quotes it: without outer blanks, at most 80 characters.

    >>> shown("  abc "), len(shown("x" * 500))
    ('abc', 80)
    """
    stripped = text.strip()
    return stripped if len(stripped) <= _FOUND_LENGTH else stripped[: _FOUND_LENGTH - 1] + "…"


def squeeze(text: str) -> str:
    """Without blanks and dashes, ASCII letters in upper case; others stay, for the check to find.

    >>> squeeze(" f39g-1600 0350007 ")
    'F39G16000350007'
    >>> squeeze("ß")
    'ß'
    """
    return upper(_BETWEEN.sub("", text))


def upper(text: str) -> str:
    """ASCII letters in upper case and nothing else changed (`str.upper` would turn ß into SS)."""
    return "".join(char.upper() if char.isascii() else char for char in text)


def lower(text: str) -> str:
    """ASCII letters in lower case and nothing else changed."""
    return "".join(char.lower() if char.isascii() else char for char in text)


def check_by_hand() -> Message:
    """What to do about a code that is unusual and may still be right."""
    return Message(
        gettext_noop("Compare it with the document it comes from; leave it as it is if they agree.")
    )


def _missing() -> Finding:
    return error(
        "missing",
        "",
        Message(gettext_noop("A value is needed here.")),
        Message(gettext_noop("Write the value.")),
    )


__all__ = ["Code", "Parsed", "check_by_hand", "error", "lower", "shown", "squeeze", "upper", "warning"]
