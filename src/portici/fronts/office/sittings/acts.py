"""What the live page's forms ask of the desks. A form names the act in `fa`, and what it is about by references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404, QueryDict

from portici.governance.meetings import domain as meetings
from portici.governance.models import AgendaItem, BallotChoice, Delegate, Matter, Meeting, Member, Motion
from portici.governance.sitting import domain
from portici.governance.sitting.room import assembly_of
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, Refused, gettext_noop
from portici.records.links import seen


class Act:
    """Who asks, in which meeting, and what the form says. What the form names and the actor may not read is not there."""

    def __init__(self, actor: Actor, meeting: Meeting, said: QueryDict) -> None:
        self.actor, self.meeting, self.said = actor, meeting, said

    def text(self, name: str) -> str:
        return self.said.get(name, "")

    def seat(self, name: str = "posto") -> Member:
        return self.seats(name)[0]

    def seats(self, name: str) -> list[Member]:
        """The seats that the form names, at least one."""
        named = set(self.said.getlist(name))
        rows = Member.objects.filter(body=self.meeting.body, uid__in=named)
        found = list(rows.select_related("organisation", "account").prefetch_related("delegates"))
        if not found or len(found) != len(named):
            raise Http404
        return found

    def seat_if_named(self, name: str = "posto") -> Member | None:
        return self.seat(name) if self.text(name) else None

    def item(self) -> AgendaItem:
        rows = seen(AgendaItem, self.actor).filter(meeting=self.meeting).select_related("meeting__body")
        found: AgendaItem | None = rows.filter(uid=self.text("punto")).first()
        if found is None:
            raise Http404
        return found

    def motion(self) -> Motion:
        items = seen(AgendaItem, self.actor).filter(meeting=self.meeting).order_by()
        rows = Motion.objects.filter(item__in=items.values("pk")).select_related("item__meeting__body")
        found = rows.filter(uid=self.text("testo")).first()
        if found is None:
            raise Http404
        return found

    def round(self) -> int:
        text = self.text("turno")
        return int(text) if text.isdigit() and len(text) < 5 else 0

    def choice(self, name: str = "voto") -> str:
        if self.text(name) not in BallotChoice.values:
            raise Http404
        return self.text(name)


def _come(act: Act) -> None:
    """Who is ticked, all of them or nobody."""
    if not act.text("presente"):
        raise Refused(Message(gettext_noop("Tick who is there, then press the button.")))
    afar = act.said.getlist("distanza")
    with transaction.atomic():
        for seat in act.seats("presente"):
            domain.arrive(
                actor=act.actor,
                meeting=act.meeting,
                member=seat,
                delegate=_person(seat, act.text(f"persona-{seat.uid}")),
                is_remote=seat.uid in afar,
            )


def _person(seat: Member, named: str) -> Delegate | None:
    """Who sits there for the holder; None for the holder."""
    delegate = next((one for one in seat.delegates.all() if one.uid == named), None)
    if named and delegate is None:
        raise Http404
    return delegate


def _recuse(act: Act) -> None:
    domain.declare_recusal(actor=act.actor, item=act.item(), member=act.seat(), reason=act.text("motivo"))


def _motion(act: Act) -> None:
    matter = act.text("materia") or Matter.ORDINARY
    domain.file_motion(
        actor=act.actor,
        item=act.item(),
        text=act.text("parole"),
        proposer=act.seat_if_named("proponente"),
        matter=matter,
        is_secret=bool(act.text("segreto")),
    )


def _amendment(act: Act) -> None:
    domain.file_amendment(
        actor=act.actor,
        motion=act.motion(),
        text=act.text("parole"),
        proposer=act.seat_if_named("proponente"),
        is_secret=bool(act.text("segreto")),
    )


def _ballot(act: Act) -> Any:
    """The row that the desk gives back, which says whether a secret ballot had been cast already."""
    motion = act.motion()
    desk: Callable[..., Any] = domain.cast_secret_ballot if motion.is_secret else domain.cast_ballot
    return desk(actor=act.actor, motion=motion, in_round=act.round(), member=act.seat(), choice=act.choice())


def _roll(act: Act) -> Any:
    """What was marked of a roll call, with what the form showed of each seat; the rows that the desk gives back."""
    members = assembly_of(act.meeting).members
    choices = {
        member: act.choice(f"voto-{seat}") for seat, member in members.items() if act.text(f"voto-{seat}")
    }
    known = {member: act.text(f"visto-{seat}") for seat, member in members.items()}
    return domain.call_roll(
        actor=act.actor, motion=act.motion(), in_round=act.round(), choices=choices, known=known
    )


def _minuted(act: Act) -> None:
    version = act.text("version")
    meetings.amend_item(
        actor=act.actor,
        item=act.item(),
        values={"minuted": act.text("parole")},
        version=int(version) if version.isdigit() and len(version) < 10 else 0,
    )


ACTS: dict[str, Callable[[Act], Any]] = {
    "entra": _come,
    "presiede": lambda act: domain.name_chair(
        actor=act.actor, meeting=act.meeting, member=act.seat_if_named()
    ),
    "esce": lambda act: domain.leave(actor=act.actor, meeting=act.meeting, member=act.seat()),
    "delega": lambda act: domain.give_proxy(
        actor=act.actor, meeting=act.meeting, giver=act.seat(), carrier=act.seat("delegato")
    ),
    "ritira-delega": lambda act: domain.take_back_proxy(
        actor=act.actor, meeting=act.meeting, giver=act.seat()
    ),
    "conflitto": _recuse,
    "ritira-conflitto": lambda act: domain.withdraw_recusal(
        actor=act.actor, item=act.item(), member=act.seat()
    ),
    "proponi": _motion,
    "emenda": _amendment,
    "ritira-testo": lambda act: domain.take_back_motion(actor=act.actor, motion=act.motion()),
    "apri-voto": lambda act: domain.open_vote(actor=act.actor, motion=act.motion()),
    "chiudi-voto": lambda act: domain.close_vote(
        actor=act.actor, motion=act.motion(), although_few=bool(act.text("comunque"))
    ),
    "vota": _ballot,
    "appello": _roll,
    "verbale": _minuted,
    "affronta": lambda act: domain.take_up_item(actor=act.actor, item=act.item()),
    "trattato": lambda act: domain.settle_item(actor=act.actor, item=act.item()),
    "decisione": lambda act: domain.decide_from(actor=act.actor, motion=act.motion()),
}
#: After these the page shows what is being treated, whatever was looked at before.
MOVES_ON = frozenset({"affronta", "trattato"})
#: Where the page is looked at after each, so that who works by keyboard goes on from there.
AFTER = {
    "entra": "posti", "esce": "posti", "delega": "posti", "ritira-delega": "posti", "verbale": "verbale", "appello": "appello",
    "presiede": "presidenza",
}  # fmt: skip
