"""What falls due about meetings: a body that has not met in time, a meeting to convene, one that is near."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, Watch, register, watch_over
from portici.kernel.actor import Role

from ..models import Meeting
from . import queries

OFFICE = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY})


def put_in() -> None:
    """Register this feature's watches."""
    register(
        Watch(
            name="bodies-late",
            heading=_("Bodies that should have met"),
            todo=_("Plan and convene a meeting: the body's rules ask for one."),
            roles=OFFICE,
            count=lambda actor: len(queries.bodies_late(actor)),
            first=lambda actor, limit: [
                Due(one.body, one.due_on, one.body.name) for one in queries.bodies_late(actor)[:limit]
            ],
            order=30,
        )
    )
    register(
        Watch(
            name="meetings-to-convene",
            heading=_("Meetings to convene"),
            todo=_("Convene the members by this day, or move the meeting."),
            roles=OFFICE,
            count=lambda actor: len(queries.to_convene(actor)),
            first=lambda actor, limit: [
                Due(meeting, day, meeting.body.name) for meeting, day in queries.to_convene(actor)[:limit]
            ],
            order=31,
        )
    )
    register(
        watch_over(
            queries.coming,
            lambda meeting: Due(meeting, meeting.day, meeting.place or meeting.get_manner_display()),
            name="meetings-coming",
            heading=_("Meetings of the coming days"),
            todo=_("Answer whether you come, and read the agenda."),
            roles=frozenset({Role.BOARD_MEMBER}),
            order=20,
        )
    )
    register(
        drafts_watch(
            name="meetings-drafts",
            heading=_("Drafts: meetings"),
            models=(Meeting,),
            roles=PUBLISHERS | {Role.BOARD_SECRETARY},
        )
    )
