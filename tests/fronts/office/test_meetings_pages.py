"""A meeting from its plan to its convocation on the office's pages; the order of two who work at once; what is confidential stays out of sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests import chain, makers, meetings
from tests.fronts.office.conftest import account
from tests.meetings import BEGINS, SECRETARY

from portici.governance import domain as governance
from portici.governance.meetings import domain
from portici.governance.models import (
    AgendaItem,
    Delegate,
    Meeting,
    MeetingSeries,
    Member,
    Minutes,
    Option,
    Reply,
)
from portici.kernel.actor import Role
from portici.outbox.models import Message
from portici.records import domain as records

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


def press(client: Client, name: str, meeting: Meeting, **given: Any) -> list[str]:
    """Press a button of the meeting's page; what the next page says."""
    meeting.refresh_from_db()
    sent = {"version": meeting.version, **given}
    answer = client.post(at(name, meeting.uid), sent, follow=True)
    assert answer.redirect_chain[0][1] == 302
    return [str(one) for one in answer.context["messages"]]


@pytest.fixture
def secretary(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.BOARD_SECRETARY)


def test_from_the_plan_to_the_convocation(secretary: Client) -> None:
    board = chain.body("board")
    given = {"body": board.pk, "starts_at": "2026-03-20T10:00", "manner": "in_person", "language": "it"}
    answer = secretary.post(at("meeting-add"), given | {"ends_at": "2026-03-20T09:00"})
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {
            "ends_at": [
                "“20/03/2026 09:00”. What is required: An end after the beginning. Correct the end, or leave it empty."
            ]
        },
    )
    assert secretary.post(at("meeting-add"), given).status_code == 302
    held = Meeting.objects.get()
    assert held.starts_at == BEGINS
    item = {
        "kind": "decision",
        "title": "Open the gym",
        "minutes_planned": 20,
        "language": "it",
        "version": 1,
    }
    for title in ("Open the gym", "Close the gym"):
        answer = secretary.post(at("meeting-item-add", held.uid), item | {"title": title})
        assert answer.status_code == 302
    first, second = AgendaItem.objects.order_by("position")
    page = secretary.get(at("meeting", held.uid))
    assert [(line.item, line.begins_at) for line in page.context["lines"]] == [
        (first, BEGINS), (second, BEGINS + timedelta(minutes=20)),
    ]  # fmt: skip
    assert press(secretary, "meeting-item-move", held, item=second.uid, by="earlier") == []
    stale = {"version": 1, "item": first.uid, "by": "earlier"}
    told = secretary.post(at("meeting-item-move", held.uid), stale, follow=True).context["messages"]
    assert ["just changed" in str(one) for one in told] == [True]
    assert list(AgendaItem.objects.order_by("position")) == [second, first]
    assert press(secretary, "meeting-convene", held) == ["The members are convened."]
    assert press(secretary, "meeting-announce", held) == ["The members are told of the agenda as it stands."]
    reason = {"reason": "Snow", "version": Meeting.objects.get().version}
    assert secretary.post(at("meeting-cancel", held.uid), {"version": reason["version"]}).status_code == 422
    assert secretary.post(at("meeting-cancel", held.uid), reason).status_code == 302
    page = secretary.get(at("body", board.uid))
    assert [len(section.rows) for section in page.context["sections"]] == [0, 1, 2]


def test_a_convocation_says_whom_it_reaches_and_whom_not(
    secretary: Client, signed_in: Callable[..., Client]
) -> None:
    """A seat without an account, one whose account may not sit any more, one whose delegate may."""
    board = chain.body("board")
    delegate, gone = account(Role.BOARD_MEMBER, board, "Delegate"), makers.user("Gone")
    seats = [
        Member.objects.create(body=board, organisation=makers.organisation(name))
        for name in ("Bare seat", "Closed seat", "Served seat")
    ]
    Member.objects.filter(pk=seats[1].pk).update(account=gone)
    Delegate.objects.create(member=seats[2], person_name="D", account=delegate)
    held = meetings.meeting(board)
    before = secretary.get(at("meeting", held.uid)).content.decode()
    assert "The message would go to 1 of 3 seats." in before
    (told,) = press(secretary, "meeting-convene", held)
    assert told == (
        "The members are convened. The message goes to 1 of 3 seats. To be told otherwise: Bare seat, Closed seat."
    )
    page = secretary.get(at("meeting", held.uid))
    assert [seat.pk for seat in page.context["reach"].unreached] == [seats[0].pk, seats[1].pk]
    assert "The message went to 1 of 3 seats." in page.content.decode()
    member = signed_in(Role.BOARD_MEMBER, board, "Reader").get(at("meeting", held.uid))
    assert member.context["reach"] is None


def test_things_to_treat_open_with_what_is_still_to_be_treated(secretary: Client) -> None:
    board = chain.body("board")
    first = meetings.meeting(board)
    later = meetings.meeting(board, starts_at=BEGINS + timedelta(days=30))
    for held, titles in ((first, ("One", "Two", "Gone")), (later, ("New",))):
        for title in titles:
            meetings.item(held, title)
    domain.add_item(actor=SECRETARY, body=board, title="Waits")
    domain.drop_item(actor=SECRETARY, item=AgendaItem.objects.get(title="Gone"), reason="Done elsewhere")

    def listed(asked: str = "") -> list[str]:
        return [row.title for row in secretary.get(at("agenda-items") + asked).context["table"].data]

    assert listed() == listed("?page=1") == ["Waits", "New", "One", "Two"]
    assert set(listed("?state=")) == {"Waits", "New", "One", "Two", "Gone"}
    assert listed("?state=dropped") == ["Gone"]
    page = secretary.get(at("agenda-items")).content.decode()
    assert '<option value="pending" selected>' in page


def test_two_who_edit_the_meeting_see_both_values(secretary: Client) -> None:
    held = meetings.meeting(chain.body("board"), place="Hall")
    edit = at("meeting-edit", held.uid)
    form = secretary.get(edit).context
    domain.amend_meeting(actor=SECRETARY, meeting=held, values={"place": "Room"})
    given = {
        "starts_at": "2026-03-20T10:00", "manner": "in_person", "place": "Garden", "language": "it",
        "version": form["version"], "base": form["base"],
    }  # fmt: skip
    answer = secretary.post(edit, given)
    assert (answer.status_code, Meeting.objects.get().place) == (409, "Room")
    assert [field.name for field in answer.context["conflict"]] == ["place"]


def test_items_wait_are_put_on_put_off_and_taken_off(secretary: Client) -> None:
    board = chain.body("board")
    held = meetings.meeting(board)
    given = {"body": board.pk, "kind": "decision", "title": "Later", "language": "it"}
    assert secretary.post(at("agenda-item-add"), given).status_code == 302
    waiting = AgendaItem.objects.get()
    idle = chain.decision(board, "Idle")
    page = secretary.get(at("meeting", held.uid))
    assert (page.context["backlog"], [one.about for one in page.context["proposals"]]) == (
        [waiting], [f"decision:{idle.uid}"],
    )  # fmt: skip
    assert press(secretary, "meeting-item-put", held, item=waiting.uid) == []
    assert press(secretary, "meeting-item-propose", held, about=f"decision:{idle.uid}") == []
    assert len(press(secretary, "meeting-item-propose", held, about=f"decision:{idle.uid}")) == 1
    assert secretary.post(at("meeting-item-put", held.uid), {"version": 1, "item": "none"}).status_code == 404
    waiting.refresh_from_db()
    option = {"title": "Buy", "cost": "1200.50", "version": waiting.version}
    assert secretary.post(at("agenda-item-option-add", waiting.uid), option).status_code == 302
    bought = Option.objects.get()
    change = at("agenda-item-option-edit", waiting.uid, bought.uid)
    assert secretary.post(change, option | {"cost": "900", "version": waiting.version + 1}).status_code == 302
    assert "Buy" in secretary.get(at("agenda-item", waiting.uid)).content.decode()
    taken = at("agenda-item-option-remove", waiting.uid, bought.uid)
    assert secretary.post(taken, {"version": waiting.version + 2}).status_code == 302
    assert (
        secretary.post(at("agenda-item-carry", waiting.uid), {"version": waiting.version + 3}).status_code
        == 302
    )
    (after,) = AgendaItem.objects.filter(continues=waiting)
    drop = {"reason": "Settled", "version": after.version}
    assert secretary.post(at("agenda-item-drop", after.uid), drop).status_code == 302
    listed = secretary.get(f"{at('agenda-items')}?body={board.uid}&where=waiting")
    assert [row.record for row in listed.context["table"].rows] == [after]


def test_a_member_answers_on_the_page_and_others_read_no_answer(signed_in: Callable[..., Client]) -> None:
    board = chain.body("board")
    user = account(Role.BOARD_MEMBER, board, "Ada Prova")
    seat = governance.add_member(
        actor=SECRETARY, body=board, organisation=makers.organisation("Curia"), account=user
    )
    held = meetings.meeting(board, remote_address="https://meet.example/x")
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    member = Client(headers={"accept-language": "en"})
    member.force_login(user)
    page = member.get(at("meeting", held.uid))
    assert [small.action for small in page.context["own"]] == [at("meeting-reply", held.uid, seat.uid)]
    assert "https://meet.example/x" in page.content.decode()
    assert member.post(at("meeting-reply", held.uid, seat.uid), {"answer": "remote"}).status_code == 302
    assert Reply.objects.get().answer == "remote"
    (small,) = member.get(at("meeting", held.uid)).context["own"]
    assert small.form["answer"].value() == "remote"
    assert member.post(at("meeting-reply", held.uid, seat.uid), {"answer": "?"}).status_code == 422
    records.publish(actor=SECRETARY, record=held)
    stranger = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    page = stranger.get(at("meeting", held.uid))
    assert (page.context["replies"], page.context["own"]) == (None, [])
    assert "meet.example" not in page.content.decode()
    assert stranger.post(at("meeting-reply", held.uid, seat.uid), {"answer": "comes"}).status_code == 403


def test_the_journal_names_items_to_who_may_read_them(signed_in: Callable[..., Client]) -> None:
    held = meetings.meeting(chain.body("board"))
    meetings.item(held, "Open item")
    secret = meetings.item(held, "Zanzibar", is_confidential=True, confidential_because="Law")
    domain.move_item(actor=SECRETARY, item=secret, by=-1)
    for role, told in ((Role.BOARD_SECRETARY, "Zanzibar, Open item"), (Role.FINANCE_OFFICER, "…, Open item")):
        entries = signed_in(role).get(at("history", "meeting", held.uid)).context["told_entries"]
        assert [change.after for change in entries[0].changes] == [told]


def test_a_series_leads_to_the_meetings_of_the_body(secretary: Client) -> None:
    board = chain.body("board")
    given = {
        "body": board.pk, "starts_at": "2026-03-20T10:00", "manner": "remote", "language": "it",
        "every_months": 2, "times": 3, "name": "Ordinary",
    }  # fmt: skip
    answer = secretary.post(at("meeting-series-add"), given)
    assert (answer.status_code, answer["Location"]) == (302, f"{at('meetings')}?body={board.uid}")
    assert (MeetingSeries.objects.get().name, Meeting.objects.count()) == ("Ordinary", 3)
    listed = secretary.get(f"{at('meetings')}?body={board.uid}&year=2026&state=planned")
    assert len(listed.context["table"].rows) == 3


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.ADMINISTRATOR, Role.PARTNER_CONTACT])
def test_what_is_confidential_is_on_no_page(signed_in: Callable[..., Client], role: Role) -> None:
    board = chain.body("board")
    held = records.publish(actor=SECRETARY, record=meetings.meeting(board))
    item = meetings.item(held, "Zanzibar", is_confidential=True, confidential_because="Zanzibar law")
    domain.add_option(actor=SECRETARY, item=item, title="Zanzibar option")
    other = meetings.item(held, "Zanzibar too", is_confidential=True, confidential_because="Zanzibar law")
    domain.move_item(actor=SECRETARY, item=other, by=-1)
    domain.carry_over(actor=SECRETARY, item=other)
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    client = signed_in(role, makers.organisation() if role == Role.PARTNER_CONTACT else None)
    pages = [
        at("meeting", held.uid), at("meetings"), at("agenda-items"), f"{at('agenda-items')}?formato=csv",
        at("body", board.uid), at("history", "meeting", held.uid), at("work"), f"{at('search')}?q=zanziba",
    ]  # fmt: skip
    assert [page for page in pages if "zanzibar" in _text(client.get(page)).lower()] == []
    assert client.get(at("agenda-item", item.uid)).status_code == 404
    assert (
        "zanzibar"
        not in "".join(f"{one.subject}{one.parts}{one.data}" for one in Message.objects.all()).lower()
    )


def _text(answer: Any) -> str:
    assert answer.status_code == 200
    return b"".join(answer).decode()


def test_what_stands_beside_a_meeting(secretary: Client, signed_in: Callable[..., Client]) -> None:
    held = records.publish(actor=SECRETARY, record=meetings.meeting(chain.body("board")))
    begin = f"{at('dossier-add')}?meeting={held.uid}"
    assert links(secretary, held) == [begin]
    domain.convene_meeting(actor=SECRETARY, meeting=held)
    assert sorted(links(secretary, held)) == sorted([begin, at("meeting-live", held.uid)])
    assert links(signed_in(Role.PARTNER_CONTACT, makers.organisation()), held) == []
    domain.close_meeting(actor=SECRETARY, meeting=domain.open_meeting(actor=SECRETARY, meeting=held))
    assert sorted(links(secretary, held)) == sorted(
        [at("minutes", Minutes.objects.get().uid), at("meeting-attendance", held.uid)]
    )


def links(client: Client, held: Meeting) -> list[str]:
    """Where the links beside the meeting lead."""
    return [one.url for one in client.get(at("meeting", held.uid)).context["companions"]]
