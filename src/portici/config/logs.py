"""Log lines as JSON, one object a line, without personal data.

A line has the time, the level, who speaks, what is said, and what a caller put into `extra`. Of an exception it has the type and the
places in the code, not its text: a store's error quotes the row that it refused, an address or a name with it.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

#: What callers may add; anything else is left out, so that nothing slips in by chance.
FIELDS = ("request", "route", "method", "status", "milliseconds", "queries", "task", "count")


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "what": self._what(record),
        }
        line |= {
            field: value
            for field in FIELDS
            if isinstance(value := getattr(record, field, None), str | int | float)
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)

    def _what(self, record: logging.LogRecord) -> str:
        # Django and its libraries put addresses typed by visitors into their arguments: their template says enough.
        return record.getMessage() if record.name.startswith("portici") else str(record.msg)


def places(trace: TracebackType | None) -> list[str]:
    """`file:line function` of each step, the innermost last; no source lines and no values."""
    return [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(trace)]
