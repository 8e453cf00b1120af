"""What falls due about meetings: a body that has not met in time, a meeting to convene, one that is near."""

from __future__ import annotations

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from portici.deadlines.drafts import PUBLISHERS, drafts_watch
from portici.deadlines.registry import Due, Source, Watch, register, watch_listed, watch_over
from portici.kernel.actor import Role

from ..models import Body, Meeting
from . import queries


def meeting_name(way: str = "") -> Concat:
    """As the meeting at the end of a way calls itself, written by the store."""
    number, year = (Cast(f"{way}{name}", CharField()) for name in ("number", "year"))
    return Concat(f"{way}body__name", Value(" "), number, Value("/"), year)


MEETING_NAME = meeting_name()
OFFICE = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY})


def put_in() -> None:
    """Register this feature's watches."""
    register(
        watch_listed(
            Body,
            lambda actor: [(one.body, one.due_on) for one in queries.bodies_late(actor)],
            name="bodies-late",
            heading=_("Bodies that should have met"),
            todo=_("Plan and convene a meeting: the body's rules ask for one."),
            act=_("Plan a meeting"),
            roles=OFFICE,
            order=30,
            label="name",
        )
    )
    register(
        watch_listed(
            Meeting,
            queries.to_convene,
            name="meetings-to-convene",
            heading=_("Meetings to convene"),
            todo=_("Convene the members by this day, or move the meeting."),
            act=_("Convene it"),
            roles=OFFICE,
            order=31,
            label=MEETING_NAME,
        )
    )
    register(
        watch_over(
            queries.coming,
            lambda meeting: Due(meeting, meeting.day, meeting.place or meeting.get_manner_display()),
            name="meetings-coming",
            heading=_("Meetings of the coming days"),
            todo=_("Answer whether you come, and read the agenda."),
            act=_("Answer"),
            roles=frozenset({Role.BOARD_MEMBER}),
            order=20,
            day="starts_at",
            label=MEETING_NAME,
        )
    )
    register(
        Watch(
            "meetings-ahead",
            _("Convened meetings"),
            _("Prepare it: the agenda, the dossier, who comes."),
            OFFICE,
            (
                Source(
                    queries.ahead,
                    lambda meeting: Due(meeting, meeting.day, meeting.place or meeting.get_manner_display()),
                    day="starts_at",
                    label=MEETING_NAME,
                    why="place",
                    is_ahead=True,
                ),
            ),
            act=_("Prepare it"),
            order=32,
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
