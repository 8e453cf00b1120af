"""What a room must offer to take a file, and how it answers for each row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.kernel.findings import Finding, Severity
from portici.kernel.parsing import parse_flag

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


#: The choices of an option that is a yes or no.
FLAG = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it came: `line` counts from 1 with the header; a feature of a GeoJSON counts from 1."""

    line: int
    raw: Mapping[str, str]
    #: What reading it found; a row with an error among them is told and not handed to `apply`.
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be said beside the file; `choices` when only some values are accepted, each with its
    label for people in `labels`."""

    name: str
    label: str | _StrPromise
    help: str | _StrPromise = ""
    choices: tuple[str, ...] = ()
    labels: tuple[str | _StrPromise, ...] = ()

    def accepts(self, text: str) -> bool:
        """Whether the text is one of the choices; of a yes or no, any usual spelling."""
        if self.is_flag:
            return parse_flag(text).ok
        return not self.choices or text in self.choices

    @property
    def is_flag(self) -> bool:
        return self.choices == FLAG


#: What every kind of file that may come in a workbook or an archive asks besides its own options.
PART = Option(
    "part",
    _("Part of the file"),
    _("Of a workbook with several tables the sheet, of an archive with several layers the layer."),
)
#: How the names of files that have parts end.
WITH_PARTS = (".xlsx", ".zip")


def is_on(options: Mapping[str, str], name: str) -> bool:
    """Whether the yes or no of this name was said to be yes."""
    return bool(parse_flag(options.get(name, "")).value)


@dataclass(slots=True)
class Report:
    """What became of the rows of a batch."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    warned: int = 0
    faults: list[tuple[Row, Finding]] = field(default_factory=list)
    #: Row differences told in the journal's entry of the run: (kind, uid, {field: (before, after)}).
    differences: list[tuple[str, str, dict[str, tuple[str, str]]]] = field(default_factory=list)

    def tell(self, row: Row, findings: Iterable[Finding]) -> bool:
        """Keep the findings of a row and count it as refused or warned; whether it can be taken."""
        listed = list(findings)
        self.faults.extend((row, finding) for finding in listed)
        if any(finding.severity is Severity.ERROR for finding in listed):
            self.refused += 1
            return False
        self.warned += bool(listed)
        return True


class Importer(ABC):
    """One kind of file. Rooms subclass it and put it into `imports.registry` from `AppConfig.ready()`."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    #: What the file must be, shown beside the upload: layout, columns, where it is published.
    help: ClassVar[str | Promise]
    extensions: ClassVar[tuple[str, ...]]
    batch_size: ClassVar[int] = 500
    #: Where a row stands in its file, for who looks it up there.
    place: ClassVar[str | Promise] = _("line %(number)s")
    #: The options that `read` and `apply` know; when none is declared, any is let through.
    options: ClassVar[tuple[Option, ...]] = ()

    @property
    def asked(self) -> tuple[Option, ...]:
        """The options to ask for: its own, and the part of a file that may have several."""
        return (*self.options, PART) if set(self.extensions) & set(WITH_PARTS) else self.options

    def examine(self, path: Path, options: Mapping[str, str]) -> Iterable[Finding]:  # noqa: ARG002 -- every importer is asked alike
        """Warnings on the file as a whole (a legacy encoding, letters encoded twice), told once as line 0."""
        return ()

    def column_of(self, row: Row, field: str) -> str:  # noqa: ARG002 -- every importer is asked alike
        """What the file itself calls the field that a finding is said of."""
        return field

    @abstractmethod
    def read(self, path: Path, options: Mapping[str, str]) -> Iterator[Row]:
        """The rows, one at a time, so that memory does not grow with the file.

        Raises Invalid when the file as a whole cannot be taken (not text, wrong columns, truncated): nothing
        is written then.
        """

    @abstractmethod
    def apply(
        self,
        rows: Sequence[Row],
        *,
        actor: Actor,
        options: Mapping[str, str],
        report: Report,
        run_uid: str,
        write: bool,
    ) -> None:
        """Take one batch inside the caller's transaction, or with `write=False` say what taking it would do.

        Must be repeatable: a batch applied twice leaves what one leaves, and counts as unchanged.
        """
