"""What lists of studies can be narrowed by."""

from __future__ import annotations

from portici.records.filters import RecordFilter

from .models import Study


class StudyFilter(RecordFilter):
    class Meta:
        model = Study
        fields = ["q", "layer", "publication"]
