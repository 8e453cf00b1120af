"""The portal's lists of projects and activities, and the same rows as files."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portici.fronts.portal.territory.columns import (
    NUMBER,
    ROW,
    PeriodColumn,
    RecordColumn,
    RecordsColumn,
    SelfColumn,
    StateColumn,
    link_to,
)
from portici.fronts.templatetags.portici import content_lang, money
from portici.fronts.wording import period_text
from portici.kernel.period import is_likely
from portici.programme.models import Project

from .reading import newest_value, sheet_of


class SheetColumn(tables.Column):
    """A field of the project's newest sheet, which its row brought along."""

    def __init__(self, field: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, accessor="pk", empty_values=(), **kwargs)
        self.field = field

    def told(self, record: Project) -> Any:
        sheet = sheet_of(record)
        return getattr(sheet, self.field) if sheet else None

    def order(self, queryset: Any, is_descending: bool) -> tuple[Any, bool]:
        key = newest_value("implementer__name" if self.field == "implementer" else self.field)
        told = F("sheet_key").desc(nulls_last=True) if is_descending else F("sheet_key").asc(nulls_last=True)
        return queryset.annotate(sheet_key=key).order_by(told, "code_key", "code"), True

    def render(self, record: Project) -> Any:
        return self.told(record) or "–"

    def value(self, record: Project) -> Any:
        told = self.told(record)
        return "" if told is None else str(told)


class AmountColumn(SheetColumn):
    def __init__(self, field: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(field, *args, attrs=NUMBER, **kwargs)

    def render(self, record: Project) -> str:
        return money(self.told(record))


class ImplementerColumn(SheetColumn):
    def render(self, record: Project) -> Any:
        told = self.told(record)
        return link_to(told) if told else "–"


class SheetPeriodColumn(SheetColumn):
    def render(self, record: Project) -> str:
        sheet = sheet_of(record)
        if sheet is None:
            return "–"
        told = period_text(sheet.starts_on, sheet.ends_on)
        slips = [day for day in (sheet.starts_on, sheet.ends_on) if day and not is_likely(day)]
        return gettext("%(period)s (as in the source)") % {"period": told} if slips else told

    def value(self, record: Project) -> str:
        sheet = sheet_of(record)
        return f"{sheet.starts_on or ''}/{sheet.ends_on or ''}" if sheet else ""


class ProjectTable(tables.Table):
    """The programme's tree as rows: in the order of codes, sub-projects under their project."""

    code = tables.Column(verbose_name=_("Project"), order_by=("code_key", "code"))
    title = tables.Column(verbose_name=_("Title"))
    implementer = ImplementerColumn("implementer", verbose_name=_("Implementing body"))
    cup = SheetColumn("cup", verbose_name=_("CUP"))
    starts_on = SheetPeriodColumn("starts_on", verbose_name=_("Start and end"))
    amount_programmed = AmountColumn("amount_programmed", verbose_name=_("Programmed"))
    amount_admitted = AmountColumn("amount_admitted", verbose_name=_("Admitted"))
    amount_committed = AmountColumn("amount_committed", verbose_name=_("Legally binding"))
    amount_paid = AmountColumn("amount_paid", verbose_name=_("Paid"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No project answers to these words and filters.")

    def render_code(self, value: str, record: Project) -> SafeString:
        """On the page the title stands under the code: a column of its own would push the amounts out."""
        title = format_html('<br><span class="fw-normal"{}>{}</span>', content_lang(record), record.title)
        return format_html("{}{}", link_to(record, value), title)

    def value_code(self, value: str) -> str:
        return value


class ActivityTable(tables.Table):
    """Activities in the order of time."""

    title = SelfColumn(verbose_name=_("Activity"))
    project = tables.Column(verbose_name=_("Project"), order_by=("project__code_key",))
    state = StateColumn(verbose_name=_("State"))
    period = PeriodColumn(verbose_name=_("Period"))
    responsible = RecordColumn(verbose_name=_("Responsible"), order_by=("responsible__name",))
    partners = RecordsColumn(verbose_name=_("Partners"))
    areas = RecordsColumn(verbose_name=_("Areas"))

    class Meta:
        row_attrs = ROW
        empty_text = _("No activity answers to these words and filters.")

    def render_project(self, value: Any) -> SafeString:
        return link_to(value, value.code)

    def value_project(self, value: Any) -> str:
        return str(value.code)
