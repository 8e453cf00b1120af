"""A meeting read for a paper, once with the eyes of the body's members and once with everybody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from portici.kernel.actor import VISITOR, Actor, Grant, Role, Scope, system_actor
from portici.organisations.models import Organisation
from portici.records.links import seen
from portici.records.models import Publication

from ..meetings.queries import order_of
from ..models import AgendaItem, Attendance, Ballot, Body, Decision, ItemState, Meeting, Member, Motion, Proxy
from ..models.meetings import CONFIDENTIAL_TO
from ..queries import seats_on
from ..sitting.verdicts import sentences
from .words import said


def member_of(body: Body) -> Actor:
    """Whoever sits in the body, and holds no other role: what a paper for all its members may show."""
    return Actor(name=str(body), grants=(Grant(Role.BOARD_MEMBER, Scope.BODY, body.uid),))


def reads_confidential(actor: Actor, body: Body) -> bool:
    """Whether what is confidential of the body is for this actor."""
    return actor.has(*CONFIDENTIAL_TO) or body.uid in actor.scope_uids(Scope.BODY, {Role.BOARD_MEMBER})


#: Seats are read by the house itself, whoever asks for a paper.
HOUSE = system_actor("papers")
#: Reads every record but what is confidential: the eyes of those who are not of the body.
OTHERS = Actor(name="others", grants=(Grant(Role.COMMUNICATION_OFFICER),))


#: Of items that are not on the agenda.
OFF = frozenset({ItemState.DROPPED, ItemState.CARRIED_OVER})


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its number on the agenda; `item` is None for one that these eyes may not read. `is_on`: neither taken off nor put off.

    `withheld`: why an item that is not confidential is not for these eyes; None for all others.
    """

    number: int
    is_on: bool
    item: AgendaItem | None
    decisions: tuple[Decision, ...] = ()
    withheld: str | None = None


def hidden(placed: Placed) -> str:
    """All that is told of an item to whoever may not read it."""
    told = {"number": placed.number, "reason": placed.withheld}
    if placed.withheld is None:
        return _("Item %(number)s: confidential") % told
    if not placed.withheld:
        return _("Item %(number)s: withheld") % told
    return _("Item %(number)s: withheld, because: %(reason)s") % told


def explained(verdict: Mapping[str, Any]) -> list[str]:
    """A verdict in sentences, as it was frozen when the vote closed."""
    return [said(one) for one in sentences(verdict)]


class Reader:
    """A meeting's rows as some may read them; each is asked for once."""

    def __init__(self, meeting: Meeting, *, is_member: bool) -> None:
        self.meeting, self.body, self.is_member = meeting, meeting.body, is_member
        self.actor = member_of(meeting.body) if is_member else OTHERS

    @cached_property
    def items(self) -> list[Placed]:
        """The agenda in its order, with the decisions taken on each item."""
        taken = self._decisions()
        readable = {item.pk: item for item in self._items() if item.pk not in self._closed}
        return [
            Placed(
                number,
                state not in OFF,
                None if pk in self._withheld else readable.get(pk),
                tuple(taken.get(pk, ()) if pk in readable else ()),
                self._withheld.get(pk) if pk in readable else None,
            )
            for number, (pk, state) in enumerate(order_of(self.meeting), 1)
        ]

    @cached_property
    def attendances(self) -> list[Attendance]:
        rows = Attendance.objects.filter(meeting=self.meeting)
        return list(rows.select_related("member__organisation", "delegate"))

    @cached_property
    def proxies(self) -> list[Proxy]:
        rows = Proxy.objects.filter(meeting=self.meeting)
        return list(rows.select_related("giver__organisation", "carrier__organisation"))

    @cached_property
    def seats(self) -> list[Member]:
        """The seats held on the day of the meeting."""
        return seats_on(HOUSE, self.body, self.meeting.day)

    def seat(self, member: Member) -> str:
        """The organisation that holds the seat; for others than members only when it is public."""
        if self.is_member or member.organisation_id in self._public:
            return str(member.organisation)
        return _("a seat whose holder is not public")

    def _items(self) -> Iterable[AgendaItem]:
        ballots = Ballot.objects.select_related("member__organisation")
        motions = Motion.objects.select_related("proposer__organisation")
        return (
            seen(AgendaItem, self.actor)
            .filter(meeting=self.meeting)
            .select_related("rapporteur", "continues__meeting__body", "continued_by__meeting__body")
            .prefetch_related(
                "options",
                "recusals__member__organisation",
                Prefetch("motions", queryset=motions.prefetch_related(Prefetch("ballots", queryset=ballots))),
            )
        )

    def _decisions(self) -> dict[int, list[Decision]]:
        found: dict[int, list[Decision]] = {}
        rows = seen(Decision, self.actor).filter(item__meeting=self.meeting).order_by("year", "number")
        for decision in rows:
            found.setdefault(decision.item_id, []).append(decision)
        return found

    @cached_property
    def _closed(self) -> set[int]:
        """Items on which something confidential was decided: their motions say what."""
        if self.is_member:
            return set()
        rows = Decision.objects.filter(item__meeting=self.meeting, is_confidential=True)
        return set(rows.values_list("item", flat=True))

    @cached_property
    def _withheld(self) -> dict[int, str]:
        """Items that were taken off the street, or on which something was decided that is not published for a reason: with the reason."""
        if self.is_member:
            return {}
        items = AgendaItem.objects.filter(meeting=self.meeting, publication=Publication.WITHDRAWN)
        rows = Decision.objects.filter(item__meeting=self.meeting).exclude(publication=Publication.PUBLISHED)
        rows = rows.exclude(publication=Publication.DRAFT, withheld_because="").order_by("pk")
        found = dict.fromkeys(items.values_list("pk", flat=True), "")
        return found | dict(rows.values_list("item", "withheld_because"))

    @cached_property
    def _public(self) -> set[int]:
        return set(seen(Organisation, VISITOR).values_list("pk", flat=True))
