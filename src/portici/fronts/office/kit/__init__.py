"""What the office's screens are made of: lists, papers to fill in, a record's page. A room's views say only
what is its own."""

from .chain import Step, step
from .companions import shown_with
from .facts import Fact, facts_of, visible
from .forms import AddView, AmendView, DeskView, Prefill
from .lists import RecordList
from .pages import OfficeUp, OfficeView, RecordPage, record_or_404
from .papers import may_add, may_edit
from .rows import ActView, RowView, SmallForm

__all__ = [
    "ActView",
    "AddView",
    "AmendView",
    "DeskView",
    "Fact",
    "OfficeUp",
    "OfficeView",
    "Prefill",
    "RecordList",
    "RecordPage",
    "RowView",
    "SmallForm",
    "Step",
    "facts_of",
    "may_add",
    "may_edit",
    "record_or_404",
    "shown_with",
    "step",
    "visible",
]
