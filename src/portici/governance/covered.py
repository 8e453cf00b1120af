"""Deadlines as they are said where anybody may read along: at a terminal, in a mail, in a calendar that signs in nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from portici.deadlines.agenda import Line
from portici.records import registry
from portici.records.links import seen

from .papers.reading import OTHERS


def covered(lines: Iterable[Line]) -> list[Line]:
    """The same lines, of what is confidential without words: neither its name, nor why it is due, nor why it was put off."""
    listed = list(lines)
    open_to_all = {kind: _open(kind, listed) for kind in {line.kind for line in listed}}
    told = _("confidential, to be read in the office")
    return [
        line if line.ref in open_to_all[line.kind] else replace(line, label=told, why="", put_off_because="")
        for line in listed
    ]


def _open(kind: str, lines: list[Line]) -> set[str]:
    refs = {line.ref for line in lines if line.kind == kind}
    rows = seen(registry.kind(kind).model, OTHERS).filter(uid__in=refs)
    return set(rows.values_list("uid", flat=True))
