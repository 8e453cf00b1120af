"""What is wrong with a file that a person wrote, said with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .findings import Finding, Invalid


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A finding on a line of a file; line 0 is the file as a whole."""

    file: str
    line: int
    finding: Finding = field(compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.finding}"


class Faulty(Invalid):
    """The files cannot be taken; `faults` says where and why. Nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(fault.finding for fault in self.faults)
