"""That a change is sealed soon: the first change after a sealing asks the worker for the next one.

Asked after the commit, once for many changes, and no desk waits for it. The times are the machine's, not the house's clock: the worker compares
what it is asked with the machine's, and a demo whose clock stands still is sealed too.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from .models import SealingPlan

#: Two machines' clocks may differ by this much.
MARGIN = timedelta(seconds=3)
#: When the sealing that this process knows of will be; keeps every change but one in many from asking the store.
_known: dict[str, datetime] = {}


def plan_sealing() -> None:
    """Ask the worker for a sealing in a while, unless one is asked for that will find this change."""
    now, interval = timezone.now(), timedelta(seconds=settings.SEAL_SECONDS)
    due = _known.get("due")
    if due is None or not _will_find(due, now, interval):
        due = _planned(now, interval)
        _known["due"] = due


def _planned(now: datetime, interval: timedelta) -> datetime:
    """When the next sealing will be, asked for here if nobody else has."""
    plan, _made = SealingPlan.objects.get_or_create(pk=1, defaults={"due": now - interval})
    if _will_find(plan.due, now, interval):
        return plan.due
    due = now + interval
    if SealingPlan.objects.filter(pk=1, due=plan.due).update(due=due):
        from .tasks import seal  # the tasks are above the desks

        seal.using(run_after=due).enqueue()
    return due


def _will_find(due: datetime, now: datetime, interval: timedelta) -> bool:
    """Whether a sealing planned for `due` comes after what was committed until `now`."""
    return now + MARGIN < due <= now + 2 * interval + MARGIN
