"""Which item of an open meeting is being treated: one, for everybody, by what was last done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from portici.journal.models import Entry

from ..models import AgendaItem, ItemState, Meeting, MeetingState, Member, Motion

#: An item is begun by these, and goes on by them.
BEGUN = ("begin-item", "open-vote", "close-vote")
#: By these too, where the secretary writes them: a seat may put a text forward on an item that is far down the agenda.
FILED = ("file-motion", "file-amendment")


def treated_item(
    meeting: Meeting, items: Sequence[AgendaItem], voting: Motion | None, seats: Iterable[Member]
) -> AgendaItem | None:
    """What is voted, else the item on which something was last done since the meeting was opened, while it is still to be treated.

    `items` are those of the meeting, `seats` those of the body with their people. None before the meeting is open and after it.
    """
    if meeting.state != MeetingState.OPEN:
        return None
    if voting is not None:
        return next((one for one in items if one.pk == voting.item_id), None)
    pending = {one.uid: one for one in items if one.state == ItemState.PENDING}
    filed = Q(verb__in=FILED) & ~Q(actor_uid__in=_people(seats))
    noted = Q(verb="amend", changes__field="minuted")
    entries = Entry.objects.filter(Q(verb__in=BEGUN) | filed | noted, kind=AgendaItem.KIND, ref__in=pending)
    if meeting.opened_at is not None:
        entries = entries.filter(at__gte=meeting.opened_at)
    last = entries.order_by("-pk").values_list("ref", flat=True).first()
    return pending[last] if last else None


def _people(seats: Iterable[Member]) -> set[str]:
    listed = list(seats)
    people = [one.account for one in listed]
    people += [one.account for seat in listed for one in seat.delegates.all()]
    return {one.uid for one in people if one is not None}
