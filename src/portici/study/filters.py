"""What lists of studies can be narrowed by."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.records.filters import PickFilter, RecordFilter

from .models import Proposal, Study


class StudyFilter(RecordFilter):
    class Meta:
        model = Study
        fields = ["q", "layer", "publication"]


class ProposalFilter(RecordFilter):
    edition = PickFilter(kind="edition", label=_("Edition"))

    class Meta:
        model = Proposal
        fields = ["q", "edition", "publication"]
