"""The portal's list of decisions, and the same rows as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import (
    ROW,
    RecordColumn,
    RecordsColumn,
    SelfColumn,
    StateColumn,
    link_to,
)
from portici.fronts.wording import moment_text
from portici.governance.following.filters import FORCE, IN_FORCE, OVERTAKEN
from portici.governance.following.queries import states_of
from portici.governance.following.states import DecisionState
from portici.kernel.actor import VISITOR
from portici.kernel.clock import OFFICE_ZONE
from portici.records.badges import badge, tone_of
from portici.records.tables import DayColumn


class ForceColumn(tables.Column):
    """Whether a later decision took the force from it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(accessor="is_overtaken", orderable=False, **options)

    def render(self, value: bool) -> str:
        return str(dict(FORCE)[OVERTAKEN if value else IN_FORCE])


class DecisionTable(tables.Table):
    number = tables.Column(verbose_name=_("Number"), order_by=("year", "number"))
    decided_on = DayColumn(verbose_name=_("Decided on"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    title = SelfColumn(verbose_name=_("Decision"))
    kind = tables.Column(verbose_name=_("Kind"))
    execution = tables.Column(accessor="pk", orderable=False, verbose_name=_("How far it is"))
    force = ForceColumn(verbose_name=_("Force"))
    activities = RecordsColumn(verbose_name=_("Carried out by"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No decision answers to these words and filters.")

    def render_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"

    value_number = render_number

    def render_execution(self, record: Any) -> SafeString:
        state = self.states_on_page[record.pk]
        return badge(state.label, tone_of(state))

    def value_execution(self, record: Any) -> str:
        return str(self.states_in_file[record.pk].label)

    @cached_property
    def states_on_page(self) -> dict[int, DecisionState]:
        """How far the decisions of the page are, by primary key."""
        return _states(self.paginated_rows)

    @cached_property
    def states_in_file(self) -> dict[int, DecisionState]:
        """How far all are, by primary key: a file has every row, whatever page was asked for with it."""
        return _states(self.rows)


def _states(rows: Iterable[tables.rows.BoundRow]) -> dict[int, DecisionState]:
    return states_of(VISITOR, [row.record.pk for row in rows])


class MeetingTable(tables.Table):
    number = SelfColumn(verbose_name=_("Meeting"), order_by=("year", "number"))
    body = RecordColumn(verbose_name=_("Body"), order_by=("body__name",))
    starts_at = tables.Column(verbose_name=_("Begins"))
    place = tables.Column(verbose_name=_("Place"))
    state = StateColumn(verbose_name=_("State"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No meeting answers to these words and filters.")

    def render_number(self, record: Any) -> Any:
        return link_to(record, f"{record.number}/{record.year}")

    def value_number(self, record: Any) -> str:
        return f"{record.number}/{record.year}"

    def render_starts_at(self, value: Any) -> str:
        return moment_text(value)

    def value_starts_at(self, value: Any) -> str:
        return str(value.astimezone(OFFICE_ZONE).isoformat(timespec="minutes"))
