"""The close of a meeting: what was voted was treated, the rest is carried over, and what was adopted can still be numbered."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests import meetings, sittings
from tests.meetings import SECRETARY
from tests.sittings import Sitting

from portici.governance.meetings import domain
from portici.governance.meetings.queries import agenda_of, timed
from portici.governance.models import AgendaItem, Decision, ItemState, Meeting, Minutes, Motion
from portici.governance.papers import blocks, queries
from portici.governance.papers import domain as papers
from portici.governance.sitting import domain as sitting_desks
from portici.kernel.actor import VISITOR
from portici.kernel.findings import Refused
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def voted(sitting: Sitting, **choices: str) -> Motion:
    sitting.come(*choices)
    motion = sitting.put()
    for name, choice in choices.items():
        sitting.vote(motion, name, choice)
    return sitting.close(motion)


def close(sitting: Sitting) -> Meeting:
    return domain.close_meeting(actor=SECRETARY, meeting=sitting.meeting)


def minutes_of(sitting: Sitting) -> str:
    minutes = Minutes.objects.get(meeting=sitting.meeting)
    return blocks.as_text(queries.minutes_text(SECRETARY, minutes))


@pytest.mark.parametrize(
    ("choices", "outcome", "state"),
    [
        ({"a": "for", "b": "for"}, "adopted", ItemState.TREATED),
        ({"a": "against", "b": "against"}, "not_adopted", ItemState.TREATED),
        ({"a": "for"}, "no_quorum", ItemState.CARRIED_OVER),
    ],
)
def test_what_was_voted_to_an_end_was_treated(choices: dict[str, str], outcome: str, state: str) -> None:
    sitting = sittings.hold("ab", rules={"quorum_share": "2/3"})
    assert voted(sitting, **choices).outcome == outcome
    untouched = meetings.item(sitting.meeting, "Untouched")
    close(sitting)
    sitting.item.refresh_from_db()
    untouched.refresh_from_db()
    assert (sitting.item.state, untouched.state) == (state, ItemState.CARRIED_OVER)
    carried = 1 if state == ItemState.TREATED else 2
    assert AgendaItem.objects.filter(meeting=None).count() == carried
    assert minutes_of(sitting).count("Rinviato a una seduta successiva") == carried


def test_what_was_adopted_is_numbered_until_the_minutes_are_laid() -> None:
    sitting = sittings.hold("ab")
    motion = voted(sitting, a="for", b="for")
    close(sitting)
    minutes = Minutes.objects.get()
    papers.propose_minutes(actor=SECRETARY, minutes=minutes)
    with pytest.raises(Refused, match="make them a draft again first"):
        sitting_desks.decide_from(actor=SECRETARY, motion=motion)
    papers.take_back_minutes(actor=SECRETARY, minutes=minutes)
    made = sitting_desks.decide_from(actor=SECRETARY, motion=motion)
    assert "Decisione 1/2026" in minutes_of(sitting)
    papers.propose_minutes(actor=SECRETARY, minutes=minutes)
    assert sitting_desks.decide_from(actor=SECRETARY, motion=motion) == made == Decision.objects.get()


def test_the_pages_number_what_was_on_the_agenda_as_the_minutes_do(client: Client) -> None:
    sitting = sittings.hold("ab")
    later = [meetings.item(sitting.meeting, title) for title in ("Put off", "Never reached")]
    domain.carry_over(actor=SECRETARY, item=later[0], to=None)
    voted(sitting, a="for", b="for")
    records.publish(actor=SECRETARY, record=sitting.body)
    for record in (sitting.meeting, later[1], later[0]):
        record.refresh_from_db()
        records.publish(actor=SECRETARY, record=record)
    meeting = Meeting.objects.get()

    def numbers(actor: Any) -> list[tuple[str, int | None]]:
        return [(str(one.item), one.number) for one in timed(meeting, agenda_of(actor, meeting))]

    assert numbers(SECRETARY) == [("A thing to decide", 1), ("Never reached", 2), ("Put off", None)]
    meeting = close(sitting)
    assert numbers(SECRETARY) == [("A thing to decide", 1), ("Never reached", 2), ("Put off", 3)]
    assert numbers(VISITOR) == [("Never reached", 2), ("Put off", 3)]
    said = minutes_of(sitting)
    assert ["## 2. Never reached" in said, "## 3. Put off" in said] == [True, True]
    answer = client.get(f"/en/decisioni/sedute/{meeting.address}/")
    assert answer.status_code == 200, answer
    shown = answer.content.decode()
    assert [line in shown for line in ("Never reached", "Put off", "Carried over", "A thing to decide")] == [
        True, True, True, False,
    ]  # fmt: skip
