"""Papers of the bodies and their decisions."""

from __future__ import annotations

from portici.records.forms import RecordForm

from .models import Body


class BodyForm(RecordForm):
    """A body that decides."""

    class Meta:
        model = Body
        fields = ["name", "code", "description", "established_by", "established_on", "source", "language"]
