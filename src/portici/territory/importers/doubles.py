"""Rows of a table of figures that speak of what an earlier row spoke of: the later one would overwrite it in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portici.imports.importer import Row
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

#: What a row speaks of, and what it says of it; nothing known of it for None.
Subject = Callable[[Row], tuple[tuple[str, ...], tuple[str, ...]]]


def without_doubles(rows: Iterator[Row], subject: Subject) -> Iterator[Row]:
    """The rows, those that contradict an earlier one with a finding; one that repeats it to the letter is no harm."""
    seen: dict[int, tuple[int, int]] = {}
    for row in rows:
        of, says = subject(row)
        line, said = seen.setdefault(hash(of), (row.line, hash(says)))
        if any(of) and said != hash(says) and not row.findings:
            yield Row(row.line, row.raw, (_contradicts(of, line),))
        else:
            yield row


def _contradicts(of: tuple[str, ...], line: int) -> Finding:
    accepted = Message(
        gettext_noop("One row for each area, indicator and period; line %(line)s says another value."),
        {"line": line},
    )
    todo = Message(gettext_noop("Find out which of the two is right, and take the other one out."))
    return error("figures.twice", " ".join(filter(None, of)), accepted, todo)
