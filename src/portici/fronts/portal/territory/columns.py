"""Cells of the portal's tables: links to records, states, periods; each with its plain text for the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portici.fronts import addresses
from portici.fronts.templatetags.portici import record_link
from portici.fronts.wording import period_text
from portici.records.badges import badge, tone_of
from portici.records.models import Record

#: What a row of a list says to whoever adds the rows up.
ROW = {"data-row": "", "data-value": "1"}
#: How many records a cell names; the row's own page has them all.
MOST_NAMED = 5
NUMBER = {"td": {"class": "num"}}
link_to = record_link


class SelfColumn(tables.Column):
    """The row itself, as a link to its page; sorted by the field that it is written with."""

    def render(self, value: Any, record: Record) -> SafeString:
        return link_to(record, str(value))

    def value(self, value: Any) -> str:
        return str(value)


class RecordColumn(tables.Column):
    """Another record that the row names."""

    def render(self, value: Record) -> SafeString:
        return link_to(value)

    def value(self, value: Record) -> str:
        return str(value)


class RecordsColumn(tables.Column):
    """Several records that the row names: a many-to-many relation already brought along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, orderable=False, **kwargs)

    def render(self, value: Any, record: Record) -> SafeString | str:
        found = list(_all(value))
        named = [(link_to(one),) for one in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            named.append((_further(record),))
        return format_html_join(", ", "{}", named) or "–"

    def value(self, value: Any) -> str:
        return "; ".join(str(record) for record in _all(value))


def _further(record: Record) -> SafeString:
    """To the row's own page, in the page's words."""
    return format_html('<a href="{}">{}</a>', addresses.portal_url(record), _("and others"))


class StateColumn(tables.Column):
    """A choice shown as a badge; `get_<name>_display` gives its words."""

    def render(self, value: Any, record: Any, bound_column: Any) -> SafeString:
        label = getattr(record, f"get_{bound_column.name}_display")()
        key = getattr(record, bound_column.name)
        return badge(label, tone_of(key))

    def value(self, value: Any) -> str:
        return str(value)


class PeriodColumn(tables.Column):
    """From `starts_on` to `ends_on`, one of which may be unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, accessor="starts_on", empty_values=(), **kwargs)

    def render(self, record: Any) -> str:
        return period_text(record.starts_on, record.ends_on)

    def value(self, record: Any) -> str:
        return f"{record.starts_on or ''}/{record.ends_on or ''}"


def _all(value: Any) -> Iterable[Record]:
    found: Iterable[Record] = value.all() if hasattr(value, "all") else value
    return found
