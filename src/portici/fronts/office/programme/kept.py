"""What a version's page in the office shows of the file kept beside it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from portici.fronts import words
from portici.kernel.actor import Actor
from portici.people.queries import names_of
from portici.programme import queries, rules
from portici.programme.models import Sheet


def snapshot_on(actor: Actor, sheet: Sheet) -> dict[str, Any]:
    """What a version's page shows of the file kept beside it."""
    found = queries.snapshot_of(actor, sheet)
    if found is None:
        may = bool(sheet.published_by) and rules.may_keep_snapshot(actor, sheet)
        return {
            "snapshot": None,
            "attach_url": reverse("office:snapshot-attach", args=[sheet.uid]) if may else "",
        }
    own = queries.own_version(actor, sheet)
    pair = urlencode({"da": own.uid, "a": sheet.uid}) if own else ""
    return {
        "snapshot": found,
        "snapshot_url": reverse("office:snapshot", args=[sheet.uid]),
        "taken_by": names_of({found.actor_uid}).get(found.actor_uid, "")
        or words.HOUSE.get(found.actor_label, found.actor_label),
        "own_version": own,
        "beside_own_url": f"{reverse('office:project-sheets', args=[sheet.project.uid])}?{pair}"
        if own
        else "",
        "discard_url": reverse("office:snapshot-discard", args=[sheet.uid])
        if rules.may_discard_snapshot(actor, found)
        else "",
    }
