"""What lists of bodies and decisions can be narrowed by."""

from __future__ import annotations

from portici.records.filters import RecordFilter

from .models import Body


class BodyFilter(RecordFilter):
    class Meta:
        model = Body
        fields = ["publication"]
