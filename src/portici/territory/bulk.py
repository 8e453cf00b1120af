"""Many records or rows written with few queries: what an import needs, where `records.domain` writes one at a
time.

The journal is told once, by the run, with the differences kept here; versions rise and search words are kept
all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from portici.imports.importer import Report
from portici.kernel import clock
from portici.kernel.findings import Finding
from portici.records.domain import as_findings, stamp
from portici.records.models import Publication, Record

R = TypeVar("R", bound=Record)

Difference = tuple[str, str, dict[str, tuple[str, str]]]
#: Rows of one statement; SQLite takes 32,766 parameters.
CHUNK = 500


@dataclass(slots=True)
class Tally:
    """What became of rows, and the differences that the journal's entry of the run keeps."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    differences: list[Difference] = field(default_factory=list)

    def plus(self, other: Tally) -> Tally:
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            [*self.differences, *other.differences],
        )

    def counts(self) -> dict[str, int]:
        return {"added": self.added, "changed": self.changed, "unchanged": self.unchanged}

    def tell(self, report: Report) -> None:
        """Add what became of the rows to an import's report."""
        report.added += self.added
        report.changed += self.changed
        report.unchanged += self.unchanged
        report.differences.extend(self.differences)


class Intake(Generic[R]):
    """Collects new and changed records of one kind, then writes them together."""

    def __init__(self, model: type[R], *, publish: bool = False) -> None:
        self.model = model
        self.publish = publish
        self.new: list[R] = []
        self.changed: list[R] = []
        self.tally = Tally()
        self._fields: set[str] = set()

    def take(self, existing: R | None, values: Mapping[str, Any]) -> tuple[R, list[Finding]]:
        """The record with the values; not collected when there are findings. Foreign keys are given as
        `…_id`."""
        record = (
            existing if existing is not None else self.model(created_at=clock.now(), updated_at=clock.now())
        )
        wanted = {**values, **self._publication(record)}
        changes = {
            name: ("" if existing is None else str(getattr(record, name) or ""), str(value or ""))
            for name, value in wanted.items()
            if existing is None or getattr(record, name) != value
        }
        for name, value in wanted.items():
            setattr(record, name, value)
        findings = _field_findings(record)
        if not findings:
            self._collect(record, changes, new=existing is None)
        return record, findings

    def write(self) -> None:
        """Store what was collected: one statement for the new, one for the changed."""
        manager = self.model._default_manager
        manager.bulk_create(self.new, batch_size=CHUNK)
        if self.changed:
            fields = [*self._fields, "version", "updated_at", "search_text"]
            manager.bulk_update(self.changed, fields, batch_size=CHUNK // 5)

    def _publication(self, record: R) -> dict[str, Any]:
        if not self.publish or record.publication != Publication.DRAFT:
            return {}
        return {
            "publication": Publication.PUBLISHED.value,
            "published_at": record.published_at or clock.now(),
        }

    def _collect(self, record: R, changes: dict[str, tuple[str, str]], *, new: bool) -> None:
        if not new and not changes:
            self.tally.unchanged += 1
            return
        stamp(record, new=new)
        self.tally.differences.append((record.KIND, record.uid, changes))
        if new:
            self.tally.added += 1
            self.new.append(record)
            return
        record.version += 1
        self.tally.changed += 1
        self.changed.append(record)
        self._fields.update(name.removesuffix("_id") for name in changes)


def _field_findings(record: Record) -> list[Finding]:
    """Each field's own checks. Foreign keys are left out: they were read from the store, and checking asks
    for each again."""
    from django.core.exceptions import ValidationError

    foreign = {item.name for item in record._meta.fields if item.is_relation}
    try:
        record.clean_fields(exclude=foreign)
    except ValidationError as error:
        return as_findings(record, error)
    return []
