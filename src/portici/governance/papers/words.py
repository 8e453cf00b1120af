"""Moments, amounts and seats in the words of a paper, in the language that is spoken while it is made."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from portici.kernel import clock
from portici.kernel.findings import Message

from ..models import Meeting

NOTHING = "–"


def at(moment: datetime | None) -> str:
    """The time of the day where the office is; a dash when there is none."""
    return time_format(moment.astimezone(clock.OFFICE_ZONE), "H:i") if moment else NOTHING


def day_of(moment: datetime) -> str:
    return date_format(moment.astimezone(clock.OFFICE_ZONE), "DATE_FORMAT")


def euro(amount: Decimal | None) -> str:
    if amount is None:
        return NOTHING
    return f"€ {number_format(amount, 2, use_l10n=True, force_grouping=True)}"


def said(message: Message) -> str:
    """A message of the workshop in the language that is spoken."""
    return _(message.template) % message.params if message.params else _(message.template)


def number_of(meeting: Meeting) -> str:
    return f"{meeting.number}/{meeting.year}"
