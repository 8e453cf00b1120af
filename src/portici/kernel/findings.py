"""What a check found, in a form that a page, a terminal and a corrected file can all show.

A text that people read is a `Message`: an English template and its parameters. The fronts translate the
template and fill it, so that the kernel needs no framework and no text is shown untranslated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self


def gettext_noop(template: str) -> str:
    """Mark a template for the translation catalogues; changes nothing."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A text to translate: an English template with `%(name)s` places, and what fills them."""

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.params if self.params else self.template


class Severity(StrEnum):
    """An error stops the value; a warning lets it in and stays beside it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: what was found, what is accepted, what to do."""

    severity: Severity
    code: str
    found: str
    accepted: Message
    todo: Message
    field: str = ""

    def at(self, name: str) -> Self:
        """The same finding, said of the field `name`."""
        return replace(self, field=name)

    def __str__(self) -> str:
        place = f"{self.field}: " if self.field else ""
        return f"{place}{self.found!r}. {self.accepted} {self.todo}".strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule book says: yes, or no with a reason that the page can show."""

    allowed: bool
    reason: Message | None = None

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(template: str, **params: object) -> Verdict:
    """A refusal; mark the template with `gettext_noop` where it is written."""
    return Verdict(allowed=False, reason=Message(template, params))


class DeskError(Exception):
    """What a desk answers when it does not do what was asked."""


class Refused(DeskError):
    """The rule book says no: who asks may not do this, or not now."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Invalid(DeskError):
    """The values cannot be taken; nothing was written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in self.findings))


class Conflict(DeskError):
    """Another person changed the record after the form was opened."""

    def __init__(self, *, expected: int, current: int) -> None:
        super().__init__(f"expected version {expected}, the record is at {current}")
        self.expected = expected
        self.current = current


def ensure(verdict: Verdict) -> None:
    """Pass on a yes; raise `Refused` on a no."""
    if not verdict and verdict.reason is not None:
        raise Refused(verdict.reason)


def ensure_valid(findings: Iterable[Finding]) -> list[Finding]:
    """Raise `Invalid` when one of the findings is an error; give the warnings back."""
    listed = list(findings)
    if any(finding.severity is Severity.ERROR for finding in listed):
        raise Invalid(listed)
    return listed
