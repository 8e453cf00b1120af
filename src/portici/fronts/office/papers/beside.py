"""The minutes and the dossier of a meeting, beside it on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portici.fronts.addresses import office_url
from portici.fronts.office.links import paper
from portici.fronts.office.meetings.companions import Companion
from portici.governance.papers import queries, rules


def papers_of(actor: Any, meeting: Any) -> Iterator[Companion]:
    """What there is; for who may, the paper that makes what is not there."""
    dossier, minutes = queries.dossier_of(actor, meeting), queries.minutes_of(actor, meeting)
    if dossier is not None:
        yield Companion(pgettext_lazy("of a meeting", "Dossier"), office_url(dossier))
    elif rules.may_begin_dossier(actor, meeting):
        yield Companion(_("Prepare a dossier"), paper("dossier-add", meeting=meeting))
    if minutes is not None:
        label = pgettext_lazy("of one meeting", "Minutes")
        yield Companion(label, office_url(minutes), capfirst(minutes.get_state_display()))
    elif rules.may_draft_minutes(actor, meeting):
        yield Companion(_("Make the minutes"), paper("minutes-add", meeting=meeting))
