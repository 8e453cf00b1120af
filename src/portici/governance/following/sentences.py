"""How far a step is and where that comes from, in words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portici.kernel import clock

from ..models import Statement
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
