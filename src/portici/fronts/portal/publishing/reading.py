"""What the portal shows besides records, with a visitor's eyes."""

from __future__ import annotations

from typing import Any

from portici.kernel.actor import VISITOR
from portici.publishing import queries
from portici.records.models import Record


def attached(record: Record) -> dict[str, Any]:
    """The gallery and the documents of a record, in their order."""
    rows = queries.attachments(VISITOR, record)
    return {"gallery": queries.gallery(rows), "papers": queries.documents(rows)}
