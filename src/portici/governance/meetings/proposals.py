"""What a body's next agenda could be made of: what is due, as far as the actor may see it and as long as it is on no agenda yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portici.kernel.actor import Actor
from portici.organisations.agreements import queries as agreements
from portici.records.links import seen
from portici.records.models import Publication, Record

from ..following import queries as following
from ..models import (
    AgendaItem,
    Body,
    Decision,
    ItemKind,
    ItemState,
    Minutes,
    MinutesState,
)

#: Of each sort so many are proposed: an agenda is not longer.
MOST = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that could be put on an agenda. `about` names what it comes from; `why` is what is due."""

    about: str
    why: str | Promise
    title: str
    kind: str
    record: Record
    confidential_because: str = ""

    @property
    def is_confidential(self) -> bool:
        return bool(self.confidential_because)


def proposals_for(actor: Actor, body: Body) -> list[Proposal]:
    """The proposals for a body, each once, without what an item that is not over was made from."""
    with override(body.language):
        found = [*_minutes(actor, body), *_idle(actor, body), *_late(actor, body), *_ending(actor)]
    taken = AgendaItem.objects.filter(
        body=body, state=ItemState.PENDING, about__in=[one.about for one in found]
    )
    known = set(taken.values_list("about", flat=True))
    return [one for one in found if one.about not in known]


def _minutes(actor: Actor, body: Body) -> Iterator[Proposal]:
    rows = seen(Minutes, actor).filter(meeting__body=body).exclude(state=MinutesState.APPROVED)
    for one in rows.select_related("meeting__body").order_by("meeting__starts_at", "pk")[:MOST]:
        title = _("Approval of the minutes of the meeting %(meeting)s") % {"meeting": one.meeting}
        yield Proposal(_key(one), gettext_lazy("Minutes to approve"), title, ItemKind.MINUTES, one)


def _idle(actor: Actor, body: Body) -> Iterator[Proposal]:
    rows = following.idle_decisions(actor).filter(body=body).exclude(publication=Publication.WITHDRAWN)
    for one in rows.order_by("decided_on", "pk")[:MOST]:
        title = _("What becomes of decision %(number)s: %(title)s") % _named(one)
        yield _of_decision(one, _key(one), gettext_lazy("A decision that nobody works on"), title)


def _late(actor: Actor, body: Body) -> Iterator[Proposal]:
    rows = following.late_follow_ups(actor).filter(decision__body=body)
    for one in rows.exclude(decision__publication=Publication.WITHDRAWN)[:MOST]:
        named = {**_named(one.decision), "what": one.what}
        title = _("Late: %(what)s (decision %(number)s)") % named
        why = gettext_lazy("A follow-up that is late")
        yield _of_decision(one.decision, f"follow-up:{one.uid}", why, title)


def _ending(actor: Actor) -> Iterator[Proposal]:
    for one in agreements.ending(actor)[:MOST]:
        title = _("Renewal of the agreement “%(title)s”") % {"title": one.title}
        yield Proposal(
            _key(one), gettext_lazy("An agreement to renew or to close"), title[:200], ItemKind.DECISION, one
        )


def _of_decision(decision: Decision, about: str, why: str | Promise, title: str) -> Proposal:
    because = ""
    if decision.is_confidential:
        because = decision.withheld_because or _("It follows from a confidential decision.")
    return Proposal(about, why, title[:200], ItemKind.DISCUSSION, decision, because)


def _named(decision: Decision) -> dict[str, str]:
    return {"number": f"{decision.number}/{decision.year}", "title": decision.title}


def _key(record: Record) -> str:
    return f"{record.KIND}:{record.uid}"
