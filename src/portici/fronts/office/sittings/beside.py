"""The sitting of a meeting, beside it on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.meetings.companions import Companion
from portici.governance.sitting.rules import GATHERING, may_follow


def sitting_of(actor: Any, meeting: Any) -> Iterator[Companion]:
    """While people come in and as long as it is open, for those who follow it."""
    if meeting.state in GATHERING and may_follow(actor, meeting):
        yield Companion(_("To the sitting"), reverse("office:meeting-live", args=[meeting.uid]))
