"""What is wrong with a pack, said with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portici.kernel.faults import Fault, Faulty
from portici.kernel.findings import Finding, Message, Severity

__all__ = ["Fault", "Faulty", "Origin", "fault", "faults_of"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item of the pack stands: file (relative to the pack's folder), line, and the line of each
    key.
    """

    file: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)


def fault(
    origin: Origin, code: str, found: object, accepted: Message, todo: Message, *, name: str = ""
) -> Fault:
    """An error of the pack at the key `name` of an item."""
    finding = Finding(Severity.ERROR, code, str(found), accepted, todo, name)
    return Fault(origin.file, origin.line_of(name), finding)


def faults_of(origin: Origin, findings: Iterable[Finding]) -> list[Fault]:
    """What a desk or a check found, said of the item that it was asked about."""
    return [Fault(origin.file, origin.line_of(finding.field), finding) for finding in findings]
