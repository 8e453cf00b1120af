"""Published meetings: their public agenda, the decisions taken there, the calendar to subscribe to."""

from __future__ import annotations

import pytest
from django.test import Client
from icalendar import Calendar
from tests import chain, makers, meetings

from portici.governance.models import Decision, Meeting
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def out(held: Meeting) -> Meeting:
    return records.publish(actor=makers.coordinator(), record=held)


def test_the_public_agenda_and_what_was_decided(client: Client) -> None:
    board = chain.body("board")
    held = out(meetings.meeting(board, place="Hall", remote_address="https://meet.example/zanzibar"))
    shown, draft = meetings.item(held, "Open the gym"), meetings.item(held, "Zanzibar draft")
    secret = meetings.item(held, "Zanzibar", is_confidential=True, confidential_because="Zanzibar law")
    records.publish(actor=makers.coordinator(), record=shown)
    for item, title in ((shown, "The gym is opened"), (secret, "Zanzibar decided")):
        made = chain.decision(board, title, published=item is shown)
        Decision.objects.filter(pk=made.pk).update(item=item, is_confidential=item is secret)
    meetings.meeting(board, title="Zanzibar planned")
    page = client.get("/en/decisioni/sedute/board-2026-m1/")
    assert [line.item.pk for line in page.context["lines"]] == [shown.pk]
    assert [figure.value for figure in page.context["figures"]] == [1]
    addresses = [
        "/en/decisioni/sedute/board-2026-m1/", "/en/decisioni/sedute/", "/en/decisioni/sedute/?formato=csv",
        "/en/decisioni/?meeting=board-2026-m1", "/en/decisioni/sedute.ics", f"/en/decisioni/organi/{board.uid}/",
        "/en/cerca/?q=zanziba",
    ]  # fmt: skip
    leaks = [one for one in addresses if "zanzibar" in b"".join(client.get(one)).decode().lower()]
    assert (leaks, draft.is_published) == ([], False)
    assert client.get("/en/decisioni/sedute/board-2026-m2/").status_code == 404
    narrowed = client.get("/en/decisioni/sedute/?body=board&year=2026&state=planned")
    assert [row.record.pk for row in narrowed.context["table"].rows] == [held.pk]


def test_the_calendar_has_what_is_published(client: Client) -> None:
    held = out(meetings.meeting(chain.body("board"), title="Budget"))
    meetings.meeting(held.body)
    answer = client.get("/decisioni/sedute.ics")
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert (answer["Content-Type"], str(calendar["method"])) == ("text/calendar; charset=utf-8", "PUBLISH")
    assert (str(event["uid"]), str(event["status"])) == (f"{held.uid}@localhost", "TENTATIVE")
    assert str(event["url"]) == "http://testserver/decisioni/sedute/board-2026-m1/"
    assert str(event["summary"]) == "Board 1/2026: Budget"
    assert client.post("/decisioni/sedute.ics").status_code == 405
