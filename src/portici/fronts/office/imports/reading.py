"""What a run's page shows of findings and changes: texts in the reader's language, records by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portici.fronts import addresses
from portici.fronts.office.kit.reading import told_differences
from portici.imports.models import ImportFault, RowDifference
from portici.imports.queries import accepted_text, place_text, todo_text
from portici.kernel.actor import Actor
from portici.records import registry


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A finding with its texts translated."""

    fault: ImportFault

    @property
    def place(self) -> str:
        return place_text(self.fault)

    @property
    def accepted(self) -> str:
        return accepted_text(self.fault)

    @property
    def todo(self) -> str:
        return todo_text(self.fault)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What a run changed in one record; `url` is "" when the reader may not see it."""

    difference: RowDifference
    changes: dict[str, tuple[str, str]]
    label: str
    url: str


def fault_lines(faults: Iterable[ImportFault]) -> list[FaultLine]:
    return [FaultLine(fault) for fault in faults]


def changes_of(actor: Actor, differences: Iterable[RowDifference]) -> list[ChangeLine]:
    """Differences with the names of their records; one query a kind."""
    listed = list(differences)
    found: dict[tuple[str, str], Any] = {}
    for kind in {row.kind for row in listed} & {entry.name for entry in registry.kinds()}:
        uids = {row.ref for row in listed if row.kind == kind}
        for record in registry.kind(kind).visible_to(actor).filter(uid__in=uids):
            found[kind, record.uid] = record
    return [_line(row, found.get((row.kind, row.ref))) for row in listed]


def _line(row: RowDifference, record: Any) -> ChangeLine:
    label, url = (str(record), addresses.office_url(record)) if record else (row.ref, "")
    return ChangeLine(row, told_differences(row.kind, row.changes), label, url)
