"""The timeline as the office shows it: the portal's drawing, with links to the office's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse

from portici.fronts import timeline as drawn
from portici.programme.models import Activity


def timeline_of(activities: Iterable[Activity]) -> drawn.Drawing | None:
    """The drawing of the first activities that have dates; None when none has."""
    drawing = drawn.timeline_of(activities)
    if drawing is None:
        return None
    rows = (replace(row, url=reverse("office:activity", args=[row.bar.ref])) for row in drawing.rows)
    return replace(drawing, rows=tuple(rows))
