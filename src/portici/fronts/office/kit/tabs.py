"""The lists of a room, side by side: what the menu's one word opens."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROOMS: dict[str, tuple[tuple[Any, str], ...]] = {
    "territory": (
        (_("Areas"), "office:areas"),
        (_("Places"), "office:places"),
        (_("Indicators"), "office:indicators"),
    ),
    "needs": (
        (_("Needs"), "office:needs"),
        (_("Target areas"), "office:designations"),
        (_("Opportunities"), "office:opportunities"),
        (_("Target groups"), "office:target-groups"),
        (_("Listening"), "office:listenings"),
    ),
    "programme": (
        (_("Activities"), "office:activities"),
        (_("Projects"), "office:projects"),
        (_("Programmes"), "office:programmes"),
    ),
    "organisations": (
        (_("Organisations"), "office:organisations"),
        (_("Agreements"), "office:agreements"),
        (_("Commitments"), "office:commitments"),
        (_("Candidacies"), "office:candidacies"),
        (_("Pledges"), "office:pledges"),
    ),
    "governance": (
        (_("Decisions"), "office:decisions"),
        (_("Follow-ups"), "office:follow-ups"),
        (_("Guidelines"), "office:guidelines"),
        (_("Bodies"), "office:bodies"),
        (_("Meetings"), "office:meetings"),
        (_("Things to treat"), "office:agenda-items"),
        (pgettext_lazy("several", "Minutes"), "office:minutes-list"),
        (_("Dossiers"), "office:dossiers"),
    ),
}


def tabs_of(room: str, path: str) -> list[dict[str, Any]]:
    """The room's lists, the one at this address marked; nothing for a room with one list."""
    listed = [(label, reverse(name)) for label, name in ROOMS.get(room, ())]
    return [{"label": label, "url": url, "current": url == path} for label, url in listed]
