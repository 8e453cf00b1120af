"""How far a step is and where that comes from, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portici.kernel import clock
from portici.programme.models import Sheet
from portici.records.models import Record

from ..models import Statement
from ..papers.words import euro
from .evidence import Evidence
from .queries import Step
from .states import KnownFrom


def origin_said(step: Step) -> str:
    """“follows from the activity”, “said by the school on 2 March 2026”."""
    if step.origin is KnownFrom.DERIVED:
        return _("follows from the activity")
    if step.origin is KnownFrom.SAID and step.said is not None:
        return said_by(step.said)
    if step.is_hidden:
        return _("of an activity that is not open to you")
    return _("nobody has said it yet")


def said_by(said: Statement) -> str:
    """“said by the school on 2 March 2026”; of an organisation that is withheld no name."""
    day = date_format(said.said_at.astimezone(clock.OFFICE_ZONE).date())
    if said.said_by is not None:
        return _("said by %(who)s on %(day)s") % {"who": said.said_by, "day": day}
    if said.said_by_id is not None:
        return _("said by who sees to it on %(day)s") % {"day": day}
    return _("said by the office on %(day)s") % {"day": day}


def milestones_said(step: Step) -> str:
    """“2 of 3 milestones reached”; empty without milestones."""
    if not step.milestones:
        return ""
    return _("%(reached)s of %(all)s milestones reached") % {
        "reached": step.reached,
        "all": len(step.milestones),
    }


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that a step follows from, in words, with the record whose page shows it."""

    text: str
    record: Record


def sources_of(one: Evidence) -> list[Source]:
    """The activity with its state, its milestones and documents; what the paying project has paid, by its newest sheet."""
    found, activity = [], one.step.activity
    if activity is not None:
        told = _("activity: %(state)s") % {"state": activity.get_state_display()}
        found.append(Source(told, activity))
        reached = milestones_said(one.step)
        if reached:
            found.append(Source(reached, activity))
        if one.documents:
            number = ngettext("%(number)s document", "%(number)s documents", one.documents)
            found.append(Source(number % {"number": one.documents}, activity))
    if one.sheet is not None:
        found.append(Source(_paid(one.sheet), one.sheet))
    return found


def against_it(one: Evidence) -> str:
    """What does not go with the state that follows from the activity; empty when all does."""
    if one.step.is_at_odds:
        return _("the activity is done and milestones of it are not")
    if one.is_bare:
        return _("the activity is done, and neither a milestone nor a document that is open to you shows it")
    if one.is_ahead:
        return _("the activity has not begun and milestones of it are reached")
    return ""


def _paid(sheet: Sheet) -> str:
    named = {
        "paid": euro(sheet.amount_paid),
        "all": euro(sheet.amount_programmed),
        "day": date_format(sheet.as_of, "SHORT_DATE_FORMAT"),
    }
    if sheet.amount_programmed is None:
        return _("%(paid)s paid by the whole project, sheet of %(day)s") % named
    if sheet.amount_paid is None:
        return _("%(all)s programmed for the whole project, sheet of %(day)s") % named
    return _("%(paid)s of %(all)s paid by the whole project, sheet of %(day)s") % named
