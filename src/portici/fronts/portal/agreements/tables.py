"""The portal's lists of agreements, of their parties and of what these have committed to."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import ROW, RecordColumn, SelfColumn, StateColumn
from portici.records.tables import DayColumn


class WordedState(StateColumn):
    """A derived state: its word in the file too."""

    def value(self, record: Any) -> str:
        return str(record.get_state_display())


class AgreementTable(tables.Table):
    title = SelfColumn(verbose_name=_("Agreement"))
    kind = tables.Column(verbose_name=_("Kind"))
    signed_on = DayColumn(verbose_name=_("Signed on"))
    ends_on = DayColumn(verbose_name=_("Term"))
    state = WordedState(verbose_name=_("State"), orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No agreement answers to these words and filters.")


class PartyTable(tables.Table):
    organisation = RecordColumn(verbose_name=_("Organisation"))
    role = tables.Column(verbose_name=_("Role"))
    since = DayColumn(verbose_name=_("Since"))
    until = DayColumn(verbose_name=_("Until"))

    class Meta:
        row_attrs = ROW


class CommitmentTable(tables.Table):
    text = tables.Column(verbose_name=_("Commitment"))
    organisation = RecordColumn(verbose_name=_("Who"), order_by=("organisation__name",))
    agreement = RecordColumn(verbose_name=_("Agreement"), order_by=("agreement__title",))
    due_on = DayColumn(verbose_name=_("Due by"))
    done_on = DayColumn(verbose_name=_("Done on"))
    evidence = tables.Column(verbose_name=_("Evidence"), orderable=False)
    state = WordedState(verbose_name=_("State"), orderable=False)

    class Meta:
        row_attrs = ROW
        empty_text = _("No commitment answers to these words and filters.")
