"""What the desks of a sitting write in the journal, and the rows that they lock."""

from __future__ import annotations

from portici.journal.domain import FieldChange, write_entry
from portici.kernel.actor import Actor
from portici.kernel.findings import Message, Refused, gettext_noop
from portici.records import domain as records

from ...models import AgendaItem, Meeting, Member, Motion


def tell(actor: Actor, record: Meeting | AgendaItem, verb: str, field: str, before: str, after: str) -> None:
    """One change, told under the meeting or the item, whose version stays."""
    write_entry(
        actor=actor,
        verb=verb,
        kind=record.KIND,
        ref=record.uid,
        changes={field: FieldChange(before, after)},
        record_version=record.version,
    )


def name_of(member: Member) -> str:
    """How the journal names a seat."""
    return str(member.organisation)


def locked_item(item: AgendaItem) -> AgendaItem:
    """The item read afresh and locked after its meeting: no vote on it opens, and the meeting does not close, until the transaction ends."""
    meeting = Meeting.objects.filter(items=item.pk).first()
    if meeting is not None:
        records.locked(meeting)
    return records.locked(item)


def locked_motion(motion: Motion) -> Motion:
    """The motion read afresh with its item and meeting, its own row locked until the transaction ends."""
    rows = Motion.objects.select_related("item__meeting__body", "item__body", "amends", "proposer")
    return rows.select_for_update(of=("self",)).get(pk=motion.pk)


def lock_open_vote(item: AgendaItem) -> None:
    """Wait for the ballots that are being cast on the item, and let others wait."""
    list(Motion.objects.select_for_update(of=("self",)).filter(item=item, state="voting").order_by("pk"))


def meeting_of(motion: Motion) -> Meeting:
    """The meeting in which a text is voted. Raises Refused where its item waits for one."""
    if motion.item.meeting is None:
        raise Refused(Message(_NO_MEETING))
    return motion.item.meeting


_NO_MEETING = gettext_noop("The item is not on the agenda of a meeting, or its meeting is over.")
