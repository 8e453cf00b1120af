"""The papers of a meeting, as its page leads to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portici.fronts import addresses
from portici.fronts.office.links import paper
from portici.fronts.office.meetings.companions import Companion
from portici.governance.models import Meeting
from portici.governance.papers import rules
from portici.governance.papers.queries import dossier_of, minutes_of
from portici.kernel.actor import Actor


def papers_of(actor: Actor, meeting: Meeting) -> Iterator[Companion]:
    """Dossier and minutes; for who may write them also the papers that begin them."""
    dossier, minutes = dossier_of(actor, meeting), minutes_of(actor, meeting)
    if dossier is not None:
        yield Companion(_("Dossier"), addresses.office_url(dossier))
    elif rules.may_begin_dossier(actor, meeting):
        yield Companion(_("Prepare a dossier"), paper("dossier-add", meeting=meeting))
    if minutes is not None:
        note = str(minutes.get_state_display())
        yield Companion(pgettext("one", "Minutes"), addresses.office_url(minutes), note)
    elif rules.may_draft_minutes(actor, meeting):
        yield Companion(_("Make the minutes"), paper("minutes-add", meeting=meeting))
